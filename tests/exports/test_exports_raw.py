"""A raw export comes back: ids under its stable headers are read as ids, and as nothing else in any other file."""

import csv

import pytest
from test_exports_unchanged import ENTITIES, FORMATS, LINES, NASTY, fill, fill_custom, written

import etl


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_raw_export_imported_unchanged_writes_nothing(demo, entity):
    """Ids, words of Sellsy, lists and values of two parts are what the record holds, in every format and language."""
    fill(demo, NASTY[::12], LINES)
    fill_custom(demo)
    at = ENTITIES.index(entity)
    for form, lang in ((FORMATS[at % 4], "fr"), (FORMATS[(at + 1) % 4], "en")):
        path = demo.folder / f"{entity}.{form}"
        etl.export(entity, path, settings=demo.settings, lang=lang, raw=True)
        before = demo.writes()
        result = demo.load(path, entity=entity, lang=lang)
        assert demo.writes() == before, (form, written(demo, result.run_id))
        assert result.counts["unchanged"] == result.counts["read"] > 2, (form, result.problems[:5])


def edited(account, entity, changes):
    """Export an entity raw, change cells of its first row, import it; return the run and the record's id."""
    path = account.folder / "raw.csv"
    etl.export(entity, path, settings=account.settings, raw=True)
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    head, first = rows[0], rows[1]
    for name, cell in changes.items():
        first[head.index(name)] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows[:2])
    return account.load(path, entity=entity), first[head.index("id")]


def test_an_edited_id_of_a_raw_export_is_an_update(demo):
    """Another id, or the name of a thing, is what the record gets."""
    result, record = edited(
        demo,
        "client",
        {"owner": "4", "cf:origine": "3102", "cf:budget": '{"amount": "9.00", "currency": "EUR"}'},
    )
    assert result.counts["updated"] == 1
    company = demo.api("GET", f"/companies/{record}?embed[]=cf.302")
    assert (company["owner"]["id"], company["_embed"]["custom_fields"][0]["value"]) == (4, 3102)
    deal, record = edited(demo, "opportunity", {"pipeline": "41", "step": "402", "source": "152"})
    opportunity = demo.api("GET", f"/opportunities/{record}")
    assert (deal.counts["updated"], opportunity["step"]["id"], opportunity["source"]["id"]) == (1, 402, 152)


@pytest.mark.parametrize(
    ("entity", "column", "cell", "code"),
    [
        ("client", "owner", "999", "lookup-unknown"),
        ("client", "cf:origine", "999", "lookup-unknown"),
        ("client", "cf:budget", '{"amount": 1', "custom-value"),
        ("client", "cf:surface", '{"number": "1", "unit_id": 999}', "lookup-unknown"),
        ("opportunity", "step", "999", "step-unknown"),
        ("event", "label", "999", "lookup-unknown"),
    ],
)
def test_an_id_that_nothing_has_is_refused(demo, entity, column, cell, code):
    """An id of nothing, or JSON that is none, names its column, its cell and what may stand there."""
    before = demo.writes()
    result, _record = edited(demo, entity, {column: cell})
    (problem,) = result.problems
    assert (problem.code, problem.column, demo.writes()) == (code, column, before)


def test_a_number_in_any_other_file_is_a_name(demo):
    """Under the headers of a template, and in a file without ids, a number is the name of something."""
    ours = demo.company(name="Menuiserie Kervadec")["id"]
    for text in (
        f"ID Sellsy;Propriétaire\n{ours};4\n",
        f"Sellsy id;Owner\n{ours};4\n",
        "name;owner\nMenuiserie Kervadec;4\n",
    ):
        result = demo.load(text)
        assert [problem.code for problem in result.problems] == ["lookup-unknown"]
