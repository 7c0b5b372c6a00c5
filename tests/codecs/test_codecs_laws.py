"""What holds for every codec and every cell."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import etl.codecs
from etl import codecs
from etl.codecs import Options, cell_text
from etl.codecs.cleaning.clean import all_ordinary, ordinary, ordinary_prose
from etl.codecs.column import PENDING, ColumnCodec
from etl.codecs.french.siren import all_digits, luhn_holds, siren_key_holds
from etl.entities.origin import LegacyId
from etl.messages.catalogue import PROBLEMS

CODECS = [
    codecs.Text(),
    codecs.Text(max_length=20, min_length=2),
    codecs.Text(multiline=True),
    codecs.Listed(),
    codecs.Code(100),
    codecs.Decimal(),
    codecs.Decimal(2, minimum=0),
    codecs.Integer(),
    codecs.Percent(),
    codecs.Date(),
    codecs.BirthDate(),
    codecs.Moment(),
    codecs.Phone(),
    codecs.Email(),
    codecs.Url(),
    codecs.Siren(),
    codecs.Siret(),
    codecs.Vat(),
    codecs.Naf(),
    codecs.PostalCode(),
    codecs.Country(),
    codecs.Choice({"a": ("Alpha", "A"), "b": ("Bêta",)}),
    codecs.Choice({1: ("Un",), 2: ("Deux", "2"), 3: ()}),
    codecs.Civility(),
    codecs.Boolean(),
    codecs.ListOf(),
    codecs.ListOf(codecs.Decimal(), separators=";"),
]

_REALISTIC = st.sampled_from(
    [
        "73282932000074", "552013500004", "732829320", "FR44732829320", "3,41174E+13", "06 12 34 56 78",
        "+33 (0)6 12 34 56 78", "612345678", "0692123456", "contact@sge.example", "www.exemple.fr", "1.2340",
        "1 234,56 €", "1.234", "85 %", "0,85", "03/04/2024", "27/10/2024 02:30", "27/10/2024 03:30", "45385",
        "4711C", "75008", "1000", "France", "Côte d'Ivoire", "M.", "Oui", "x", "Alpha", "Un", "3",
        "Salon, VIP", '"a, b"; c',
        "#REF!", "N/C", "'012", "nan", "None", "sans objet", "A &amp; B;", "a<br>b", "x&nbsp;", "&amp;amp;", "12.0",
        "0000-00-00", "612345678.0", "20240304", "12/05/55",
        "0,0000001", "a\r\nb", "\x00", "2024-10-27T02:30:00+01:00", "2024-04-03T12:00:00Z",
    ]
)  # fmt: skip
CELLS = st.one_of(
    _REALISTIC,
    st.text(max_size=30),
    st.text("0123456789.,/-+ €%eE'", max_size=16),
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.decimals(places=3),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.times(),
)
HINTS = st.sampled_from([None, "FR", "RE", "BE", "MC", "US", "GR", "zz", codecs.UNSTATED])
codecs.Country().decode(["Österreich"], options=Options())  # builds its tables: no example is timed with them


def _named(codec):
    return codec.kind


@pytest.mark.many
@pytest.mark.parametrize("codec", CODECS, ids=_named)
@given(st.lists(st.tuples(CELLS, HINTS), max_size=5), st.booleans())
def test_any_column_is_read_without_an_exception(codec, rows, hinted):
    """A column gives one value per cell, and every refused cell has its error."""
    cells = [cell for cell, _ in rows]
    decoded = codec.decode(cells, options=Options(), hints=[h for _, h in rows] if hinted else None)
    assert len(decoded.values) == len(cells)
    for problem in decoded.problems:
        assert (decoded.values[problem.position] is None) or problem.severity == "warning"
        assert problem.code in PROBLEMS


@pytest.mark.many
@pytest.mark.parametrize("codec", CODECS, ids=_named)
@given(CELLS)
def test_what_is_written_reads_back(codec, cell):
    """In a literal cell decode(encode(v)) == v, from a workbook's cells and from the text of a plain file."""
    [value] = codec.decode([cell], options=Options()).values
    written = codec.encode(value)
    text = str(written) if isinstance(written, Decimal) else cell_text(written)
    for again in (written, text):
        decoded = codec.decode([again], options=Options(literal=True))
        assert decoded.values == [value]
        assert all(problem.severity == "warning" for problem in decoded.problems)


