"""YAML files that people write: read as text, checked by a pydantic model, every fault reported with its line.

Scalars stay text (`NO`, `yes` and 01 are what they look like); aliases are refused, since a few lines of them may
mean gigabytes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from etl.core.errors import ConfigError
from etl.messages import LANGS, text

M = TypeVar("M", bound=BaseModel)

_LIMIT = 1_000_000
"""Bytes of the largest file that is read."""

_DEEPEST = 50
"""Lists and mappings within each other."""

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""Characters that YAML can write ("\\0") and no file, name or request can hold."""

_OTHERS = 20
"""Lines of further faults that are listed."""

_SHOWN = 60
"""Characters shown of a value that is not accepted."""

Place = tuple[str | int, ...]
"""The place of a value in a document: its keys from the top."""


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document as plain values, with the line of each place."""

    path: Path
    value: Any
    lines: Mapping[Place, int] = field(default_factory=dict)

    def line(self, place: Sequence[str | int]) -> int:
        """Return the line of a place, or of the nearest one around it."""
        known = tuple(key for key in place if not _is_tag(key))
        while known and known not in self.lines:
            known = known[:-1]
        return self.lines.get(known, 1)

    def checked(self, model: type[M]) -> M:
        """Return the document as a value of a model.

        Raises:
            ConfigError: it does not fit the model; names the first fault with its line and the accepted values.
        """
        try:
            return model.model_validate(self.value)
        except ValidationError as error:
            faults = sorted(error.errors(), key=self._order)
            raise self._fault(faults, model) from error

    def _order(self, fault: ErrorDetails) -> tuple[int, bool]:
        """Faults by line; a misspelt key before the key that is missing for it."""
        return self.line(fault["loc"]), fault["type"] != "extra_forbidden"

    def _fault(self, faults: Sequence[ErrorDetails], model: type[BaseModel]) -> ConfigError:
        first = faults[0]
        code, accepted = _meaning(first, model)
        return ConfigError(
            code,
            path=self.path,
            line=self.line(first["loc"]),
            place=" > ".join(str(key) for key in first["loc"] if not _is_tag(key)),
            value=_shown(first["input"]),
            accepted=accepted,
            others=_others([self.line(fault["loc"]) for fault in faults[1 : 1 + _OTHERS]]),
        )


def _others(lines: Sequence[int]) -> str | Mapping[str, str]:
    """Return the sentence that names the lines of other faults, empty without any."""
    if not lines:
        return ""
    return {lang: f" {text('document-others', lang=lang, lines=lines)}" for lang in LANGS}


def _shown(value: object) -> str:
    """Return a value as the file has it, shortened; "…" for a list or a mapping."""
    text = str(value) if isinstance(value, str | int | float) else "…"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _meaning(fault: ErrorDetails, model: type[BaseModel]) -> tuple[str, str | Mapping[str, str]]:  # noqa: PLR0911 - one return a kind reads best
    """Return the code of a fault and what is accepted in its place."""
    context = fault.get("ctx", {})
    kind = fault["type"]
    if kind in _ACCEPTED:
        if not fault["loc"] and kind in _NO_KEYS:
            return "document-top", ", ".join(_keys_at(model, ()))
        bound = next((context[name] for name in ("ge", "le", "gt", "lt") if name in context), "")
        return "document-value", {lang: text(_ACCEPTED[kind], lang=lang, bound=bound) for lang in LANGS}
    match kind:
        case "extra_forbidden":
            return "document-key", ", ".join(_keys_at(model, fault["loc"][:-1]))
        case "missing":
            return "document-missing", str(fault["loc"][-1])
        case "literal_error":
            return "document-value", _choices(str(context.get("expected", "")))
        case "value_error":
            return "document-value", str(context.get("error", fault["msg"]))
        case _:
            return "document-value", fault["msg"]


def _choices(expected: str) -> str | Mapping[str, str]:
    """Return the values of pydantic's list of them; marks such as the comma are quoted."""
    choices = re.findall(r"'([^']*)'", expected)
    if any(choice[:1].isalnum() for choice in choices):
        return ", ".join(choices)
    return {lang: ", ".join(text("accepts-mark", lang=lang, mark=mark) for mark in choices) for lang in LANGS}


_NO_KEYS = frozenset({"model_type", "dict_type", "model_attributes_type"})

