"""Mappings applied: foreign columns become ours, and what is wrong is still said of the user's own header and row."""

from pathlib import Path

import pytest

from etl import check_file
from etl.core.errors import ConfigError, DataError
from etl.core.observer import SilentObserver
from etl.mapping import FileMapping, Join, Rule, Split, read_mappings
from etl.source.opening import open_source
from etl.source.options import ReadOptions


def rows(tmp_path: Path, text: str, mapping: object, entity: str | None = None) -> list[dict[str, object]]:
    """Return the values of the records of a CSV read through a mapping."""
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    options = ReadOptions(mapping=read_mappings(mapping))
    source = open_source(path, entity=entity, options=options, observer=SilentObserver())
    records = [r for chunk in source.table.chunks() for r in source.transformer.transform(chunk).records]
    return [dict(record.values) for record in records]


def test_columns_values_dates_joins_splits_and_constants_fill_ours(tmp_path):
    """Everything a mapping can say is applied at once; a cell it says nothing about is read as ever."""
    mapping = FileMapping(
        entity="prospect",
        columns={
            "Account": Rule(column="Nom société"),
            "Since": Rule(column="Date de création", dates="mdy"),
            "Kind": Rule(column="Type société", values={"Acquéreur": "client", "à voir": ""}),
        },
        joins={
            "Adresse": Join(headers=["No", "Street"]),
            "Téléphone": Join(headers=["Office", "Home"], first=True),
        },
        splits={"Who": Split(into=["Prénom contact", "Nom contact"])},
        constants={"Pays": "Belgique"},
        ignore=["Score"],
    )
    text = (
        "Account;Since;Kind;No;Street;Zip;Town;Office;Home;Who;Score\n"
        "Alpha;12/31/2024;ACQUEREUR;12;rue de l'Eau;1000;Bruxelles;;02 513 89 40;Jean de la Tour;9\n"
        "Bêta;1/2/2024;A voir;;Grand-Place;1000;Bruxelles;02 513 89 41;x;Martin;\n"
    )
    columns = {**mapping.columns, "Zip": Rule(column="Code postal"), "Town": Rule(column="Ville")}
    first, second = rows(tmp_path, text, mapping.model_copy(update={"columns": columns}))
    assert first == {
        "name": "Alpha",
        "created": "2024-12-31T00:00:00+01:00",
        "type": "client",
        "main.line_1": "12 rue de l'Eau",
        "main.postal_code": "1000",
        "main.city": "Bruxelles",
        "main.country": "BE",
        "phone_number": "+3225138940",
        "contact.first_name": "Jean",
        "contact.last_name": "de la Tour",
    }
    assert (second["created"], second.get("type")) == ("2024-01-02T00:00:00+01:00", "prospect")
    assert (second["main.line_1"], second["phone_number"]) == ("Grand-Place", "+3225138941")
    assert (second["contact.last_name"], second.get("contact.first_name")) == ("Martin", None)


@pytest.mark.parametrize(
    "mapping",
    [
        FileMapping(
            entity="client", columns={"Land": Rule(column="Pays", values={"": "Belgique", "D": "DE"})}
        ),
        FileMapping(
            entity="client",
            columns={"Land": Rule(column="Pays", values={"D": "DE"})},
            constants={"Pays": "Belgique"},
        ),
    ],
    ids=["values", "constants"],
)
def test_blank_cells_are_filled_by_the_value_of_a_blank_one_or_by_a_constant(tmp_path, mapping):
    """Blank cells of a mapped column take what the mapping says; filled ones, and the clear word, stay."""
    head = "Nom société;Adresse;Code postal;Ville;Land\n"
    cells = ("", "  ", "N/C", "D", "France", "EFFACER")
    text = head + "".join(
        f"A{i};1 rue X;{10115 if i > 2 else 1000};Ville;{cell}\n" for i, cell in enumerate(cells)
    )
    read_as = [row.get("main.country", "-") for row in rows(tmp_path, text, mapping)]
    assert read_as == ["BE", "BE", "BE", "DE", "FR", None]


def test_a_constant_fills_the_blank_cells_of_the_files_own_column(tmp_path):
    """A column that is ours by its header keeps its cells; only the blank ones take the constant."""
    mapping = FileMapping(entity="client", constants={"Pays": "Belgique", "Type société": "prospect"})
    text = "Nom société;Adresse;Code postal;Ville;Pays\nAlpha;1;1000;Ville;\nBravo;1;10115;Ville;Allemagne\n"
    read_as = [(row["main.country"], row["type"]) for row in rows(tmp_path, text, mapping)]
    assert read_as == [("BE", "prospect"), ("DE", "prospect")]


@pytest.mark.parametrize(
    ("cell", "split", "pieces"),
    [
        ("DE LA TOUR Jean", {"into": ["Nom", "Prénom"], "rest": "Nom"}, ("DE LA TOUR", "Jean")),
        ("Mme Anne Le Gall", {"into": ["Civilité", "Prénom", "Nom"]}, ("Le Gall", "Anne", "mrs")),
        ("Le Gall", {"into": ["Prénom", "Nom"]}, ("Gall", "Le")),
        ("Gall", {"into": ["Nom", "Prénom"], "rest": "Nom"}, ("Gall", None)),
        ("Le Gall , Anne", {"into": ["Nom", "Prénom"], "at": ","}, ("Le Gall", "Anne")),
        ("Le\u00a0 Gall", {"into": ["Prénom", "Nom"]}, ("Gall", "Le")),
        ("N/C", {"into": ["Prénom", "Nom"]}, None),
    ],
)
def test_a_split_serves_first_what_takes_the_rest(tmp_path, cell, split, pieces):
    """What is left goes where the mapping says, on either side; too few pieces leave the other columns empty."""
    mapping = FileMapping(entity="contact", splits={"Qui": Split(**split)})
    records = rows(tmp_path, f"Qui;Email\n{cell};a@example.com\n", mapping)
    if pieces is None:
        assert records == []
        return
    last, first, *civility = pieces
    assert (records[0]["last_name"], records[0].get("first_name")) == (last, first)
    assert records[0].get("civility") == (civility[0] if civility else None)


