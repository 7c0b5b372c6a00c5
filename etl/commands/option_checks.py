"""Checks of the options that the Python API and pipelines give; the command line makes its own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields
from os import PathLike
from pathlib import Path
from typing import Any

from etl.core.errors import ConfigError

_TABS = ("tab", "\\t")


def one_of(value: object, accepted: Sequence[str]) -> Any:
    """Return a word that is one of those accepted.

    Raises:
        ConfigError: it is not.
    """
    if value not in accepted:
        shown = [word if word.isalnum() else f"'{word}'" for word in accepted]
        raise ConfigError("option-unknown", value=value, accepted=shown)
    return value


def one_of_or_none(value: object, accepted: Sequence[str]) -> Any:
    """Return a word that is one of those accepted, or None.

    Raises:
        ConfigError: it is neither.
    """
    return None if value is None else one_of(value, accepted)


def check_kinds(options: Any) -> None:
    """Refuse values of options (a dataclass) that are of another kind than declared.

    Raises:
        ConfigError: one is.
    """
    for option in fields(options):
        value, (fits, accepted) = getattr(options, option.name), _KINDS.get(option.type, _ANY)
        if not fits(value):
            raise ConfigError("filter-value", name=option.name, value=value, accepted=accepted)


def check_path(name: str, value: object) -> Path:
    """Return a path given as a text or a path.

    Raises:
        ConfigError: it is neither.
    """
    if not isinstance(value, str | PathLike):
        raise ConfigError("filter-value", name=name, value=value, accepted=["str", "Path"])
    return Path(value)


def _are_texts(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, Collection) and all(isinstance(item, str) for item in value)
    )


_Kind = tuple[Callable[[object], bool], list[str]]
_ANY: _Kind = (lambda _value: True, [])
_KINDS: Mapping[Any, _Kind] = {
    bool: (lambda value: isinstance(value, bool), ["True", "False"]),
    str: (lambda value: isinstance(value, str), ["str"]),
    str | None: (lambda value: value is None or isinstance(value, str), ["str", "None"]),
    Sequence[str]: (lambda value: value is None or _are_texts(value), ["str", "list[str]"]),
    str | Path | None: (
        lambda value: value is None or isinstance(value, str | PathLike),
        ["str", "Path", "None"],
    ),
}
"""How options are declared -> whether a value is of that kind, and what is accepted."""


def check_count(name: str, value: object, *, least: int, most: int | None = None) -> None:
    """Refuse what is not a whole number from `least` to `most`.

    Raises:
        ConfigError: it is not.
    """
    fits = isinstance(value, int) and not isinstance(value, bool) and value >= least
    if not fits or (most is not None and int(str(value)) > most):
        accepted = f"≥ {least}" if most is None else f"{least}-{most}"
        raise ConfigError("filter-value", name=name, value=value, accepted=[accepted])


def check_seconds(name: str, value: object) -> None:
    """Refuse what is not a number of seconds.

    Raises:
        ConfigError: it is not.
    """
    if not isinstance(value, int | float) or isinstance(value, bool) or not value >= 0:
        raise ConfigError("filter-value", name=name, value=value, accepted=["≥ 0"])


def delimiter_of(value: object) -> str:
    """Return the character that separates cells; "tab" is a tab.

    Raises:
        ConfigError: it is not one character, or one that cannot separate cells.
    """
    mark = "\t" if value in _TABS else value
    if not isinstance(mark, str) or len(mark) != 1 or mark in '"\r\n':
        raise ConfigError("delimiter-shape", value=value)
    return mark


def listed(value: Sequence[str] | None) -> tuple[str, ...]:
    """Return the values of a list; a text is a list of one value."""
    return (value,) if isinstance(value, str) else tuple(value or ())


def names_of(value: Sequence[str] | None) -> tuple[str, ...]:
    """Return the names of a list; a text is names with commas between them, as on the command line."""
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(",") if name.strip())
    return tuple(value or ())
