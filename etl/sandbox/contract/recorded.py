"""Where recordings of the real API and its contract (2.264.0) differ, and which of the two answers are like.

The store keeps the contract's `related_object` of a custom field, the recorded `rgpd_consent` of people and thirds, and
a group with a null value where nobody set an amount; what leaves is turned into the form that is asked for.
"""

from collections.abc import Mapping
from typing import Any

from etl.sandbox.http.config import Wire
from etl.sandbox.storage.resource import Record

CHANNELS = ("sms", "phone", "email", "postal_mail", "custom")
"""The campaigns that a person or a third may be subscribed to."""

CONTRACT, RECORDED = "related_object", "related_objects"
"""What the kinds of objects of a custom field are called."""

CONSENT = "rgpd_consent"
"""Consents of a company, an individual or a contact: recorded, and in no contract; a request may not set them."""

_CONSENTS = ("email", "sms", "phone", "postal_mail", "custom")


def new_campaigns() -> Record:
    """Return the campaign fields of a new record: subscribed to all campaigns, consenting to none (recorded)."""
    return {
        "marketing_campaigns_subscriptions": list(CHANNELS),
        CONSENT: dict.fromkeys(_CONSENTS, False),
    }


def new_person() -> Record:
    """Return the campaign and mailing-tool fields of a new contact: no campaign, every tool (recorded)."""
    return {
        "marketing_campaigns_subscriptions": [],
        "sync": {"mailchimp": True, "mailjet": True, "simplemail": True},
        CONSENT: dict.fromkeys(_CONSENTS, False),
    }


def priced(opportunity: Record, wire: Wire) -> Record:
    """Return an opportunity as answers show it: an amount that nobody set is null; the contract has no null there."""
    amount = opportunity.get("amount")
    if not isinstance(amount, dict) or amount.get("value") is not None:
        return opportunity
    return {**opportunity, "amount": None if wire == "recorded" else {**amount, "value": "0"}}


def definition(field: Record, wire: Wire) -> Record:
    """Return a custom field as answers show it."""
    if wire == "contract":
        return field
    return {(RECORDED if key == CONTRACT else key): value for key, value in field.items()}


def kept_definition(given: Mapping[str, Any]) -> Record:
    """Return a custom field as it is kept, of either form; one kind may stand without a list."""
    objects = given.get(RECORDED, given.get(CONTRACT))
    own = {key: value for key, value in given.items() if key not in (RECORDED, CONTRACT)}
    return {**own, CONTRACT: [objects] if isinstance(objects, str) else list(objects or ())}


def announced(record: Any, wire: Wire) -> Any:
    """Return a record as a webhook shows it."""
    shown = priced(record, wire) if isinstance(record, dict) else record
    return as_contract(shown) if wire == "contract" else shown


def as_contract(body: Any) -> Any:
    """Return an answer without what only recordings have."""
    if isinstance(body, list):
        return [as_contract(part) for part in body]
    if isinstance(body, dict):
        return {key: as_contract(part) for key, part in body.items() if key != CONSENT}
    return body
