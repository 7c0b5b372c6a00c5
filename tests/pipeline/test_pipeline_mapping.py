"""A migration without Python: one file of several entities, associations, old ids as the only key, substitutes."""

from contextlib import ExitStack

import pytest

from etl import run_pipeline
from etl.core.errors import ConfigError, DataError

FILES = {
    "companies.csv": "Record ID,Company name,Company owner\n1,Scierie du Lac,Hugo Pelletier\n2,Garage Alpin,gone@old.example\n3,,\n",
    "contacts.csv": (
        "Record ID,First Name,Last Name,Email,Associated Company IDs\n"
        "11,Anne,Roux,anne@a.example,1;2\n12,Anne,Roux,anne@a.example,2\n13,Zoé,Petit,,3\n"
    ),
    "links.csv": (
        "contact_id,company_id,label\n11,1,Billing\n11,1,Primary\n11,2,Billing\n12,1,\n12,1,Decision maker\n12,2,Billing\n99,1,Billing\n"
    ),
    "engagements.csv": (
        "Record ID,Activity type,Activity date,Title,Body,Author,Associated Company IDs\n"
        "21,NOTE,1672531200000,,<p>Vu</p>,Paul Parti,1\n"
        "22,MEETING,2023-01-02T10:00:00Z,Visite,,Hugo Pelletier,2\n"
        "23,TASK,2023-01-03,Rappeler,,gone@old.example,1\n"
        "24,SMS,2023-01-03,Message,,,1\n"
        "25,FAX,2023-01-03,Message,,,1\n"
        "26,NOTE,2023-01-03,,Perdu,,3\n"
    ),
}

PIPELINE = """
name: migration
system: hubspot
parameters: {owner: Hugo Pelletier}
steps:
  companies:
    import: companies.csv
    entity: client
    on_error: continue
    map:
      - hubspot
      - columns: {Company owner: {column: owner, fallback: "${owner}"}}
  contacts:
    import: contacts.csv
    entity: contact
    needs: companies
    on_error: continue
    match: legacy_id
    map: hubspot
  links:
    associate: {from: contact, to: company, file: links.csv, roles: {Billing: invoicing}}
    needs: contacts
    on_error: continue
  engagements:
    import: engagements.csv
    needs: links
    on_error: continue
    route: {Activity type: {NOTE: comment, MEETING: event, TASK: task, SMS: skip}}
    map:
      - columns: {Record ID: legacy_id, Associated Company IDs: third_legacy_id}
        ignore: [Author, Title, Body, Activity date]
      - entity: comment
        columns: {Activity date: {column: created, dates: epoch_ms}}
        joins: {text: {template: ["{Body}", "\\n— {Author}"], html: text}}
      - entity: event
        columns: {Title: title, Activity date: [start, end]}
        constants: {label: Réunion}
      - entity: task
        columns:
          Title: title
          Activity date: due_date
          Author: {column: staffs, fallback: "${owner}"}
        constants: {label: À faire}
"""


@pytest.fixture
def migration(demo):
    """Return the place of a pipeline in a folder with its files."""
    for name, text in FILES.items():
        (demo.folder / name).write_text(text, encoding="utf-8")
    place = demo.folder / "migration.yaml"
    place.write_text(PIPELINE, encoding="utf-8")
    return place


def ends(account, pipeline_run):
    """Return step -> [(row, outcome, codes)] of a pipeline's run."""
    with account.journal() as journal:
        return {
            str(run.settings["step"]): [
                (row.row, str(row.outcome), sorted({problem.code for problem in row.problems}))
                for row in journal.rows.every(run.run_id)
            ]
            for run in journal.runs.children(pipeline_run)
        }


def test_a_migration_needs_no_python(demo, migration):
    """Rows of one file go to three entities, associations link, and every row left out has its reason; a rehearsal says
    the same of each row.
    """  # noqa: D205 - one sentence
    foretold = ends(demo, run_pipeline(migration, settings=demo.settings, dry_run=True).run_id)
    done = ends(demo, run_pipeline(migration, settings=demo.settings).run_id)
    outcomes = {step: [(row, outcome) for row, outcome, _ in rows] for step, rows in done.items()}
    for step in outcomes.keys() - {"links"}:
        assert outcomes[step] == [(row, outcome) for row, outcome, _ in foretold[step]]
    assert done["companies"] == [
        (2, "created", []),
        (3, "created", ["name-replaced"]),
        (4, "rejected", ["name-missing"]),
    ]
    assert [outcome for _, outcome in outcomes["contacts"]] == ["created", "created", "rejected"]
    assert outcomes["engagements-comment"] == [
        (2, "created"), (3, "skipped"), (4, "skipped"), (5, "skipped"), (6, "rejected"), (7, "rejected"),
    ]  # fmt: skip
    assert outcomes["engagements-event"][1] == (3, "created")
    assert outcomes["engagements-task"][2] == (4, "created")
    assert done["engagements-comment"][4] == (6, "rejected", ["row-unexpected"])
    assert done["engagements-task"][3] == (5, "skipped", ["row-filtered"])
    comments = demo.api("GET", "/comments?limit=100")["data"]
    assert "Vu\n— Paul Parti" in {comment["description"] for comment in comments}


