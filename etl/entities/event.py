"""Events of the calendar: meetings and calls, with who takes part, alerts and recurrence."""

from collections.abc import Mapping
from typing import ClassVar

from etl.codecs import Boolean, Choice, Date, Email, Identifier, Integer, Listed, ListOf, Moment
from etl.core.results import JsonValue
from etl.entities.agenda import (
    Planned,
    description_column,
    in_order,
    label_column,
    priority_column,
    private_column,
    staff_columns,
    title_column,
    titled,
    union,
)
from etl.entities.base.column import Column
from etl.entities.base.entity import Document
from etl.entities.base.resource import LABELLED, Resource
from etl.entities.base.rules import Frame, Mask, Rule, filled
from etl.entities.base.search import LINKED as LINKED_FILTERS
from etl.entities.base.search import PERIOD, Filter, Takes, names, words
from etl.entities.parts import YES_NO, created_column
from etl.entities.related import CONTACT, HOLDERS, OPPORTUNITY, THIRD, related_value

_ALERTS = {
    "instant": ("à l'heure", "at the time", "instant", "0"),
    "prevHour": ("1 heure avant", "1 hour before", "1h", "1 h", "1 heure"),
    "prevDay": ("1 jour avant", "1 day before", "1 jour", "1j", "la veille"),
    "prevWeek": ("1 semaine avant", "1 week before", "1 semaine"),
    "prevMonth": ("1 mois avant", "1 month before", "1 mois"),
}
_FREQUENCIES = (
    ("daily", "Tous les jours", "Daily"),
    ("weekly", "Toutes les semaines", "Weekly"),
    ("monthly", "Tous les mois", "Monthly"),
    ("yearly", "Tous les ans", "Yearly"),
)
_MORE = {
    "daily": ("quotidien", "quotidienne", "chaque jour", "jour"),
    "weekly": ("hebdomadaire", "chaque semaine", "semaine"),
    "monthly": ("mensuel", "mensuelle", "chaque mois", "mois"),
    "yearly": ("annuel", "annuelle", "chaque année", "an"),
}
_WEEKDAYS = {
    0: ("dimanche", "sunday", "dim", "sun"),
    1: ("lundi", "monday", "lun", "mon"),
    2: ("mardi", "tuesday", "mar", "tue"),
    3: ("mercredi", "wednesday", "mer", "wed"),
    4: ("jeudi", "thursday", "jeu", "thu"),
    5: ("vendredi", "friday", "ven", "fri"),
    6: ("samedi", "saturday", "sam", "sat"),
}
_MONTH_MODES = (
    ("numDay", "Même jour du mois (le 14)", "Same day of the month (the 14th)"),
    ("weekday", "Même jour de la semaine (le 2e jeudi)", "Same weekday (the 2nd Thursday)"),
)

_MODE_WORDS = {
    "numDay": ("même quantième", "même jour du mois", "same day number", "same day of the month"),
    "weekday": ("même jour de semaine", "même jour de la semaine", "same weekday"),
}

RECURRENCE = (
    "recurrence.frequency",
    "recurrence.every",
    "recurrence.weekdays",
    "recurrence.month_mode",
    "recurrence.count",
    "recurrence.until",
)


def _path(path: str) -> dict[str, str]:
    return {"event": path}


