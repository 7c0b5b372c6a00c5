"""A ninth kind of record, whole in this file: products, which the account of `test_entity_ninth.py` has."""

from collections.abc import Mapping
from typing import ClassVar

from etl.codecs import Choice, Code, Decimal, Identifier, Text
from etl.core.results import JsonValue
from etl.entities.base.column import Column
from etl.entities.base.entity import Document, Entity
from etl.entities.base.resource import OWNED, Resource
from etl.entities.base.search import IDS, PERIOD, TEXT, words
from etl.entities.parts import created_column
from etl.entities.related import THIRD, link_attributes, related_value

UNITS = (("piece", "Pièce", "Piece"), ("hour", "Heure", "Hour"))

RESOURCE = Resource(
    variant="product",
    path="/products",
    keys={"id": "id", "reference": "reference"},
    filters={"name": TEXT, "reference": TEXT, "id": IDS, "created": PERIOD, "updated": PERIOD},
    conditions={"text": words("name", "reference", "note")},
    orders=("id", "created", "updated"),
    changed="updated",
    identity=("name", "reference"),
    sought_by=(("reference", "reference"), ("name", "name")),
    unique=("reference",),
    public=OWNED | {"related.id", "related.type"},
    depends_on=("company", "individual"),
    verified=True,
)


class Product(Entity):
    """A product."""

    name = "product"
    place = 9
    labels: ClassVar = {"fr": "Produits", "en": "Products"}
    family = "product"
    variants: ClassVar[Mapping[str, Resource]] = {"product": RESOURCE}
    match = ("id", "reference", "name")
    shown = ("id", "reference", "name", "price")
    columns = (
        Column("id", "ID produit", "Product id", Identifier(), public=True),
        Column("reference", "Référence produit", "Product reference", Code(50), {"product": "reference"},
               aliases=("code produit", "sku"), example="PRD-001"),
        Column("name", "Nom du produit", "Product name", Text(200), {"product": "name"}, required=True,
               aliases=("désignation", "libellé produit"), example="Planche de chêne"),
        Column("unit", "Unité", "Unit", Choice({value: (fr, en) for value, fr, en in UNITS}),
               {"product": "unit"}, choices=UNITS, public=True),
        Column("price", "Prix unitaire", "Unit price", Decimal(minimum=0), {"product": "price"}, money=True),
        Column("note", "Note produit", "Product note", Text(multiline=True), {"product": "note"}),
        *THIRD,
        created_column("product"),
    )  # fmt: skip
    links: ClassVar[Mapping[str, tuple[str, ...]]] = {"third": ("company", "individual")}
    relates = ("third",)
    scope = link_attributes(THIRD)

    @classmethod
    def derived(cls, attribute: str, variant: str, document: Document) -> JsonValue:
        """Return the columns that no payload field gives: who it is made for."""
        return related_value(attribute, document) or super().derived(attribute, variant, document)
