"""The steps of a pipeline: import, associate, export, delete, call, wait; a step has the key of its kind."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from etl.pipeline.parts import (
    Cells,
    Condition,
    Conditions,
    Duration,
    Errors,
    Files,
    Mappings,
    Names,
    OneOrMore,
    OnError,
    Order,
    Part,
    listed,
)

KINDS = ("import", "associate", "export", "delete", "call", "wait")


class _Step(Part):
    """Base of every step."""

    needs: Names = Field(default_factory=list)
    """Steps that must have ended well before this one."""
    when: Condition | None = None
    """A condition: `${full} == yes`, `exists tasks.csv`, `failed companies`, `failed`."""
    description: str | None = None
    """For people."""

    kind: ClassVar[str] = ""


class _Rows(_Step):
    """A step that reads files and writes what their rows say."""

    entity: str | None = None
    """client, prospect, supplier, contact, opportunity, event, task or comment; detected from the file when absent."""
    sheet: Names = Field(default_factory=list)
    """Sheets of the workbook, one after the other; `*` is all of them."""
    header_row: int | None = Field(default=None, ge=1)
    """Line of the headers."""
    encoding: str | None = None
    """Encoding of a CSV."""
    repair_encoding: bool = False
    """Whether text that was encoded twice (Ã© for é) is restored."""
    delimiter: str | None = None
    """Delimiter of a CSV."""
    decimal: Literal[",", "."] | None = None
    """Decimal mark, where 1.234 would be ambiguous."""
    date_order: Order | None = None
    """Order of day and month in text dates."""
    country: str | None = None
    """Country of new addresses that state none, and of their phones."""
    currency: str | None = None
    """Currency of the amounts, that of the account by default (EUR unless set); an amount in another is refused."""
    hidden: Literal["include", "skip"] | None = None
    """Whether hidden rows are read or skipped; a file that has some is refused when absent."""
    clear_word: str | None = None
    """The word in a cell that clears the field; EFFACER when absent."""
    mapping: Mappings = Field(default_factory=list, alias="map")
    """A ready mapping (hubspot), a mapping file, lines HEADER: COLUMN or the sections of a mapping; or several, a later
    one over an earlier one."""
    match: Names = Field(default_factory=list)
    """Columns that find existing records, in order."""
    batch_size: int = Field(default=100, ge=1, le=1000)
    """Writes per request."""
    on_error: OnError = Errors()
    """stop (no row may go wrong, else nothing of the step is written), continue, or max N."""
    optional: bool = False
    """Whether the files may be missing."""


class ImportStep(_Rows):
    """Create and update the records of files."""

    files: Files = Field(alias="import", min_length=1)
    """Files or globs, relative to the pipeline's folder."""
    mode: Literal["upsert", "create", "update"] = "upsert"
    """Create and update, only create, or only update."""
    on_doubt: Literal["refuse", "create", "update"] = "refuse"
    """What to do with a row that may be a record or another one of the same name."""
    create_missing: Annotated[list[Literal["tags", "sources"]], BeforeValidator(listed), OneOrMore()] = Field(
        default_factory=list
    )
    """Names to create where the account lacks them."""
    tags: Literal["add", "replace"] = "add"
    """Add smart tags to those a record has, or replace them."""
    append: Names = Field(default_factory=list)
    """Custom fields of several choices (cf:CODE) whose choices are added to those a record has."""
    recreate_deleted: bool = False
    """Whether records that another system still has and that were deleted in Sellsy are created again, not skipped."""
    empty: Literal["keep", "clear"] = "keep"
    """What an empty cell does to the field in Sellsy."""
    on_bad_cell: Literal["reject", "drop"] = "reject"
    """Reject the row of an optional cell that cannot be read, or import the row without that cell."""
    accept_fixes: bool = False
    """Whether cells with one certain fix are fixed; every fix is reported."""
    route: dict[str, dict[str, str]] = Field(default_factory=dict, max_length=1)
    """Which rows are of which entity, by the cells of a header: {Type: {Customer: client, Vendor: supplier}}. "*" are
    the other cells, skip leaves rows out; a row that it does not say is refused. Each entity is a step of its own
    (NAME-client), with the mappings that name it or none."""
    only: dict[str, Cells] = Field(default_factory=dict)
    """The cells under a header of the rows that are read; "*" is any filled cell, "" a blank one."""
    skip: dict[str, Cells] = Field(default_factory=dict)
    """The cells under a header of the rows that are left out on purpose."""
    transform: str | None = None
    """A Python function on the cells of each row: `rules:clean` is clean of rules.py beside the pipeline."""
    transform_with: dict[str, str] = Field(default_factory=dict)
    """Parameters of that function, by name: clean(row, fair="Lyon")."""

    kind: ClassVar[str] = "import"


