"""What a mapping makes of cells without Python: values, lookups, conditions, functions, templates and filters."""

import re
from pathlib import Path

import pytest
import yaml

from etl.codecs import html_text
from etl.core.errors import ConfigError, DataError
from etl.core.observer import SilentObserver
from etl.entities import entity_named
from etl.mapping import Rule, read_mappings
from etl.mapping.mapped import mapped_origins
from etl.source.opening import open_source
from etl.source.options import ReadOptions


def read(tmp_path, text, mapping):
    """Return the values of the records of a CSV read through the sections of a mapping, and what is said of it."""
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    written = tmp_path / "mapping.yaml"
    written.write_text(mapping, encoding="utf-8")
    options = ReadOptions(mapping=read_mappings(written))
    source = open_source(path, entity=None, options=options, observer=SilentObserver())
    checked = [source.transformer.transform(chunk) for chunk in source.chunks(SilentObserver())]
    problems = [problem for part in checked for problem in part.problems]
    return [dict(record.values) for part in checked for record in part.records], problems


def codes(problems):
    return sorted((problem.row, problem.code) for problem in problems)


def test_a_star_is_every_other_value(tmp_path):
    """Values that are listed are replaced, every other filled cell by the one of "*", a blank one by that of ""."""
    mapping = 'entity: client\ncolumns:\n  N: name\n  T:\n    column: type\n    values: {Customer: client, "*": prospect, "": supplier}\n'
    records, _ = read(tmp_path, "N,T\nA,Customer\nB,Partner\nC,\n", mapping)
    assert [record["type"] for record in records] == ["client", "prospect", "supplier"]


def test_a_lookup_reads_a_file_beside_the_mapping(tmp_path):
    """An id becomes what its row of the file says; values come first, and an unknown id stays as it is."""
    (tmp_path / "users.csv").write_text("id;email\n7;a@x.example\n8;b@x.example\n", encoding="utf-8")
    mapping = (
        "entity: contact\ncolumns:\n  N: last_name\n  U:\n    column: owner\n"
        "    lookup: {file: users.csv, from: id, to: email}\n    values: {'9': c@x.example}\n"
    )
    records, _ = read(tmp_path, "N,U\nA,7\nB,9\nC,10\nD,\n", mapping)
    assert [record.get("owner") for record in records] == ["a@x.example", "c@x.example", "10", None]


@pytest.mark.parametrize(
    ("table", "code", "error"),
    [
        ("id,mail\n7,a\n", "lookup-header", ConfigError),
        ("id,email\n7,a\n7,b\n", "lookup-twice", DataError),
    ],
)
def test_a_lookup_that_cannot_serve_is_named_with_its_line(tmp_path, table, code, error):
    """A missing column and two meanings of an id end the run before anything is sent, with the line of the mapping."""
    (tmp_path / "users.csv").write_text(table, encoding="utf-8")
    mapping = (
        "entity: contact\ncolumns:\n  N: last_name\n"
        "  U: {column: owner, lookup: {file: users.csv, from: id, to: email}}\n"
    )
    with pytest.raises(error) as refused:
        read(tmp_path, "N,U\nA,7\n", mapping)
    assert refused.value.code == code
    assert "mapping.yaml:4" in str(refused.value)


CASES = """
entity: opportunity
columns:
  N: name
  C: third_name
  Pipeline: pipeline
  Stage:
    - column: step
      when: {Pipeline: [Renewals, Upsell]}
      values: {Won: Renewed, "*": To renew}
    - column: step
      values: {Won: Signed}
"""


def test_values_depend_on_another_cell(tmp_path):
    """The first rule whose `when` holds says what a cell means, the one without `when` says it for the rest."""
    text = "N,C,Pipeline,Stage\nA,x,Renewals,Won\nB,x,upsell,Lost\nC,x,Sales,Won\nD,x,Sales,Open\n"
    records, _ = read(tmp_path, text, CASES)
    assert [record["step"] for record in records] == ["Renewed", "To renew", "Signed", "Open"]


