"""Words for nothing, what web pages do to text, the ".0" of programs, births: what each rule must and must not touch."""

from datetime import date

import pytest

from etl.codecs import (
    BirthDate,
    Choice,
    Code,
    Country,
    Date,
    Decimal,
    Email,
    Listed,
    Moment,
    Options,
    Phone,
    Siren,
    Siret,
    Text,
    Vat,
)
from etl.codecs.cleaning.markup import unescaped, untagged
from etl.codecs.cleaning.words import DUMPED, says_nothing

NAMES = ("Null", "None", "Nan", "NAN", "undefined", "sans objet", "Non renseigné")
UNTOUCHED = (
    "Null & Fils",
    "Undefined Studio",
    "A & B;",
    "R&D;",
    "AT&T",
    "Nanterre",
    "12.0",
    "So",
    "NC",
    "<b>",
)


def values(codec, *cells, **options):
    return codec.decode(cells, options=Options(**options)).values


@pytest.mark.parametrize("word", NAMES)
def test_a_word_for_nothing_may_be_a_name(word):
    """A name or a note keeps it with a warning; a reference, an e-mail, a date or a choice has none."""
    kept = Text(250).decode([word], options=Options())
    assert (kept.values, [problem.code for problem in kept.problems]) == ([word], ["text-word-kept"])
    for codec in (
        Code(100),
        Listed(),
        Email(),
        Date(),
        Moment(),
        Decimal(),
        Siret(),
        Vat(),
        Phone(),
        Country(),
    ):
        read = codec.decode([word], options=Options())
        assert (read.values, read.problems) == ([None], []), codec.kind


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_only_looks_like_a_word_or_a_page_stays(text):
    """Text that merely begins so, or names no entity, is sent as it was typed, without a word."""
    read = Text(250).decode([text], options=Options())
    assert (read.values, read.problems) == ([text], [])


def test_a_choice_may_be_called_so():
    """Where a word is the name of a choice or of a country, it is that."""
    assert values(Choice({"none": ("None",), "x": ("Inconnu",)}), "None", "inconnu", "nan") == [
        "none",
        "x",
        None,
    ]
    assert values(Country(), "NA", "NC", "nan") == ["NA", "NC", None]


def test_in_a_dump_what_a_program_wrote_is_nothing():
    """Letter for letter: nan, None, null; a Null or a Nan that somebody wrote is a name all the same."""
    assert values(Text(250), *sorted(DUMPED - {"<NA>"}), dump=True) == [None] * (len(DUMPED) - 1)
    assert values(Text(250), "Null", "Nan", "NC", "Undefined", dump=True) == [
        "Null",
        "Nan",
        "NC",
        "Undefined",
    ]
    assert values(Text(multiline=True), "NR", "non renseigné", dump=True) == [None, None]
    assert values(Code(100), "ND", "inconnu", "12.0", dump=True) == [None, None, "12.0"]
    assert values(Code(100), "ND", "Inconnu") == ["ND", "Inconnu"]