class Association(Part):
    """A file that says which contacts work for which companies, a row a pair; pairs may repeat."""

    source: Literal["contact"] = Field(default="contact", alias="from")
    """contact."""
    target: Literal["company", "individual"] = Field(default="company", alias="to")
    """company or individual."""
    file: Files = Field(min_length=1)
    """Files or globs, relative to the pipeline's folder."""
    columns: dict[Literal["from", "to", "role"], str] = Field(default_factory=dict)
    """Its headers, where they are not contact_id, company_id and label."""
    roles: dict[str, Literal["main", "invoicing", "dunning"]] = Field(default_factory=dict)
    """The cells that give the contact a role for the company; another label gives none, and is named."""


class AssociateStep(_Step):
    """Link records that other steps import, by their old ids in a file of associations."""

    associate: Association
    """Which file, and what it links."""
    on_error: OnError = Errors()
    """stop, continue, or max N."""
    batch_size: int = Field(default=100, ge=1, le=1000)
    """Writes per request."""
    optional: bool = False
    """Whether the file may be missing."""

    kind: ClassVar[str] = "associate"


class DeleteStep(_Rows):
    """Delete the records that the rows of files name."""

    files: Files = Field(alias="delete", min_length=1)
    """Files or globs, relative to the pipeline's folder."""

    kind: ClassVar[str] = "delete"

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.entity is None:
            from etl.entities import ENTITIES  # noqa: PLC0415 - pandas: only to say what is accepted

            raise ValueError(f"entity: {', '.join(entity.name for entity in ENTITIES)}")
        return self


class ExportStep(_Step):
    """Write the records of an entity to a file."""

    entity: str = Field(alias="export")
    """client, prospect, supplier, contact, opportunity, event, task, comment, or all."""
    to: str
    """The file, relative to the pipeline's folder; {date} is the day, {run} the run. Or a database: duckdb:///crm.duckdb."""
    where: Conditions = Field(default_factory=list)
    """Conditions of the search, NAME=VALUE or NAME: VALUE."""
    since: str | None = None
    """Only what changed: last, a date, or 30d."""
    columns: Names = Field(default_factory=list)
    """Columns to write; all when absent."""
    order: str | None = None
    """One of Sellsy's orders for the entity."""
    limit: int | None = Field(default=None, ge=1)
    """Most records."""
    deleted: bool = False
    """List the ids gone since the last export."""
    raw: bool = False
    """Sellsy's own fields instead of our columns."""
    names: Literal["header", "machine"] = "header"
    """Columns named as in a template, or by stable names for programs with ids beside labels."""
    keep: int | None = Field(default=None, ge=1)
    """How many files of earlier runs are kept, where `to` holds {date} or {run}."""

    kind: ClassVar[str] = "export"


class CallStep(_Step):
    """Make an API call; a call that writes is made only once, whatever its outcome."""

    call: str = Field(pattern=r"^(GET|POST|PUT|PATCH|DELETE) /\S*$")
    """Method and path, such as `POST /companies/search`."""
    query: dict[str, str] = Field(default_factory=dict)
    """Query parameters."""
    body: str | None = None
    """The body, JSON for v2."""

    kind: ClassVar[str] = "call"


class WaitStep(_Step):
    """Wait before the next step."""

    seconds: Duration = Field(alias="wait")
    """500ms, 10s, 5m or 1h."""

    kind: ClassVar[str] = "wait"


def _kind(step: Any) -> str | None:
    """Return the kind of a step by its key; the brackets keep it out of places in messages."""
    if isinstance(step, _Step):
        return f"[{step.kind}]"
    kinds = [kind for kind in KINDS if isinstance(step, Mapping) and kind in step]
    return f"[{kinds[0]}]" if len(kinds) == 1 else None


Step = Annotated[
    Annotated[ImportStep, Tag("[import]")]
    | Annotated[AssociateStep, Tag("[associate]")]
    | Annotated[ExportStep, Tag("[export]")]
    | Annotated[DeleteStep, Tag("[delete]")]
    | Annotated[CallStep, Tag("[call]")]
    | Annotated[WaitStep, Tag("[wait]")],
    Discriminator(_kind, custom_error_type="step_kind", custom_error_message=", ".join(KINDS)),
]
"""A step of any kind."""