_ACCEPTED: Mapping[str, str] = {
    **dict.fromkeys(("int_parsing", "int_parsing_size", "int_type", "int_from_float"), "accepts-whole"),
    **dict.fromkeys(("float_parsing", "float_type", "finite_number"), "accepts-number"),
    **dict.fromkeys(("bool_parsing", "bool_type"), "accepts-yes-no"),
    **dict.fromkeys(("greater_than_equal", "greater_than"), "accepts-least"),
    **dict.fromkeys(("less_than_equal", "less_than"), "accepts-most"),
    **dict.fromkeys(("list_type", "tuple_type"), "accepts-list"),
    **dict.fromkeys(_NO_KEYS, "accepts-keys"),
    "string_type": "accepts-text",
}
"""pydantic's name of a fault -> the text of what is accepted."""


def _keys_at(model: type[BaseModel], place: Sequence[str | int]) -> list[str]:
    """Return the keys a model accepts at a place: those of the deepest model on the way."""
    current = model
    for key in place:
        current = _inner(current, str(key)) or current
    return [field.alias or name for name, field in current.model_fields.items()]


def _inner(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """Return the model that the field of a key holds, alone or in a mapping or list.

    A key in brackets is not in the file: it is pydantic's tag of the chosen model among several.
    """
    if _is_tag(key):
        return next(
            (sibling for sibling in _siblings(model) if getattr(sibling, "kind", None) == key[1:-1]), None
        )
    for name, info in model.model_fields.items():
        if key in (name, info.alias):
            return next(_models(info.annotation), None)
    return None


def _is_tag(key: str | int) -> bool:
    return isinstance(key, str) and key.startswith("[") and key.endswith("]")


def _siblings(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield every model that a field of a model may hold."""
    for info in model.model_fields.values():
        yield from _models(info.annotation)


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    """Yield the models of an annotation, those inside unions, lists and mappings too."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for inner in get_args(kind):
        yield from _models(inner)


def read_documents(path: Path) -> list[Document]:
    """Return the documents of a YAML file (separated by `---`); scalars are text, an empty one is "".

    Raises:
        ConfigError: the file cannot be read, or is not YAML that we accept, with the line.
    """
    text = _text(path)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise ConfigError("document-yaml", path=path, line=_line(event.start_mark), said="too deep")
            if isinstance(event, yaml.AliasEvent):
                raise ConfigError("document-alias", path=path, line=_line(event.start_mark))
        nodes = list(yaml.compose_all(text, Loader=yaml.BaseLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise ConfigError("document-yaml", path=path, line=_line(mark), said=problem) from error
    except RecursionError as error:
        raise ConfigError("document-yaml", path=path, line=1, said="too deep") from error
    return [_document(path, node) for node in nodes if node is not None]


def _line(mark: Any) -> int:
    return mark.line + 1 if mark else 1


def _text(path: Path) -> str:
    try:
        status = path.stat()
        if not (S_ISREG(status.st_mode) or S_ISDIR(status.st_mode)):
            raise ConfigError("document-unreadable", path=path, said="pipe")
        if status.st_size > _LIMIT:
            raise ConfigError("document-large", path=path, limit=_LIMIT)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError("document-unreadable", path=path, said="UTF-8") from error
    except (OSError, ValueError) as error:  # a name that holds a NUL is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError("document-unreadable", path=path, said=reason) from error


def _document(path: Path, node: yaml.Node) -> Document:
    lines: dict[Place, int] = {}
    return Document(path, _value(node, (), lines, path), lines)


def _value(node: yaml.Node, place: Place, lines: dict[Place, int], path: Path) -> Any:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, place, lines, path))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, i), lines, path) for i, item in enumerate(node.value)]
    return _scalar(node, path)


def _scalar(node: yaml.Node, path: Path) -> str:
    value: str = node.value
    if wrong := _NO_TEXT.search(value):
        code = f"U+{ord(wrong[0]):04X}"
        raise ConfigError("document-yaml", path=path, line=_line(node.start_mark), said=code)
    return value


def _pairs(
    node: yaml.MappingNode, place: Place, lines: dict[Place, int], path: Path
) -> Iterator[tuple[str, Any]]:
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise ConfigError("document-yaml", path=path, line=line, said="a key must be text")
        name = _scalar(key, path)
        inner = (*place, name)
        if inner in lines:
            raise ConfigError("document-doubled", path=path, line=line, place=name, first=lines[inner])
        lines[inner] = line
        yield name, _value(value, inner, lines, path)