# fmt: off
_COLUMNS = (
    Column("id", "ID événement", "Event id", Identifier(), aliases=("id", "id sellsy", "id évènement"),
           public=True,
           help_fr="ID de l'événement dans Sellsy. Vide : recherche par titre, début et fiche liée.",
           help_en="The event's id in Sellsy. Empty: looked up by title, start and linked record."),
    title_column("event", "Visite de chantier"),
    label_column("event", "Rendez-vous"),
    Column("start", "Début", "Start", Moment(), _path("datetime_start"), required=True,
           aliases=("date de début", "début le", "date et heure de début", "start date", "start time"),
           example="2027-01-14 09:30",
           public=True,
           help_fr="jj/mm/aaaa hh:mm, heure de Paris.",
           help_en="yyyy-mm-dd hh:mm or dd/mm/yyyy hh:mm, Paris time."),
    Column("end", "Fin", "End", Moment(), _path("datetime_end"), required=True,
           aliases=("date de fin", "fin le", "date et heure de fin", "end date", "end time"),
           example="2027-01-14 11:00",
           public=True,
           help_fr="jj/mm/aaaa hh:mm, heure de Paris.",
           help_en="yyyy-mm-dd hh:mm or dd/mm/yyyy hh:mm, Paris time."),
    Column("all_day", "Journée entière", "All day", Boolean(), _path("all_day"), choices=YES_NO, kept=True,
           aliases=("toute la journée", "all day task"),
           public=True,
           help_fr="Oui : les heures sont ignorées.", help_en="Yes: times are ignored."),
    description_column("event"),
    private_column("event"),
    priority_column("event"),
    *THIRD,
    *CONTACT,
    *OPPORTUNITY,
    *staff_columns({}),
    Column("guests", "Contacts invités", "Guest contacts", ListOf(Listed()), lookup="contact",
           aliases=("invités", "guests"),
           help_fr="ID, e-mails ou noms complets de contacts, séparés par des virgules.",
           help_en="Ids, e-mails or full names of contacts, separated by commas."),
    Column("external", "Invités externes", "External guests", ListOf(Email()),
           aliases=("e-mails invités", "externes"),
           help_fr="E-mails de personnes hors de Sellsy, séparés par des virgules.",
           help_en="E-mails of people outside Sellsy, separated by commas."),
    Column("alerts", "Alertes", "Alerts", ListOf(Choice(_ALERTS)), v1="Agenda.create alerts",
           aliases=("alerte", "rappels", "rappel", "reminders"), example="1 heure avant, 1 jour avant",
           help_fr="à l'heure, 1 heure avant, 1 jour avant, 1 semaine avant, 1 mois avant (droit api-v1 requis).",
           help_en="at the time, 1 hour before, 1 day before, 1 week before, 1 month before (scope api-v1 required)."),
    Column("recurrence.frequency", "Récurrence", "Recurrence",
           Choice({value: (fr, en, *_MORE[value]) for value, fr, en in _FREQUENCIES}), choices=_FREQUENCIES,
           v1="Agenda.create recurrence.frequency", aliases=("fréquence", "périodicité", "frequency"),
           help_fr="Vide : un seul événement (droit api-v1 requis).",
           help_en="Empty: a single event (scope api-v1 required)."),
    Column("recurrence.every", "Récurrence tous les", "Recurrence every", Integer(1, 365),
           v1="Agenda.create recurrence.periodicity", aliases=("intervalle", "interval"),
           help_fr="2 : un jour, une semaine ou un mois sur deux. Vide : 1.",
           help_en="2: every other day, week or month; empty: 1."),
    Column("recurrence.weekdays", "Récurrence jours", "Recurrence weekdays", ListOf(Choice(_WEEKDAYS)),
           v1="Agenda.create recurrence.weekMode",
           help_fr="Récurrence « Toutes les semaines » : lundi, jeudi… Vide : le jour du début.",
           help_en='Recurrence "Weekly": monday, thursday… Empty: the weekday of the start.'),
    Column("recurrence.month_mode", "Récurrence mensuelle", "Monthly recurrence",
           Choice({value: (fr, en, *_MODE_WORDS[value]) for value, fr, en in _MONTH_MODES}), choices=_MONTH_MODES,
           v1="Agenda.create recurrence.monthMode",
           help_fr="Récurrence « Tous les mois » : le même jour du mois, ou de la semaine.",
           help_en='Recurrence "Monthly": the same day of the month, or of the week.'),
    Column("recurrence.count", "Récurrence nombre", "Recurrence count", Integer(1, 1000),
           v1="Agenda.create recurrence.endOccurences",
           help_fr="Nombre de fois, ou une date de fin, pas les deux. Vides : sans fin.",
           help_en="How many times, or an end date, not both. Empty: no end."),
    Column("recurrence.until", "Récurrence jusqu'au", "Recurrence until", Date(),
           v1="Agenda.create recurrence.endDateValue",
           help_fr="Dernier jour, au lieu d'un nombre de fois.", help_en="Last day, instead of a count."),
    created_column("event"),
)
# fmt: on

