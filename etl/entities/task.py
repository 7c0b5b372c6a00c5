"""Tasks, with their due dates, staff and reminders."""

from collections.abc import Mapping
from typing import ClassVar

from etl.codecs import Choice, Identifier, ListOf, Moment
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
from etl.entities.base.rules import Rule
from etl.entities.base.search import LINKED as LINKED_FILTERS
from etl.entities.base.search import PERIOD, Filter, Takes, choices, names, words
from etl.entities.parts import created_column, owner_column
from etl.entities.related import CONTACT, HOLDERS, OPPORTUNITY, THIRD, related_value

STATUSES = (("todo", "À faire", "To do"), ("done", "Terminée", "Done"))

_DELAYS = {
    "instant": ("à l'heure", "at the time", "0"),
    "5min": ("5 minutes avant", "5 minutes before", "5 min"),
    "15min": ("15 minutes avant", "15 minutes before", "15 min"),
    "30min": ("30 minutes avant", "30 minutes before", "30 min"),
    "1hour": ("1 heure avant", "1 hour before", "1 h", "1h", "prevHour"),
    "1day": ("1 jour avant", "1 day before", "1 j", "la veille", "prevDay"),
    "1week": ("1 semaine avant", "1 week before", "prevWeek"),
    "1month": ("1 mois avant", "1 month before", "prevMonth"),
}
_MEDIA = {"reminders.inapp": "inapp", "reminders.email": "email"}


def _path(path: str) -> dict[str, str]:
    return {"task": path}


# fmt: off
_COLUMNS = (
    Column("id", "ID tâche", "Task id", Identifier(), aliases=("id", "id sellsy"),
           public=True,
           help_fr="ID de la tâche dans Sellsy. Vide : recherche par titre, échéance et fiche liée.",
           help_en="The task's id in Sellsy. Empty: looked up by title, due date and linked record."),
    title_column("task", "Relancer le devis"),
    label_column("task", "Appel"),
    Column("due_date", "Échéance", "Due date", Moment(), _path("due_date"), required=True,
           aliases=("date", "date d'échéance", "date de fin", "end date", "due", "pour le"),
           example="2027-01-20 18:00",
           public=True,
           help_fr="jj/mm/aaaa hh:mm, heure de Paris.",
           help_en="yyyy-mm-dd hh:mm or dd/mm/yyyy hh:mm, Paris time."),
    Column("start", "Début", "Start", Moment(), v1="Agenda.create start", creatable_only=True,
           aliases=("date de début", "start date"),
           help_fr="Nouvelles tâches seulement (droit api-v1 requis).",
           help_en="New tasks only (scope api-v1 required)."),
    Column("status", "Statut", "Status",
           Choice({"todo": ("À faire", "To do", "todo", "non", "en cours", "ouverte"),
                   "done": ("Terminée", "Done", "oui", "fait", "faite", "terminé")}),
           _path("status"), choices=STATUSES, kept=True,
           aliases=("terminée", "terminée (oui)", "terminé", "fait", "état", "done"),
           public=True,
           help_fr="Vide à la création : à faire.", help_en="Empty at creation: to do."),
    description_column("task"),
    private_column("task"),
    priority_column("task"),
    *THIRD,
    *CONTACT,
    *OPPORTUNITY,
    *staff_columns({}),
    Column("reminders.inapp", "Rappels dans Sellsy", "Reminders in Sellsy", ListOf(Choice(_DELAYS)),
           aliases=("rappels", "rappel", "alertes", "alerte", "alerts", "reminders"), example="1 jour avant",
           public=True,
           help_fr="à l'heure, 5, 15 ou 30 minutes, 1 heure, 1 jour, 1 semaine ou 1 mois avant.",
           help_en="at the time, 5, 15 or 30 minutes, 1 hour, 1 day, 1 week or 1 month before."),
    Column("reminders.email", "Rappels par e-mail", "Reminders by e-mail", ListOf(Choice(_DELAYS)),
           aliases=("rappels e-mail", "alertes e-mail"),
           public=True,
           help_fr="à l'heure, 5, 15 ou 30 minutes, 1 heure, 1 jour, 1 semaine ou 1 mois avant.",
           help_en="at the time, 5, 15 or 30 minutes, 1 hour, 1 day, 1 week or 1 month before."),
    owner_column("task", kept=True),
    created_column("task"),
)
# fmt: on