def test_associations_link_contacts_with_their_roles_and_repeats_do_no_harm(demo, migration):
    """A pair that stands twice is one link with the roles of both rows; an unknown id is refused alone."""
    done = ends(demo, run_pipeline(migration, settings=demo.settings).run_id)["links"]
    assert {row: outcome for row, outcome, _ in done if outcome == "rejected"} == {}
    assert [outcome for _, outcome, _ in done][-1] == "skipped"
    assert done[5] == (7, "unchanged", ["role-taken"])
    again = ends(demo, run_pipeline(migration, settings=demo.settings).run_id)
    changed = [
        (step, *row) for step, rows in again.items() for row in rows if row[1] in ("created", "updated")
    ]
    assert changed == []


@pytest.mark.parametrize(
    ("route", "line"),
    [("{Type: {A: customer}}", 4), ("{Type: {A: skip}}", 4), ("{A: {x: client}, B: {y: client}}", 4)],
)
def test_a_route_to_nowhere_is_refused_with_its_line(read, route, line):
    """A route names entities by the cells of one header."""
    with pytest.raises(ConfigError) as refused:
        read(f"steps:\n  a:\n    import: a.csv\n    route: {route}\n")
    assert refused.value.params["line"] == line


def test_who_needs_a_routed_step_needs_all_its_parts(read):
    """Steps of a route are named after it and its entities; filters of a step are those of its mapping."""
    pipeline = read(
        """
        steps:
          a: {import: a.csv, route: {T: {x: client, "*": contact}}, only: {S: "1"}, map: [hubspot, {entity: client, ignore: [Z]}]}
          b: {import: b.csv, needs: a}
        """
    )
    assert pipeline.steps["b"].needs == ["a-client", "a-contact"]
    ready, own, *chosen = pipeline.steps["a-client"].mapping
    assert (ready, own.ignore) == ("hubspot", ["Z"])
    assert [(part.only, part.skip) for part in chosen] == [({"S": ["1"]}, {}), ({"T": ["x"]}, {})]
    rest = [(part.only, part.skip) for part in pipeline.steps["a-contact"].mapping[1:]]
    assert rest == [({"S": ["1"]}, {}), ({}, {"T": ["x"]})]


@pytest.mark.parametrize(
    ("mapping", "line", "code"),
    [
        ("{columns: {A: {colum: x}}}", 5, "document-key"),
        ("[hubspot, {joins: {A: {with: x}}}]", 5, "document-value"),
    ],
)
def test_a_fault_in_a_mapping_of_a_step_is_told_with_its_line(read, mapping, line, code):
    """What is wrong in a step's own mapping is found before the first step runs, with the line of the pipeline."""
    with pytest.raises(ConfigError) as refused:
        read(f"steps:\n  a:\n    import: a.csv\n    entity: client\n    map: {mapping}\n")
    assert (refused.value.code, refused.value.params["line"]) == (code, line)


def test_a_header_that_the_file_lacks_is_told_with_the_line_of_the_pipeline(demo):
    """A mapping of a step that does not fit its file names where it is written."""
    (demo.folder / "a.csv").write_text("Nom société\nA\n", encoding="utf-8")
    place = demo.folder / "p.yaml"
    for fault in (
        "map: {entity: client, columns: {Zone: Note}}",
        "only: {Zone: x}\n    entity: client",
        "route: {Zone: {x: client}}",
    ):
        place.write_text(f"steps:\n  a:\n    import: a.csv\n    {fault}\n", encoding="utf-8")
        with pytest.raises((ConfigError, DataError)) as refused:
            run_pipeline(place, settings=demo.settings)
        assert "p.yaml:4" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Nom,ID d'origine\nRoux,\n", "match-no-key"), ("Nom,Prénom\nRoux,Anne\n", "match-key-absent")],
)
def test_the_old_id_as_a_key_needs_one(demo, text, code):
    """A row without an old id is refused, as is a file without the column."""
    (demo.folder / "c.csv").write_text(text, encoding="utf-8")
    place = demo.folder / "p.yaml"
    place.write_text(
        "steps:\n  c: {import: c.csv, entity: contact, match: legacy_id, on_error: continue}\n",
        encoding="utf-8",
    )
    with ExitStack() as stack:
        refused = None if code == "match-no-key" else stack.enter_context(pytest.raises(ConfigError))
        done = ends(demo, run_pipeline(place, settings=demo.settings).run_id)
        assert done["c"] == [(2, "rejected", [code])]
    assert refused is None or refused.value.code == code
