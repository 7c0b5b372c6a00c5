"""The query string: PHP's `field[]=a&field[]=b` lists, and the options that every list shares."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from etl.sandbox.contract.refusals import Refusal, bad_field

MAX_LIMIT = 100
_INDEX = re.compile(r"\[\d*\]$")
_CUSTOM_FIELD = re.compile(r"cf\.(\d{1,18})", re.ASCII)
_WHOLE = re.compile(r"\d{1,18}", re.ASCII)
_TRUE = {"1", "true", "on", "yes"}
_FALSE = {"0", "false", "off", "no"}

Pairs = tuple[tuple[str, str], ...]


def pairs_of(query: Any) -> Pairs:
    """Return the pairs of a query given as a text (`a=1&b[]=2`) or, in a batch, as an object.

    Raises:
        Refusal: it is neither.
    """
    if isinstance(query, str):
        return tuple(parse_qsl(query.lstrip("?"), keep_blank_values=True))
    if isinstance(query, Mapping):
        return tuple((str(key), _text(part)) for key, value in query.items() for part in _listed(value))
    if query is None or query == []:
        return ()
    raise Refusal(400, "Le contenu de la requête est invalide: 'query' n'est pas un objet.")


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else (value,)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class Options:
    """What a request asks beside its body; `offset` is a number of rows, a cursor text, or None."""

    limit: int = 25
    offset: int | str | None = None
    order: str = ""
    descending: bool = False
    embed: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    verify: bool = False
    word: str = ""
    types: tuple[str, ...] = ()
    archived: bool | None = None
    language: str = "fr"


def read_options(pairs: Pairs, declared: Mapping[str, Any]) -> Options:
    """Read the options; `declared` maps the operation's own parameters to their schema.

    Parameters nobody knows are ignored, as Sellsy does; wrong values of known ones are refused.

    Raises:
        Refusal: 400 naming the parameter.
    """
    if not pairs and "default" not in declared.get("order", {}):
        return Options()
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(_INDEX.sub("", name), []).append(value)
    last = {name: texts[-1] for name, texts in values.items()}
    embed = tuple(values.get("embed", ())) if "embed" in declared else ()
    _check_embed(embed, declared.get("embed"))
    return Options(
        limit=_limit(last.get("limit")),
        offset=_offset(last.get("offset")),
        order=_choice("order", last.get("order", declared.get("order", {}).get("default", "")), declared),
        descending=_choice("direction", last.get("direction", "asc"), declared) == "desc",
        embed=embed,
        fields=tuple(values.get("field", ())) if "field" in declared else (),
        only=tuple(values.get("only", ())) if "only" in declared else (),
        verify="verify" in declared and last.get("verify", "").lower() in _TRUE,
        word=last.get("q", "") if "q" in declared else "",
        types=_types(values.get("type", ()), declared.get("type")),
        archived=_flag("archived", last.get("archived")) if "archived" in declared else None,
        language=_choice("language", last.get("language") or "fr", declared),
    )


def _limit(text: str | None) -> int:
    if text is None:
        return 25
    if not _WHOLE.fullmatch(text) or int(text) > MAX_LIMIT:
        raise bad_field("limit", f"Ce champ doit être un entier entre 0 et {MAX_LIMIT}")
    return int(text)


def _offset(text: str | None) -> int | str | None:
    if text is None or text == "":
        return None
    return int(text) if _WHOLE.fullmatch(text) else text


def _choice(name: str, value: str, declared: Mapping[str, Any]) -> str:
    accepted = declared.get(name, {}).get("enum")
    if value and accepted and value not in accepted:
        raise bad_field(name, f"Ce champ doit valoir {', '.join(accepted)}")
    return value


def _types(asked: Iterable[str], schema: Mapping[str, Any] | None) -> tuple[str, ...]:
    if schema is None:
        return ()
    for name in asked:
        _choice("type", name, {"type": schema.get("items", {})})
    return tuple(asked)


def _flag(name: str, text: str | None) -> bool | None:
    if text is None:
        return None
    if text.lower() not in _TRUE | _FALSE:
        raise bad_field(name, "Ce champ doit être un booléen")
    return text.lower() in _TRUE


def _check_embed(asked: tuple[str, ...], schema: Mapping[str, Any] | None) -> None:
    if not asked or schema is None:
        return
    items = schema.get("items", {})
    parts = items.get("oneOf", [items])
    names = {name for part in parts for name in part.get("enum", ())}
    custom = any("pattern" in part for part in parts)
    for name in asked:
        if name not in names and not (custom and _CUSTOM_FIELD.fullmatch(name)):
            raise bad_field("embed", f"Ce champ n'accepte pas '{name}'")


def custom_field_ids(embed: Iterable[str]) -> list[int]:
    """Return the N of each `cf.N` asked."""
    return [int(match[1]) for match in map(_CUSTOM_FIELD.fullmatch, embed) if match]