RESOURCE = Resource(
    variant="task",
    path="/tasks",
    named_by=("title",),
    moment=("due_date", "due_date"),
    filters={
        **LINKED_FILTERS,
        "due_date": PERIOD,
        "created": PERIOD,
        "statuses": choices("status"),
        "owners": names("staff"),
        "assigned_staffs": names("staff"),
        "labels": names("task_label"),
        "priority": Filter(Takes.LEVEL, "priority"),
    },
    conditions={"text": words("title", "description")},
    orders=("id", "due_date"),
    stamp="updated",
    identity=("title", "due_date", "related", "said"),
    public=LABELLED | {"assigned_staff_ids", "reminders.medium", "reminders.delay", "reminders.send_at"},
    depends_on=HOLDERS,
    recreated="recreated-task",
    watched=("task",),
    delivered=("task",),
)


class Task(Planned):
    """A task."""

    name = "task"
    place = 7
    labels: ClassVar = {"fr": "Tâches", "en": "Tasks"}
    family = "task"
    signs = ("who id", "what id", "activity date", "task subtype", "is recurrence")
    variants: ClassVar[Mapping[str, Resource]] = {"task": RESOURCE}
    columns = _COLUMNS
    telling = ("due_date",)
    shown = ("id", "title", "label", "due_date", "status", "third_name")
    connector: ClassVar[Mapping[str, str]] = {
        "Label": "label",
        "Title": "title",
        "Description": "description",
        "Start Date": "start",
        "End Date": "due_date",
        "Private Task": "is_private",
        "Staff ID": "staffs",
        "Can Edit": "editors",
        "Alerts": "reminders.inapp reminders.email",
        "Related Entity: client, prospect, supplier": "third_id",
        "Related Entity: contact": "contact_id",
        "Related Entity: opportunity": "opportunity_id",
    }
    rules = (
        Rule("title-missing", "title", titled, alternatives=("id",)),
        in_order("start", "due_date"),
    )

    @classmethod
    def extra_fields(cls, values: Document, variant: str, document: Document | None) -> dict[str, JsonValue]:
        """Return the staff and the reminders of both media; a medium that the row does not state is kept."""
        extra = super().extra_fields(values, variant, document)
        if document is None:
            # Sellsy requires the field at creation, even empty (API contract 2.264.0).
            extra.setdefault("related", [])
        staffs = union(values, "staffs", "editors")
        if staffs is not None:
            extra["assigned_staff_ids"] = staffs
        stated = {medium: union(values, column) for column, medium in _MEDIA.items()}
        if any(delays is not None for delays in stated.values()):
            extra["reminders"] = [
                {"medium": medium, "delay": delay}
                for medium, delays in stated.items()
                for delay in (_delays_of(document, medium) if delays is None else delays)
            ]
        return extra

    @classmethod
    def derived(cls, attribute: str, variant: str, document: Document) -> JsonValue:
        """Return the values of columns without a payload field of their own."""
        if attribute in _MEDIA:
            return _delays_of(document, _MEDIA[attribute]) or None
        if attribute == "staffs":
            return document.get("assigned_staff_ids") or None
        return related_value(attribute, document) or super().derived(attribute, variant, document)


def _delays_of(document: Document | None, medium: str) -> list[JsonValue]:
    listed = (document or {}).get("reminders")
    reminders = listed if isinstance(listed, list) else []
    return [
        reminder["delay"]
        for reminder in reminders
        if isinstance(reminder, dict) and reminder.get("medium") == medium
    ]
