"""What is particular to a kind of record is declared with it: no other room names a kind."""

import ast
from pathlib import Path

from parsed import trees

from etl.entities import ENTITIES
from etl.entities.base.resource import RESOURCES

ETL = Path(__file__).parents[2] / "etl"

ROOMS = {"entities", "v1", "sandbox", "messages"}
"""Where kinds are at home: their declarations, what API v1 has of them, the independent witness, the texts."""

KINDS = {
    *(name for entity in ENTITIES for name in (entity.name, f"{entity.name}s")),
    *(name for resource in RESOURCES.values() for name in (resource.variant, resource.list_name)),
}

OTHER_WORDS = {
    "account/custom_fields.py": {"contact"},  # a type of custom field, as the API calls it
    "account/custom_limits.py": {"contact"},
    "commands/demo.py": {"client"},  # what the demo exports, as a user would type it
    "cli/account/profiles.py": {"client"},  # the client of OAuth
    "commands/account/doctor.py": {"client"},
    "commands/sandbox.py": {"client"},
    "commands/account/login.py": {"company"},  # whose account it is
    "config/config_file.py": {"company"},
    "config/profile_writing.py": {"company"},
    "exports/shown_columns.py": {"contact"},  # a type of custom field
    "pipeline/steps.py": {
        "company",
        "contact",
        "individual",
    },  # what a step associates, as its writer says it
    "cli/account/webhooks.py": {"event", "events"},  # what happens to a record, not an appointment
    "commands/account/reactions.py": {"event"},
    "commands/account/webhooks.py": {"events"},
    "webhooks/delivery.py": {"event"},
    "webhooks/outlet.py": {"event"},
    "commands/account/copy_account.py": {"client", "prospect", "supplier"},  # parameters of custom fields
    "core/record.py": {"contact"},  # the part of a row; this floor is below the entities
    "mapping/recipes.py": {"contact"},  # a header of foreign files
    "sellsy/documents.py": {
        resource.list_name for resource in RESOURCES.values()
    },  # lists; this floor is below the entities
}
"""Modules in which the word is another one."""


def named_kinds(path: Path) -> set[str]:
    """Return the kinds of records that stand in the string literals of a module, alone or as a path or a prefix."""
    literals = (node.value for node in ast.walk(trees(ETL)[path]) if isinstance(node, ast.Constant))
    return {
        word for literal in literals if isinstance(literal, str) and (word := literal.strip("/._:")) in KINDS
    }


def test_no_other_room_names_a_kind() -> None:
    """What differs from kind to kind is asked of its entity or resource, so that a new one is one file."""
    words_by_path = {
        name: words
        for path in sorted(ETL.rglob("*.py"))
        if (name := path.relative_to(ETL).as_posix()).partition("/")[0] not in ROOMS
        and (words := named_kinds(path) - OTHER_WORDS.get(name, set()))
    }
    assert words_by_path == {}


def test_the_other_words_are_still_there() -> None:
    """A module that is listed for another word has that word: the list does not outlive its reasons."""
    assert {name: words - named_kinds(ETL / name) for name, words in OTHER_WORDS.items()} == {
        name: set() for name in OTHER_WORDS
    }
