"""YAML or JSON that a person wrote for the sandbox (faults, a set-up), read within bounds.

A few lines of YAML may expand to gigabytes (aliases), deeply nested lists or a number of a million figures: all of
these are refused. Tags are too, and dates stay texts.
"""

import math
from pathlib import Path
from typing import Any

import yaml

_BYTES = 1_000_000
_DEPTH = 50
_VALUES = 20_000
_WORD = 1000
"""Characters of the longest word without quotes: it may be a number, and numbers take time to read."""

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVERS = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in _BASE.yaml_implicit_resolvers.items()
}
_LOADER: Any = type("Loader", (_BASE,), {"yaml_implicit_resolvers": _RESOLVERS})
"""The safe reader, the fast one where there is one, without dates."""


def read_yaml(path: Path) -> Any:
    """Return the content of a file as plain values.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not YAML, or it exceeds the bounds of this module.
    """
    with path.open("rb") as file:
        content = file.read(_BYTES + 1)
    if len(content) > _BYTES:
        raise ValueError(f"more than {_BYTES:,} bytes")
    text = content.decode()
    try:
        _check(text)
        value = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None
    _check_values(value)
    return value


def _check(text: str) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        word = event.value if isinstance(event, yaml.ScalarEvent) and event.implicit[0] else ""
        wrong = {
            "an alias (*name) is not accepted": isinstance(event, yaml.AliasEvent),
            "a tag (!name) is not accepted": getattr(event, "tag", None) is not None,
            f"a word of more than {_WORD:,} characters needs quotes": len(word) > _WORD,
            f"more than {_VALUES:,} values": count > _VALUES,
            f"more than {_DEPTH} lists and objects inside one another": depth > _DEPTH,
        }
        for problem, is_so in wrong.items():
            if is_so:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise ValueError(f"line {line}: {problem}")


def _check_values(value: Any) -> None:
    """Refuse what JSON cannot express: infinities, half of a surrogate pair, keys that are not texts."""
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is not a number that can be sent")
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, list):
        for item in value:
            _check_values(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ValueError(f"the key {str(key)[:40]!r} is not a text: put it in quotes")  # noqa: TRY004 - of the file
            _check_values(key)
            _check_values(item)
