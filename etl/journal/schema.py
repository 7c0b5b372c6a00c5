"""The journal's tables as SQLAlchemy Core sees them today.

How they come to exist is told by `etl.journal.migrations`; a test proves that both say the same. There is no
column for a credential, a token or a request header: nothing secret can be written here.
"""

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Float, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

_encode: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_encode_ascii: Callable[[object], str] = json.JSONEncoder(separators=(",", ":")).encode


class RunStatus(StrEnum):
    """The status of a run; all but FINISHED can be resumed."""

    RUNNING = "running"
    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


class RowState(StrEnum):
    """Where a row stands: PENDING (read), PLANNED (writes decided; each has a state of its own), SETTLED."""

    PENDING = "pending"
    PLANNED = "planned"
    SETTLED = "settled"


class OperationState(StrEnum):
    """Where a write stands.

    PLANNED: not sent. SENT: it may have been executed. SETTLED: Sellsy answered. UNKNOWN: no answer that can
    be trusted. RECONCILED: was unknown, reading the CRM told what happened.
    """

    PLANNED = "planned"
    SENT = "sent"
    SETTLED = "settled"
    UNKNOWN = "unknown"
    RECONCILED = "reconciled"


class Json(TypeDecorator[Any]):
    """A JSON document kept as text, the same in every database; None is NULL."""

    impl = Text
    cache_ok = True

    def __init__(self, shape: type | None = None) -> None:
        super().__init__()
        self.shape = shape

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what makes the text to store: called for every value of a row, it has no layer around it."""
        return _stored

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Any]:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what reads a stored text; it raises ValueError for none of ours: another program wrote it."""
        shape = object if self.shape is None else self.shape

        def read(text: str | None) -> Any:
            document = None if text is None else json.loads(text)
            if document is not None and not isinstance(document, shape):
                raise ValueError(f"no {shape.__name__}")
            return document

        return read


class Line(TypeDecorator[str]):
    """Text from outside (a path, a key): what databases refuse (NUL, lone surrogates) is escaped."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the text to store."""
        if value is None or (value.isprintable() and _is_utf8(value)):
            return value
        return value.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")


def _stored(value: Any) -> str | None:
    """Return the text of a document; a lone surrogate is escaped, since UTF-8 cannot hold it."""
    if value is None:
        return None
    text = _encode(value)
    return text if _is_utf8(text) else _encode_ascii(value)


def _is_utf8(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


metadata = MetaData()

schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("applied_at", String, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("run_id", String, primary_key=True),
    Column("entity", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("mode", String),
    Column("status", String, nullable=False),
    Column("profile", String),
    Column("account", Line),
    Column("source", Line),
    Column("source_sha256", String),
    Column("source_size", BigInteger),
    Column("parent", String),
    Column("settings", Json(dict)),
    Column("loaded", Boolean, nullable=False),
    Column("counts", Json(dict)),
    Column("calls", Integer, nullable=False),
    Column("started_at", String, nullable=False),
    Column("finished_at", String),
    Column("duration_s", Float),
    Column("report", Line),
    Column("pid", Integer),
    Column("host", Line),
)

rows = Table(
    "rows",
    metadata,
    Column("run_id", String, primary_key=True),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("outcome", String),
    Column("sellsy_id", BigInteger),
    Column("group_key", Line),
    Column("record", Json(dict)),
    Column("problems", Json(list)),
    Column("changes", Json(list)),
    Column("legacy_id", Line),
)

id_map = Table(
    "id_map",
    metadata,
    Column("account", Line, primary_key=True),
    Column("system", Line, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("legacy_id", Line, primary_key=True),
    Column("variant", String, nullable=False),
    Column("sellsy_id", BigInteger, nullable=False),
    Column("run_id", String, nullable=False),
)

operations = Table(
    "operations",
    metadata,
    Column("seq", BigInteger, primary_key=True),
    Column("run_id", String, nullable=False),
    Column("op_id", String, nullable=False, unique=True),
    Column("row", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("api", String, nullable=False),
    Column("method", String, nullable=False),
    Column("path", Line, nullable=False),
    Column("query", Json),
    Column("body", Json),
    Column("needs", Json(list)),
    Column("columns", Json(dict)),
    Column("before", Json),
    Column("state", String, nullable=False),
    Column("http_status", Integer),
    Column("answer_id", BigInteger),
    Column("error", Json),
    Column("sent_at", Float),
    Column("settled_at", Float),
    Column("sellsy_sent_at", Float),
    Column("sellsy_settled_at", Float),
)

export_marks = Table(
    "export_marks",
    metadata,
    Column("mark", BigInteger, primary_key=True),
    Column("key", Line, nullable=False, unique=True),
    Column("watermark", String),
    Column("finished_at", String),
    Column("rows", BigInteger, nullable=False),
)

export_known = Table(
    "export_known",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("variant", String, primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", BigInteger, nullable=False),
)

export_pending = Table(
    "export_pending",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("variant", String, primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", BigInteger),
)

schedules = Table(
    "schedules",
    metadata,
    Column("account", Line, primary_key=True),
    Column("path", Line, primary_key=True),
    Column("since", String, nullable=False),
    Column("settled", String, nullable=False),
    Column("state", String, nullable=False),
    Column("started_at", String),
    Column("finished_at", String),
    Column("succeeded_at", String),
    Column("error", Json(dict)),
)

seals = Table(
    "seals",
    metadata,
    Column("journal", String, primary_key=True),
    Column("sends", BigInteger, nullable=False),
)

holders = Table(
    "holders",
    metadata,
    Column("name", Line, primary_key=True),
    Column("pid", Integer, nullable=False),
    Column("host", Line, nullable=False),
    Column("since", String, nullable=False),
)