def test_a_literal_cell_is_word_for_word():
    """What a record holds is no word for nothing and no page, where text can be it."""
    cells = ("None", "-", "N/C", "A &amp; B", "a<br>b", "12.0", "sans objet")
    read = Text(multiline=True).decode(cells, options=Options(), literal=range(len(cells)))
    assert (read.values, read.problems) == ([*cells], [])
    assert values(Code(100), "None", "-", literal=True) == ["None", "-"]
    assert Text().decode(["None", "-"], options=Options(dump=True), literal={0}).values == ["None", None]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("Dupont &amp; Fils", "Dupont & Fils"),
        ("&amp;amp;", "&amp;"),
        ("L&#039;&eacute;t&#xE9;", "L'été"),
        ("&lt;br&gt;", "<br>"),
        ("A & B; C&D; &co; &nope; &eacute", "A & B; C&D; &co; &nope; &eacute"),
        ("a&#0;&#55296;&#1;b", "a&#0;&#55296;&#1;b"),
    ],
)
def test_entities_are_undone_once(page, text):
    """What HTML 4 names is undone, once; the rest stays."""
    assert unescaped(page) == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("un<br/>deux<BR >trois", "un\ndeux\ntrois"),
        ("un<br />\ndeux", "un\ndeux"),
        ("<p>Bonjour</p>\n<p>Deux <b>mots</b></p>", "Bonjour\n\nDeux mots"),
        ("<ul><li>a</li><li>b</li></ul>fin", "a\nb\nfin"),
        ('<a href="https://x.example/?a=1">ici</a>', "ici (https://x.example/?a=1)"),
        ("<style>p {}</style><!-- non -->oui", "oui"),
        ("si a<b> alors", "si a<b> alors"),
        ("Marie <marie@example.com>, 3 < 5 > 2", "Marie <marie@example.com>, 3 < 5 > 2"),
    ],
)
def test_tags_of_long_texts_are_undone(page, text):
    """Breaks and blocks become lines, links keep their addresses; what is no tag stays."""
    assert untagged(page) == text


def test_markup_is_undone_only_where_it_may_be():
    """Notes lose tags, names only entities; references, e-mails and web addresses neither."""
    assert values(Text(multiline=True), "a<br>b &amp; c") == ["a\nb & c"]
    assert values(Text(), "a<br>b &amp; c") == ["a<br>b & c"]
    assert values(Code(100), "A&amp;B<br>") == ["A&amp;B<br>"]
    assert values(Text(), "&nbsp;", "x&nbsp;y") == [None, "x y"]


def test_zeros_of_a_program_go_from_a_wholly_numeric_column():
    """In phones, SIRET and SIREN that are all digits ".0" goes; beside a typed number it is refused."""
    assert values(Phone(), "199001042.0", None, "nan", "639981234.0") == [
        "+33199001042",
        None,
        None,
        "+33639981234",
    ]
    assert values(Siret(), "73282932000074.0", 55201350000004.0)[0] == "73282932000074"
    assert values(Siren(), "732829320,0") == ["732829320"]
    for codec, typed in ((Phone(), "01 99 00 10 42"), (Siret(), "732 829 320 00074")):
        read = codec.decode([typed, "73282932000074.0"], options=Options())
        assert (read.values[1], len(read.problems)) == (None, 1)
    assert values(Code(100), "12.0", "13.0") == ["12.0", "13.0"]


def test_a_number_without_marks_is_the_day_that_its_text_is():
    """20240304 is one day as a number and as text, and no day is none."""
    assert values(Date(), 20240304, 20240304.0, "20240304") == ["2024-03-04"] * 3
    assert values(Date(), "0000-00-00", "00/00/0000", "0000-00-00 00:00:00", "00000000") == [None] * 4
    assert Moment().decode(["0000-00-00 00:00:00"], options=Options()).problems == []
    assert [p.code for p in Date().decode([20241399, "0000-01-01"], options=Options()).problems] == [
        "date-impossible",
        "date-impossible",
    ]


def test_nobody_is_born_in_the_future():
    """Two digits are of the last hundred years, four of a year to come are refused, other dates as ever."""
    birth = BirthDate(today=lambda: date(2026, 11, 30))
    read = birth.decode(["12/05/55", "12/05/26", "12/12/26", "12/05/69", "12/05/2055"], options=Options())
    assert read.values == ["1955-05-12", "2026-05-12", "1926-12-12", "1969-05-12", None]
    assert read.problems[-1].code == "birth-to-come"
    assert values(birth, "2055-05-12", literal=True) == ["2055-05-12"]
    assert values(Date(), "12/05/55") == ["2055-05-12"]


def test_says_nothing():
    """Nothing, placeholders, words, initials and no day say nothing; a zero and a name say something."""
    assert all(map(says_nothing, (None, "", " ", "N/C", "nan", "NR", "0000-00-00")))
    assert not any(map(says_nothing, (0, "0", "So", "Null & Fils", "0000")))