@pytest.mark.many
@pytest.mark.parametrize("codec", [c for c in CODECS if isinstance(c, ColumnCodec)], ids=_named)
@given(CELLS, st.sampled_from(["FR", "BE", codecs.UNSTATED]), st.sampled_from([None, ",", "."]))
def test_the_fast_path_never_disagrees(codec, cell, country, mark):
    """Where the fast path answers, the careful reading gives the same value without a word."""
    options = Options(country=country, decimal=mark)
    plain = PENDING if cell is None else codec.plain(options)(cell)
    settled = codec.settle(cell, options)
    assert plain is PENDING or (plain, None) == (settled.value, settled.code)


@pytest.mark.parametrize("codec", CODECS, ids=_named)
@pytest.mark.parametrize("cell", [None, "", "  ", "N/C", "#N/A"])
def test_nothing_gives_nothing(codec, cell):
    """An empty cell is None without a problem."""
    decoded = codec.decode([cell], options=Options())
    assert (decoded.values, decoded.problems) == ([None], [])


@pytest.mark.parametrize("codec", CODECS, ids=_named)
def test_an_excel_error_is_refused(codec):
    """No codec takes an error of a spreadsheet for a value."""
    [problem] = codec.decode(["#REF!"], options=Options()).problems
    assert (problem.code, problem.severity) == ("excel-error", "error")


@pytest.mark.parametrize("codec", CODECS, ids=_named)
def test_a_codec_says_what_it_is(codec):
    """Kind, dtype and text format are there for the schemas and the spreadsheets."""
    assert codec.kind
    assert codec.dtype in ("str", "Int64", "boolean", "object")
    assert isinstance(codec.as_text, bool)
    assert codec.decode([], options=Options(), hints=[]).values == []


def test_every_code_has_its_texts():
    """Every problem a codec can name is in the catalogue."""
    folder = Path(etl.codecs.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    codes = {c for c in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source) if c in PROBLEMS}
    assert len(codes) > 50
    raised = set(re.findall(r'(?:refused|repaired)\([^"()]*"([a-z-]+)"', source))
    raised |= {
        f"{kind}{tail}"
        for tail in re.findall(r'f"{self.kind}([a-z-]+)"', source)
        for kind in ("siren", "siret")
    }
    assert raised <= set(PROBLEMS)


@pytest.mark.parametrize(
    ("codec", "cell"),
    [
        (codecs.Text(), "Boulangerie Lefèvre & Fils"),
        (codecs.Decimal(), "1 234,50 €"),
        (codecs.Decimal(), 12.5),
        (codecs.Integer(), "12"),
        (codecs.Percent(), "85"),
        (codecs.Date(), "31/12/2024"),
        (codecs.Date(), date(2024, 4, 3)),
        (codecs.Moment(), "03/04/2024 14:30"),
        (codecs.Moment(), datetime(2024, 4, 3, 14, 30)),
        (codecs.Phone(), "06 12 34 56 78"),
        (codecs.Email(), "contact@sge.example"),
        (codecs.Url(), "https://www.exemple.fr/page"),
        (codecs.Siren(), "732829320"),
        (codecs.Siret(), "732 829 320 00074"),
        (codecs.Siret(), 73282932000074),
        (codecs.Vat(), "FR44732829320"),
        (codecs.Naf(), "4711C"),
        (codecs.PostalCode(), "75008"),
        (codecs.Country(), "France"),
        (codecs.Civility(), "Mme"),
        (codecs.Boolean(), "Oui"),
    ],
)
def test_ordinary_cells_take_the_fast_path(codec, cell):
    """What files hold most is read without the libraries: this keeps large files fast."""
    assert codec.plain(Options())(cell) is not PENDING


