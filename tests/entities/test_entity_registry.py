"""The list of entities, found in the package, and their names as people type them."""

import sys
from pathlib import Path

import pytest

from etl.core.errors import ConfigError
from etl.entities import ENTITIES, discover, entity_named
from etl.entities.base.validation import schema_of

EIGHT = ["client", "prospect", "supplier", "contact", "opportunity", "event", "task", "comment"]


def test_the_eight_entities_are_found_in_order() -> None:
    """Clients come first: where two entities fit a file equally, the first is taken."""
    assert [entity.name for entity in ENTITIES] == EIGHT


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("client", "client"),
        ("Clients", "client"),
        ("prospects", "prospect"),
        ("fournisseur", "supplier"),
        ("Fournisseurs", "supplier"),
        ("supplier", "supplier"),
        ("suppliers", "supplier"),
        ("contact", "contact"),
        ("CONTACTS", "contact"),
    ],
)
def test_entities_are_named_in_both_languages(text: str, name: str) -> None:
    """Singular and plural, French and English are understood."""
    assert entity_named(text).name == name


def test_an_unknown_entity_lists_the_known_ones() -> None:
    """The message says what can be typed instead, and exits as an error of configuration."""
    with pytest.raises(ConfigError) as caught:
        entity_named("facture")
    assert caught.value.params["accepted"] == EIGHT
    assert "facture" in caught.value.message("fr")
    assert caught.value.exit_code == 2


def test_a_new_entity_is_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module with one declaration is enough: schema, headers and required columns follow."""
    package = tmp_path / "more_entities"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "site.py").write_text(
        "from etl.codecs import Integer, Text\n"
        "from etl.entities.base.entity import Entity\n"
        "from etl.entities.base.column import Column\n"
        "from etl.entities.base.resource import Resource\n"
        "class Site(Entity):\n"
        "    name = 'site'\n"
        "    labels = {'fr': 'Sites', 'en': 'Sites'}\n"
        "    family = 'site'\n"
        "    variants = {'site': Resource(variant='site', path='/sites')}\n"
        "    match = ('id',)\n"
        "    columns = (Column('id', 'ID', 'Id', Integer()),\n"
        "               Column('title', 'Intitulé', 'Title', Text(80), {'site': 'title'}, required=True))\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    (site,) = discover([str(package)], "more_entities")
    assert site.header_index()["intitule"] == "title"
    assert [column.attribute for column in site.missing({"other"})] == ["title"]
    assert "title" in schema_of(site, {"title"}).columns
    sys.modules.pop("more_entities.site")
