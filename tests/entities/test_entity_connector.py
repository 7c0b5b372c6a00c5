"""Everything the no-code connectors offer, column by column; run this file to write the table of CONTRIBUTING.md again."""

from pathlib import Path

import pytest

from etl.cli.main import cli
from etl.entities import ENTITIES

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"
BEGIN, END = "<!-- connector -->", "<!-- /connector -->"

MODULES = {
    "Create / Update a Client, Prospect, Supplier, Contact, Opportunity, Event, Task, Comment": "import",
    "Search, List Clients, Prospects, Suppliers, Contacts, Opportunities, Events, Tasks, Comments": "search",
    "Retrieve a Client, Prospect, Supplier, Contact, Opportunity, Event, Task, Comment": "get",
    "Delete a Client, Prospect, Supplier, Contact, Opportunity, Event, Task, Comment": "delete",
    "Watch Events": "watch",
    "Make an API Call": "call",
}
"""What the connectors call a module, and the command that does it in bulk."""

FIELDS = {
    "client": 62,
    "prospect": 62,
    "supplier": 62,
    "contact": 27,
    "opportunity": 19,
    "event": 19,
    "task": 12,
    "comment": 7,
}
"""How many fields each module has (the connectors' public documentation, the v1 blocks it is built on)."""

CUSTOM = "cf:"
"""The columns of an account's custom fields."""

NEITHER = "a custom field: neither API has this one"


def wire(column, variants):
    """Return where a column goes: the paths of v2, a list it is part of, or the method of v1."""
    paths = {**{v: column.paths[v] for v in variants if v in column.paths}}
    if not paths:
        paths = {kind: path for kind, path in column.paths.items() if kind in ("address", "contact")}
    if paths:
        return ", ".join(f"`{path}`" for path in dict.fromkeys(paths.values()))
    if column.member is not None:
        return f"`{column.member[0]}` without `{column.member[1]}`"
    if column.v1:
        return f"v1 `{column.v1}`"
    return ENGINE[column.attribute.split("_")[0] if "_" in column.attribute else column.attribute]


ENGINE = {
    "id": "id of the path",
    "client": "resource: `/companies` or `/individuals`",
    "tags": "`POST …/smart-tags`",
    "company": "`POST /companies/{id}/contacts/{contactId}`",
    "individual": "v1 `Peoples.update thirdids`",
    "third": "`related`",
    "contact": "`related`",
    "opportunity": "`related`",
    "staffs": "`participants` of an event, `assigned_staff_ids` of a task",
    "reminders.inapp": "`reminders`",
    "reminders.email": "`reminders`",
}
"""Columns that no single payload field carries, and where they go."""


def table():
    """Return the section: modules and commands, then every field of every module."""
    lines = ["| connector module | command |", "|---|---|"]
    lines += [f"| {module} | `sellsy-etl {command}` |" for module, command in MODULES.items()]
    shown = [kind for kind in ENTITIES if kind.name not in ("prospect", "supplier")]
    for entity in shown:
        names = "client, prospect, supplier" if entity.name == "client" else entity.name
        lines += ["", f"**{names}**", "", "| connector field | column | Sellsy |", "|---|---|---|"]
        for field, attributes in entity.connector.items():
            if attributes == CUSTOM:
                place = "`PUT …/custom-fields`" if field == "Custom fields" else NEITHER
                lines.append(f"| {field} | `cf:CODE` | {place} |")
                continue
            columns = [entity.column(part) for part in attributes.split()]
            headers = ", ".join(f"{c.fr} / {c.en}" for c in columns)
            places = " · ".join(dict.fromkeys(wire(c, entity.variants) for c in columns))
            lines.append(f"| {field} | {headers} | {places} |")
    return "\n".join(lines)


def written():
    """Return CONTRIBUTING.md with the section as it must be."""
    text = CONTRIBUTING.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}"


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_every_field_of_the_connectors_has_its_column(entity):
    """Each field of each module is carried by columns that exist."""
    assert len(entity.connector) == FIELDS[entity.name]
    attributes = {part for value in entity.connector.values() for part in value.split()} - {CUSTOM}
    assert attributes <= {column.attribute for column in entity.columns}


def test_every_module_of_the_connectors_is_a_command():
    """Create, update, search, list, retrieve, delete, watch and call are commands."""
    assert set(MODULES.values()) <= set(cli.commands)


def test_the_table_of_contributing_is_the_declarations():
    """The table is generated: what it says is what is declared."""
    assert CONTRIBUTING.read_text(encoding="utf-8") == written()


if __name__ == "__main__":
    CONTRIBUTING.write_text(written(), encoding="utf-8")
