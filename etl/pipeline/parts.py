"""Types of values in a pipeline file: lists of one, durations, allowed errors, notifications.

Everything in the file is text; these types define the accepted text, here and in the JSON Schema for editors.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h)?")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


class Part(BaseModel):
    """Base of every part of a pipeline."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        use_attribute_docstrings=True,
        defer_build=True,  # within `Pipeline`, which alone is checked against
    )


def listed(value: Any) -> Any:
    """Turn a single value into a list of one."""
    return [value] if isinstance(value, str | Mapping) else value


def _conditions(value: Any) -> Any:
    """Turn a single condition into a list of one, and a mapping NAME: VALUE into conditions."""
    if isinstance(value, Mapping):
        return [f"{name}={value}" for name, value in value.items()]
    return listed(value)


def _pattern(pattern: str) -> str:
    """Refuse a glob in which `**` does not stand alone between slashes."""
    if any("**" in part and part != "**" for part in Path(pattern).parts):
        raise ValueError("*.csv, **/*.csv")
    return pattern


def _condition(condition: str) -> str:
    word, _, rest = condition.strip().partition(" ")
    if word == "exists" and "==" not in condition and "!=" not in condition:
        _pattern(rest.strip())
    return condition


def _seconds(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = _DURATION.fullmatch(value.strip())
    if match is None:
        raise ValueError("500ms, 10s, 5m, 1h")
    return float(match[1]) * _SECONDS[match[2] or "s"]


def _errors(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    words = value.lower().split()
    if words == ["stop"]:
        return {"most": 0}
    if words == ["continue"]:
        return {"most": None}
    if len(words) == 2 and words[0] == "max" and words[1].isdecimal():
        return {"most": int(words[1])}
    raise ValueError("stop, continue, max N")


_ONE_OR_MORE = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_CONDITION = {
    "anyOf": [*_ONE_OR_MORE["anyOf"], {"type": "object", "additionalProperties": {"type": "string"}}]
}

Names = Annotated[list[str], BeforeValidator(listed), WithJsonSchema(_ONE_OR_MORE)]
"""A text or a list of texts."""

Files = Annotated[
    list[Annotated[str, AfterValidator(_pattern)]], BeforeValidator(listed), WithJsonSchema(_ONE_OR_MORE)
]
"""A file or glob, or a list of them."""

Condition = Annotated[str, AfterValidator(_condition)]
"""When a step is run."""

_MAPPING = {"anyOf": [{"type": "string"}, {"type": "object"}]}

Mappings = Annotated[
    list[str | dict[str, Any]],
    BeforeValidator(listed),
    WithJsonSchema({"anyOf": [*_MAPPING["anyOf"], {"type": "array", "items": _MAPPING}]}),
]
"""A mapping (a name, a file, or its sections) or a list of them."""

Conditions = Annotated[list[str], BeforeValidator(_conditions), WithJsonSchema(_CONDITION)]
"""Conditions of a search: NAME=VALUE, a list of these, or a mapping."""

Duration = Annotated[
    float,
    BeforeValidator(_seconds),
    Field(ge=0, le=24 * 3600),
    WithJsonSchema({"type": "string", "pattern": f"^{_DURATION.pattern}$"}),
]
"""Seconds, written 500ms, 10s, 5m or 1h."""


class OneOrMore:
    """Marks in the JSON Schema that a single value may stand for a list of one."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        many = handler(core)
        return {"anyOf": [many["items"], many]}


Cells = Annotated[list[str], BeforeValidator(listed), OneOrMore()]
"""A cell or a list of them."""


class Errors(Part):
    """How many rows may fail before the pipeline stops; None is any number."""

    most: int | None = 0


OnError = Annotated[
    Errors,
    BeforeValidator(_errors),
    WithJsonSchema({"type": "string", "pattern": r"^(stop|continue|max \d+)$"}),
]
"""stop, continue or max N."""


class Mail(Part):
    """A message by SMTP."""

    to: Names = Field(min_length=1)
    """Who receives it."""
    sender: str = Field(alias="from")
    """The sender."""
    host: str
    """The SMTP server."""
    port: int = Field(default=587, ge=1, le=65535)
    """Its port."""
    user: str | None = None
    """The user name for the login; no login when absent."""
    password_env: str | None = None
    """The environment variable that holds the password, which is never written in the file."""
    tls: bool = True
    """Whether the connection is encrypted (STARTTLS, or from the first byte on port 465)."""


class Notify(Part):
    """A notification of the end of a pipeline."""

    command: list[str] | None = None
    """A command and its arguments; it gets the result as JSON on its standard input."""
    mail: Mail | None = None
    """A message by SMTP."""
    url: str | None = None
    """An https address that receives the result as JSON."""

    @model_validator(mode="after")
    def _something(self) -> "Notify":
        if self.command is None and self.mail is None and self.url is None:
            raise ValueError("command, mail, url")
        return self


class StringOrPart:
    """Marks in the JSON Schema that a text may stand for a part."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(core)]}


NotifyList = Annotated[list[Notify], BeforeValidator(listed), OneOrMore()]
"""A notification or a list of them."""


class Notifications(Part):
    """Notifications of success and of failure."""

    success: NotifyList = Field(default_factory=list)
    """Sent when every step is done and every row is fine."""
    failure: NotifyList = Field(default_factory=list)
    """Sent in all other cases."""
    heartbeat: str | None = None
    """An https address that is called after each success, and raises the alarm when the call stays away."""


class ReportPart(Part):
    """The proof of a migration: where it is written, and what it says of those who sign it."""

    to: str = "migration_report"
    """Where it is written, without suffix, relative to the pipeline's folder."""
    customer: str = ""
    """The company that is migrated; that of the account when absent."""
    signatory: str = ""
    """Who signs for it: a name, a function."""
    integrator: str = ""
    """The company that migrates it."""
    by: str = ""
    """Who does it there: a name, a function; the user of this computer when absent."""
    source: str = ""
    """The other system, such as `HubSpot, portal 99001204`; that of `system` when absent."""
    exported: str = ""
    """When its files were exported."""


Reported = Annotated[
    ReportPart,
    BeforeValidator(lambda value: {"to": value} if isinstance(value, str) else value),
    StringOrPart(),
]
"""Where the proof is written, or what it says too."""

Order = Literal["dmy", "mdy", "ymd"]