_RIGHT = {
    "siret": ["73282932000074", "55201350000416", "35600000000048", "00000000000000", "732 829 320 00074"],
    "siren": ["732829320", "552013504", "000000000", "356000000", "73282932"],
    "vat": ["FR44732829320", "FR83404833048", "FR00732829320", "BE0428759497", "FR44000829320"],
    "phone": ["06 12 34 56 78", "+33612345678", "01.99.00.12.34", "0033 6 12 34 56 78", "0692123456", "(0)6"],
    "email": ["a@b.fr", "jean.dupont@societe.example", "x@localhost", "x@y", "a" * 60 + "@b.fr"],
    "url": ["https://www.exemple.fr/a?b", "http://exemple.fr:80", "https://www.exemple", "www.exemple.fr"],
    "text": ["Société", "L’Étoile", "a ", " a", "R&D;", "<b>", "é", "N/C", "nan", "a\nb", "e\u0301", "x" * 21, "0012", "{}"],
}  # fmt: skip


@st.composite
def _columns(draw, kind):
    """Return a column as files have them: mostly of one kind, long, some cells empty or odd."""
    usual = st.sampled_from([*_RIGHT.get(kind, _RIGHT["text"])[:2], *_RIGHT["text"][:2]])
    right = draw(st.sampled_from([st.sampled_from(_RIGHT.get(kind, _RIGHT["text"])[:1]), usual, _TYPED]))
    cells = draw(st.lists(right, min_size=20, max_size=40))
    odd = st.one_of(CELLS, st.none(), st.just(""), st.sampled_from(_RIGHT.get(kind, _RIGHT["text"])))
    for at in draw(st.lists(st.integers(0, len(cells) - 1), max_size=3)):
        cells[at] = draw(odd)
    return cells


_TYPED = st.one_of(
    st.integers(0, 10**8).map("Client {}".format),
    st.integers(0, 10**8).map("client{}@exemple.fr".format),
    st.integers(0, 10**8).map("https://exemple{}.fr".format),
    st.integers(0, 10**8).map("06{:08}".format),
    st.integers(0, 10**9 - 1).map("{:09}".format),
    st.integers(0, 10**14 - 1).map("{:014}".format),
    st.integers(10**3, 10**9 - 1).map(lambda n: f"FR{(12 + 3 * (n % 97)) % 97:02}{n:09}"),
)


@pytest.mark.parametrize("codec", [*CODECS, codecs.RichText(), LegacyId()], ids=_named)
@given(data=st.data())
def test_a_column_reads_as_its_cells_do_one_by_one(codec, data):
    """A whole column, with its fast ways, has the values and the problems of its cells alone, types included."""
    cells = data.draw(_columns(codec.kind))
    options = Options(country=data.draw(st.sampled_from(["FR", "BE", codecs.UNSTATED])))
    assume(not any(str(cell)[-2:] in (".0", ",0") for cell in cells))
    hints = data.draw(st.sampled_from([None, ["FR"] * len(cells), [codecs.UNSTATED] * len(cells)]))
    whole = codec.decode(cells, options=options, hints=hints)
    alone = [codec.decode([c], options=options, hints=hints and hints[:1]) for c in cells]
    assert [repr(value) for value in whole.values] == [repr(item.values[0]) for item in alone]
    expected = [replace(p, position=at) for at, row in enumerate(alone) for p in row.problems]
    assert repr(whole.problems) == repr(expected)


@given(
    st.lists(st.one_of(_TYPED, st.sampled_from([*chain.from_iterable(_RIGHT.values())])), max_size=6),
    st.data(),
)
def test_many_texts_are_ordinary_where_each_of_them_is(texts, data):
    """The one test of many texts holds exactly where the test of a text holds for each."""
    texts = [text for text in [*texts, *data.draw(st.lists(st.text(max_size=5), max_size=2))] if text]
    for prose, usual in ((True, ordinary_prose), (False, ordinary)):
        assert all_ordinary(texts, prose=prose) is all(map(usual, texts))


@given(st.lists(st.text("0123456789", min_size=9, max_size=9), min_size=1, max_size=5))
def test_keys_hold_for_many_numbers_where_they_hold_for_each(numbers):
    """Luhn's test of many numbers holds exactly where it holds for each."""
    numbers += [luhn for luhn in ("732829320", "552013504") if len(numbers) < 3]
    digits = all_digits(numbers, 9)
    assert digits is not None
    assert luhn_holds(digits) is all(map(siren_key_holds, numbers))