def test_two_headers_fill_a_column_by_what_a_third_says(tmp_path):
    """A column comes from one header or another, as a cell says; a row that no case is for is blank."""
    mapping = (
        "entity: comment\ncolumns:\n  C: third_name\n"
        "  Body: {column: text, when: {Kind: NOTE}}\n  Title: {column: text, when: {Kind: CALL}}\n"
    )
    records, problems = read(tmp_path, "C,Kind,Body,Title\nx,NOTE,b,t\nx,CALL,b,t\nx,MAIL,b,t\n", mapping)
    assert [record["text"] for record in records] == ["b", "t"]
    assert codes(problems) == [(4, "text-missing")]


@pytest.mark.parametrize(
    ("rule", "cell", "value"),
    [
        ("html: text", '"<p>Bonjour</p><ul><li>un</li><li>deux</li></ul>"', "Bonjour\n\n- un\n- deux"),
        (
            "html: text",
            '"<a href=""https://x.example/1"">lien</a> &amp; fin"',
            "lien (https://x.example/1) & fin",
        ),
        ("json: a.b", '"{""a"": {""b"": ""vu""}}"', "vu"),
        ("json: a.1", '"{""a"": [1, 2.5]}"', "2.5"),
        ("json: z", '"{""a"": 1}"', None),
        ("prefix: 'CRM: '", "vu", "CRM: vu"),
        ("truncate: 4", "abcdef", "abcd"),
    ],
)
def test_a_function_makes_a_text(tmp_path, rule, cell, value):
    """HTML becomes its text with paragraphs, items and links; JSON a value of it; a prefix and a limit apply."""
    mapping = f"entity: client\ncolumns:\n  N: name\n  X: {{column: note, {rule}}}\n"
    records, _ = read(tmp_path, f"N,X\nA,{cell}\n", mapping)
    assert records[0].get("note") == value


@pytest.mark.parametrize(
    ("dates", "cell", "value"),
    [
        ("epoch_ms", "1668124680866", "2022-11-11T00:58:00+01:00"),
        ("epoch_s", "1668124680", "2022-11-11T00:58:00+01:00"),
        ("epoch_s", "2022-11-10T23:58:00Z", "2022-11-11T00:58:00+01:00"),
        ("iso", "2022-03-04 10:00", "2022-03-04T10:00:00+01:00"),
    ],
)
def test_dates_are_read_as_programs_write_them(tmp_path, dates, cell, value):
    """Numbers since 1970 are moments in UTC; a cell that is a date of its own is read as one."""
    mapping = f"entity: client\ncolumns:\n  N: name\n  D: {{column: created, dates: {dates}}}\n"
    records, problems = read(tmp_path, f"N,D\nA,{cell}\n", mapping)
    assert (records[0]["created"], problems) == (value, [])


def test_what_a_function_cannot_read_or_cuts_is_said(tmp_path):
    """Bad JSON and an impossible date refuse their rows; a text that is cut is named with what is lost."""
    mapping = (
        "entity: client\ncolumns:\n  N: name\n  J: {column: note, json: a}\n"
        "  D: {column: created, dates: epoch_s}\n  R: {column: reference, truncate: 3}\n"
    )
    text = 'N,J,D,R\nA,x,,\nB,,99999999999999,\nC,,,abcdef\nD,"{""a"": {""b"": 1}}",,\n'
    records, problems = read(tmp_path, text, mapping)
    assert codes(problems)[:2] == [(2, "cell-json"), (3, "cell-epoch")]
    assert [record["name"] for record in records] == ["C"]
    cut = next(problem for problem in problems if problem.code == "cell-truncated")
    assert (cut.row, cut.column, cut.params["lost"], records[0]["reference"]) == (4, "R", "def", "abc")