_PARTICIPANTS = {"staff": ("staffs", "editors"), "contact": ("guests",), "external": ("external",)}


def _one_end(frame: Frame) -> "Mask[bool]":
    return ~(filled(frame, "recurrence.count") & filled(frame, "recurrence.until"))


def _frequent(frame: Frame) -> "Mask[bool]":
    stated = filled(frame, RECURRENCE[1])
    for attribute in RECURRENCE[2:]:
        stated |= filled(frame, attribute)
    return ~stated | filled(frame, "recurrence.frequency")


RESOURCE = Resource(
    variant="event",
    path="/calendar-events",
    named_by=("title",),
    moment=("start", "datetime_start"),
    filters={
        **LINKED_FILTERS,
        "due_date": PERIOD,
        "owners": names("staff"),
        "participants": Filter(Takes.STAFF),
        "labels": names("event_label"),
        "priority": Filter(Takes.LEVEL, "priority"),
    },
    conditions={"text": words("title", "description")},
    orders=("id", "due_date"),
    stamp="updated",
    identity=("title", "datetime_start", "related"),
    public=LABELLED | {"participants.id", "participants.type"},
    depends_on=HOLDERS,
    recreated="recreated-event",
    watched=("event", "agenda"),
    delivered=("event",),
)


class Event(Planned):
    """An event of the calendar."""

    name = "event"
    place = 6
    labels: ClassVar = {"fr": "Événements", "en": "Events"}
    family = "event"
    signs = (
        "start date time", "end date time", "is all day event", "activity date time", "duration in minutes",
        "who id", "what id",
    )  # fmt: skip
    variants: ClassVar[Mapping[str, Resource]] = {"event": RESOURCE}
    columns = _COLUMNS
    telling = ("start",)
    shown = ("id", "title", "label", "start", "end", "third_name")
    connector: ClassVar[Mapping[str, str]] = {
        "Label": "label",
        "Title": "title",
        "Description": "description",
        "Start Date": "start",
        "End Date": "end",
        "All Day Task": "all_day",
        "Private Task": "is_private",
        "Staff ID": "staffs",
        "Can Edit": "editors",
        "Alerts": "alerts",
        "Related Entity: client, prospect, supplier": "third_id",
        "Related Entity: contact": "contact_id",
        "Related Entity: opportunity": "opportunity_id",
        "Recurring Event: frequency": "recurrence.frequency",
        "Recurring Event: periodicity": "recurrence.every",
        "Recurring Event: week days": "recurrence.weekdays",
        "Recurring Event: month mode": "recurrence.month_mode",
        "Recurring Event: occurrences": "recurrence.count",
        "Recurring Event: end date": "recurrence.until",
    }
    rules = (
        Rule("title-missing", "title", titled, alternatives=("id",)),
        in_order("start", "end"),
        Rule("recurrence-two-ends", "recurrence.until", _one_end, ("recurrence.count", "recurrence.until")),
        Rule("recurrence-no-frequency", "recurrence.frequency", _frequent),
    )

    @classmethod
    def extra_fields(cls, values: Document, variant: str, document: Document | None) -> dict[str, JsonValue]:
        """Return the participants: staff, contacts and others; kinds that the row does not state are kept."""
        extra = super().extra_fields(values, variant, document)
        stated = {kind: union(values, *columns) for kind, columns in _PARTICIPANTS.items()}
        if any(people is not None for people in stated.values()):
            extra["participants"] = [
                {"type": kind, "id": person_id}
                for kind, people in stated.items()
                for person_id in (_participants_of(document, kind) if people is None else people)
            ]
        return extra

    @classmethod
    def derived(cls, attribute: str, variant: str, document: Document) -> JsonValue:
        """Return the values of columns without a payload field: participants and linked records."""
        for kind, (column, *_) in _PARTICIPANTS.items():
            if attribute == column:
                return _participants_of(document, kind) or None
        return related_value(attribute, document) or super().derived(attribute, variant, document)


def _participants_of(document: Document | None, kind: str) -> list[JsonValue]:
    listed = (document or {}).get("participants")
    people = listed if isinstance(listed, list) else []
    return [person["id"] for person in people if isinstance(person, dict) and person.get("type") == kind]