def test_problems_name_the_users_header_row_and_cell(tmp_path):
    """A wrong piece, joined or replaced cell is said of the header and the line it stands on, as it was written."""
    path = tmp_path / "f.csv"
    path.write_text(
        "Firme;Mail pro;Mail perso;Kind;Who\n;;;;\nA;;faux;lost;Mr X\nB;b@example.com;;?;\n", encoding="utf-8"
    )
    mapping = FileMapping(
        columns={
            "Firme": Rule(column="Nom société"),
            "Kind": Rule(column="Type société", values={"?": "customer", "lost": "ancien"}),
        },
        joins={"E-mail": Join(headers=["Mail pro", "Mail perso"], first=True)},
    )
    result = check_file(path, entity="client", mapping=mapping, report=tmp_path / "r.xlsx")
    assert [(p.row, p.column, p.value, p.code) for p in result.problems] == [
        (3, "Mail pro + Mail perso", "faux", "email-invalid"),
        (3, "Kind", "lost", "choice-unknown"),
    ]
    assert [column.header for column in result.ignored] == ["Who"]


def test_the_clear_word_passes_through_a_mapping(tmp_path):
    """EFFACER clears every column a split or join feeds, and no value map touches it."""
    mapping = FileMapping(
        entity="client",
        columns={"R": Rule(column="Référence", values={"effacer": "kept"})},
        joins={"Adresse": Join(headers=["A", "B"])},
        splits={"Who": Split(into=["Prénom contact", "Nom contact"])},
    )
    text = "Nom société;R;A;B;Who\nAlpha;EFFACER;EFFACER;;EFFACER\n"
    (values,) = rows(tmp_path, text, mapping)
    cleared = {name for name, value in values.items() if value is None}
    assert cleared == {"reference", "main.line_1", "contact.first_name", "contact.last_name"}


def test_what_the_mapping_fills_is_filled_by_nothing_else(tmp_path):
    """A header known by itself gives way to the one the mapping names, and is listed as not read."""
    path = tmp_path / "f.csv"
    path.write_text("Société;Raison sociale\nAlpha;Alpha SAS\n", encoding="utf-8")
    with pytest.raises(DataError) as ambiguous:
        check_file(path, entity="client", report=tmp_path / "r.xlsx")
    assert ambiguous.value.code == "headers-ambiguous"
    result = check_file(path, entity="client", mapping="Raison sociale=name", report=tmp_path / "r.xlsx")
    assert [column.header for column in result.ignored] == ["Société"]
    (values,) = rows(tmp_path, path.read_text(encoding="utf-8"), "Raison sociale=name", "client")
    assert values["name"] == "Alpha SAS"


CLIENT = FileMapping(
    entity="client", optional=True, columns={"Firm": Rule(column="name"), "T": Rule(column="Ville")}
)
CONTACT = FileMapping(
    entity="contact",
    optional=True,
    columns={"Firm": Rule(column="company_name"), "Who": Rule(column="last_name")},
)


def test_of_several_mappings_the_file_or_the_entity_picks_one(tmp_path):
    """The mapping most of whose headers are there serves, or the one of --entity; its missing headers are passed over."""
    path = tmp_path / "f.csv"

    def opened(head, entity=None, mappings=(CLIENT, CONTACT)):
        path.write_text(f"{head}\na;b\n", encoding="utf-8")
        options = ReadOptions(mapping=mappings)
        return open_source(path, entity=entity, options=options, observer=SilentObserver())

    assert opened("Firm;T").entity.name == "client"
    assert opened("Firm;Who").entity.name == "contact"
    assert opened("Firm;T;Who", entity="contact").headers.attributes == {"company_name", "last_name"}
    assert opened("Firm;T", entity="prospect").entity.name == "prospect"
    source = opened("Firm;T")
    kept = ReadOptions.from_json(source.options.to_json())
    assert [item.to_json() for item in kept.mapping] == [CLIENT.to_json()]
    for head, entity, mappings, code in (
        ("Firm;X", None, (CLIENT, CONTACT), "mapping-several"),
        ("X;Y", None, (CLIENT,), "mapping-fit"),
        ("Firm;T", "task", (CLIENT, CONTACT), "mapping-entity"),
    ):
        with pytest.raises((DataError, ConfigError)) as refused:
            opened(head, entity, mappings)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("columns:\n  Nom: Nom société\n  Foo: Ville\n", "map-unknown-header", 3),
        ("columns:\n  Nom: Nom sociéte\n  Mail: Vile\n", "map-unknown-column", 3),
        ("columns:\n  Nom: Nom société\nconstants:\n  Type société: ami\n", "mapping-constant", 4),
        ("columns:\n  Nom: Nom société\n  Mail: name\n", "mapping-doubled", 3),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_with_its_line(tmp_path, text, code, line):
    """A header the file lacks, an unknown column, a wrong constant or a double names the mapping's own line."""
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    with pytest.raises((DataError, ConfigError)) as refused:
        rows(tmp_path, "Nom;Mail\nA;a@example.com\n", tmp_path / "m.yaml", "client")
    assert refused.value.code == code
    assert f"m.yaml:{line}" in refused.value.message("fr")