def test_split_makes_a_list_of_ids(tmp_path):
    """Ids between any mark are a list; values and a prefix apply to each of them."""
    mapping = "entity: contact\ncolumns:\n  N: last_name\n  C: {column: company_legacy_id, split: '/', prefix: c-, values: {'9': '1'}}\n"
    records, _ = read(tmp_path, "N,C\nA,1 / 9/3\nB,2\nC,\n", mapping)
    assert [record.get("company_legacy_id") for record in records] == [["c-1", "c-3"], ["c-2"], None]


def test_a_template_joins_cells_into_a_text(tmp_path):
    """Cells stand in their places; empty brackets go, and a text of a list whose cells are blank is left out."""
    mapping = (
        "entity: comment\ncolumns:\n  C: third_name\njoins:\n  text:\n"
        '    template: ["{Title} ({Type})", "\\n— {Author}"]\n    html: text\n'
    )
    text = "C,Title,Type,Author\nx,<b>A</b>,note,Zoé\nx,B,,\nx,{Type},call,\nx,,,\n"
    records, problems = read(tmp_path, text, mapping)
    assert [record["text"] for record in records] == ["A (note)\n— Zoé", "B", "{Type} (call)"]
    assert codes(problems) == [(5, "text-missing")]


def test_only_and_skip_choose_rows_and_count_apart(tmp_path):
    """Rows that are left out on purpose are skipped with that reason, whatever is wrong with them."""
    mapping = "entity: client\ncolumns: {N: name}\nonly: {K: [a, b]}\nskip: {S: '*'}\n"
    records, problems = read(tmp_path, "N,K,S\nA,a,\nB,B,x\n,c,\nD,,\n", mapping)
    assert [record["name"] for record in records] == ["A"]
    assert codes(problems) == [(3, "row-filtered"), (4, "row-filtered"), (5, "row-filtered")]


def test_a_filter_by_a_missing_header_is_refused_with_its_line(tmp_path):
    """A header that chooses rows and is not there would let every row through."""
    with pytest.raises(ConfigError) as refused:
        read(tmp_path, "N\nA\n", "entity: client\ncolumns: {N: name}\nonly:\n  K: a\n")
    assert refused.value.code == "filter-header"
    assert "mapping.yaml:4" in str(refused.value)


def test_html_keeps_tables_and_images_as_text():
    """Cells of a row have bars between them, an image is its address: nothing is lost."""
    assert html_text("<table><tr><td>a</td><td>b</td></tr></table>") == "a | b"
    assert html_text('<p>x</p><img src="https://x.example/f.png">') == "x\n\n(https://x.example/f.png)"


def test_a_mapping_with_functions_is_kept_for_the_next_reading(tmp_path):
    """What the journal stores of a mapping reads back as the same mapping."""
    written = tmp_path / "m.yaml"
    written.write_text(CASES, encoding="utf-8")
    (mapping,) = read_mappings(written)
    again = ReadOptions.from_json(ReadOptions(mapping=(mapping,)).to_json()).mapping[0]
    assert again.model_dump() == mapping.model_dump()


README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"^\| `(.+?)` \| `(.+?)` \| `(.+?)` \|$", README.split("<!-- functions -->")[1], re.MULTILINE
)


@pytest.mark.parametrize(("rule", "cell", "value"), EXAMPLES)
def test_the_examples_of_the_readme_are_true(rule, cell, value):
    """Every function of cells has its example, which gives what it says."""
    sections = yaml.safe_load(f"{{columns: {{X: {{column: note, {rule}}}}}}}")
    (mapping,) = read_mappings(sections)
    (origin,) = mapped_origins(entity_named("client"), ["X"], mapping, path="x.csv")
    assert origin.cells([cell], clear_word="EFFACER") == [value.replace("⏎", "\n")]


def test_every_function_has_an_example():
    """What the README leaves out, nobody finds."""
    documented = {rule.partition(":")[0] for rule, _, _ in EXAMPLES}
    elsewhere = {"when", "starts", "decimal", "lookup", "fallback", "nearest", "column", "also"}
    named = {info.alias or name for name, info in Rule.model_fields.items()}
    assert named - elsewhere == documented
