"""Mapping files: what people write is understood, and what is wrong in them is said with its line."""

import pytest

from etl.core.errors import ConfigError
from etl.mapping import FileMapping, read_mappings, ready_names

WHOLE = """\
# what the export of the old tool holds
entity: prospect
columns:
  Company: Nom société
  Since: {column: Date de création, dates: jj/mm/aaaa}
  State:
    column: Smart tags
    values: {NO: Norvège, yes: Oui, 01: Un, Perdu: ""}
joins:
  Adresse: {from: [Street 1, Street 2], with: ", "}
  Téléphone: {from: [Office, Home], first: true}
splits:
  Full name: {into: [Prénom contact, Nom contact], rest: Nom contact}
constants:
  Pays: FR
ignore: [Score]
"""


@pytest.fixture
def written(tmp_path):
    """Write a mapping file and return its path."""

    def write(text: str, name: str = "m.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def test_every_section_is_read_and_survives_the_journal(written):
    """Texts stay texts (NO is Norway, 01 is no number), and what a journal keeps is the same mapping."""
    (read,) = read_mappings(written(WHOLE))
    assert read.columns["Company"].column == "Nom société"
    assert read.columns["Since"].dates == "dmy"
    assert read.columns["State"].values == {"NO": "Norvège", "yes": "Oui", "01": "Un", "Perdu": ""}
    assert (read.joins["Adresse"].glue, read.joins["Téléphone"].first) == (", ", True)
    assert read.splits["Full name"].rest_at == 1
    assert (read.constants, read.ignore) == ({"Pays": "FR"}, ["Score"])
    assert FileMapping.model_validate(read.to_json()).to_json() == read.to_json()
    assert set(read.headers) == {
        "Company", "Since", "State", "Full name", "Street 1", "Street 2", "Office", "Home",
    }  # fmt: skip


def test_one_header_may_fill_several_columns(written):
    """A list of rules under a header says what each of several columns makes of its cells; a journal keeps them all."""
    text = "columns:\n  Stage:\n    - {column: Étape, values: {won: Signature}}\n    - {column: Statut, values: {talks: open}}\n    - Note\n"
    (read,) = read_mappings(written(text))
    assert [(rule.column, dict(rule.values)) for rule in read.columns["Stage"].each] == [
        ("Étape", {"won": "Signature"}), ("Statut", {"talks": "open"}), ("Note", {}),
    ]  # fmt: skip
    assert list(read.shown()) == ["Stage = Étape", "Stage = Statut", "Stage = Note"]
    assert FileMapping.model_validate(read.to_json()).to_json() == read.to_json()
    with pytest.raises(ConfigError) as wrong:
        read_mappings(written("columns:\n  Stage:\n    - Étape\n    - {column: Statut, vals: {}}\n"))
    assert (wrong.value.code, wrong.value.params["line"]) == ("document-key", 2)


def test_lines_and_pairs_are_mappings_too_and_the_last_word_counts(written):
    """HEADER: COLUMN lines, HEADER=COLUMN pairs and whole files go together; = may stand in a header."""
    lines = written("Boîte: Nom société\n'a=b': Ville\n", "lines.yml")
    (read,) = read_mappings([str(lines), "Boîte=Référence", "x=y=Pays"])
    assert {header: rule.column for header, rule in read.columns.items()} == {
        "Boîte": "Référence",
        "a=b": "Ville",
        "x=y": "Pays",
    }
    assert read.place("columns", "a=b") == f"{lines}:2"
    assert read.place("columns", "Boîte") == f"{lines}:1"


def test_a_file_may_hold_a_mapping_for_each_of_several_entities(written):
    """Documents behind --- stay apart; what is said beside them is added to each that it goes with."""
    two = written("entity: client\ncolumns: {A: Nom société}\n---\nentity: contact\ncolumns: {A: Nom}\n")
    assert [mapping.entity for mapping in read_mappings(two)] == ["client", "contact"]
    assert [mapping.columns["B"].column for mapping in read_mappings([two, "B=Ville"])] == ["Ville", "Ville"]
    only = written("entity: contact\ncolumns: {C: Prénom}\n", "only.yaml")
    assert [set(mapping.columns) for mapping in read_mappings([two, only])] == [{"A", "C"}]
    task = written("entity: task\ncolumns: {C: Titre}\n", "task.yaml")
    with pytest.raises(ConfigError) as refused:
        read_mappings([only, task])
    assert refused.value.code == "mapping-entities"


@pytest.mark.parametrize(
    ("text", "code", "line", "shown"),
    [
        ("columns:\n  A: {colum: x}\n", "document-key", 2, "truncate, fallback, nearest, column"),
        ("columns: {A: B}\n\ncolonnes: {}\n", "document-key", 3, "columns, joins, splits"),
        ("columns:\n  A:\n    column: x\n    dates: day\n", "document-value", 4, "dmy, mdy, ymd"),
        ("columns:\n  A:\n    values: {a: b}\n", "document-missing", 2, "column"),
        ("joins:\n  A:\n    with: x\n", "document-value", 2, "from, template"),
        ("splits:\n  N:\n    into: [a, b]\n    rest: c\n", "document-value", 2, "a, b"),
        ("columns:\n  A: B\n  A: C\n", "document-doubled", 3, "line 2"),
        ("a: &x [1]\nb: *x\n", "document-alias", 2, "aliases"),
        ("columns:\n  A: [\n", "document-yaml", 3, "YAML"),
        ("columns:\n  A: [[x]]\n", "document-value", 2, "A"),
        ("- a\n", "document-top", 1, "names with values"),
        ("# nothing\n", "mapping-empty", None, "sellsy-etl map"),
        ("[" * 3_000, "document-yaml", 1, "YAML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_what_is_accepted(written, text, code, line, shown):
    """A misspelt key, an unknown value, a double or broken YAML names file, line and what to write."""
    path = written(text)
    with pytest.raises(ConfigError) as refused:
        read_mappings(path)
    assert (refused.value.code, refused.value.params.get("line")) == (code, line)
    assert str(path) in refused.value.message("fr")
    assert shown in str(refused.value)


def test_a_file_that_is_not_there_or_no_text_is_refused(written, tmp_path):
    """Missing, binary and huge files end in a message, as does a name that nothing ships under."""
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00")
    big = written("a: b\n" * 250_000, "big.yaml")
    for path, code in (
        (tmp_path / "no.yaml", "document-unreadable"),
        (tmp_path / "b.yaml", "document-unreadable"),
        (big, "document-large"),
    ):
        with pytest.raises(ConfigError) as refused:
            read_mappings(path)
        assert refused.value.code == code
    for name in ("hubspott", "=Ville", "Nom="):
        with pytest.raises(ConfigError) as refused:
            read_mappings(name)
        assert refused.value.code == "mapping-unknown"
        assert refused.value.params["accepted"] == ready_names()
