"""What a header means."""

import pytest

from etl.entities import entity_named
from etl.mapping.column_names import attribute_of

CLIENT = entity_named("client")


@pytest.mark.parametrize(
    "header",
    [
        "Nom société *", "*Nom société", "* Nom société", "NOM SOCIETE*", "Nom société\u00a0*", "Nom société (*)", "Nom société :",
        "Nom société* :", "Nom société :*", "Nom société ✱", "** Nom société **", "Nom société (obligatoire)", "Nom société [*]",
        "Nom société (champ obligatoire)", "Company name (required)", "Nom société",
    ],
)  # fmt: skip
def test_a_star_or_a_colon_changes_no_header(header):
    """Forms mark the fields that must be filled: the header is the same without the mark."""
    assert attribute_of(CLIENT, header) == "name"


@pytest.mark.parametrize(
    "header", ["*", ":", "(obligatoire)", "Nom société 2 *", "Ville *obligatoire", "Nom # société", ""]
)
def test_other_headers_stay_unknown(header):
    """A mark alone, or in the midst of other words, names nothing."""
    assert attribute_of(CLIENT, header) is None


def test_a_custom_field_keeps_its_star():
    """The name of a custom field is the user's own, whatever it ends with."""
    assert attribute_of(CLIENT, "cf:avis *") == "cf:avis *"
