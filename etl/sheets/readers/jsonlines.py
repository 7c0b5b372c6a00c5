"""JSON Lines: an object per line; its keys are the headers, those of inner objects are joined by a dot.

Every line is read once before the first chunk, since a key may appear on the last one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from etl.core.errors import DataError
from etl.sheets.readers.body import Body
from etl.sheets.readers.table import Block, Cell, Layout, Table, clean_headers
from etl.sheets.readers.text.delimited import open_text
from etl.sheets.readers.text.encoding import detect_encoding, known_encoding
from etl.sheets.readers.text.records import bounded_lines
from etl.sheets.readers.text.stored import wrong_line

MAX_KEYS = 2_000
"""Headers of one file; a spreadsheet has 16,384 columns."""

_EXACT = 15
"""Digits that a number of a cell keeps."""

_DIGITS = 300
"""Digits of a whole number in a cell."""


def open_jsonlines(path: Path, *, encoding: str | None, chunk_rows: int) -> Table:
    """Open a file of JSON Lines.

    Raises:
        DataError: a line is not a JSON object, or the file is empty.
    """
    detected = detect_encoding(path)
    used = known_encoding(encoding, path) if encoding else detected
    keys: dict[str, None] = {}
    count = 0
    for number, line in _objects(path, used):
        keys.update(dict.fromkeys(line))
        count += 1
        if len(keys) > MAX_KEYS:
            raise DataError("jsonl-broken", path=path, line=number, said=f"> {MAX_KEYS} keys")
    if not count:
        raise DataError("file-empty", path=path)

    def blocks(size: int) -> Iterator[Block]:
        lines = _objects(path, used)
        while part := list(islice(lines, size)):
            yield [number for number, _ in part], [[line.get(key) for key in keys] for _, line in part]

    headers = clean_headers(list(keys), path=path, line=1)
    layout = Layout(
        path=str(path), format="jsonl", header_row=0, title_lines=0, encoding=used, size=path.stat().st_size
    )
    return Table(layout, Body(path, 0, headers), blocks, chunk_rows, total_rows=count)


def _objects(path: Path, encoding: str) -> Iterator[tuple[int, Mapping[str, Cell]]]:
    """Yield (line, cells by key) of the lines that are not blank."""
    number = 0
    decoder = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=_whole, parse_constant=_no_constant)
    try:
        with open_text(path, encoding) as file:
            for number, line in enumerate(bounded_lines(file, path), start=1):
                if line.strip():
                    yield number, _cells(decoder.decode(line.strip()))
    except (ValueError, RecursionError) as error:
        if isinstance(error, UnicodeError):
            number = wrong_line(path, encoding)
            raise DataError("encoding-wrong", path=path, line=number, encoding=encoding) from error
        raise DataError("jsonl-broken", path=path, line=number, said=str(error)) from error


def _pairs(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; a duplicate key is refused."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"key {doubled!r} twice")
    return made


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError(f"{digits[:20]}…")
    return int(digits)


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


def _cells(value: Any) -> dict[str, Cell]:
    if not isinstance(value, dict):
        raise ValueError("no {...}")  # noqa: TRY004 - the line is wrong, not a type
    return {key: cell(value) for key, value in _flat(value, "")}


def _flat(value: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for key, item in value.items():
        if isinstance(item, dict):
            yield from _flat(item, f"{before}{key}.")
        else:
            yield before + key, item


def cell(value: Any) -> Cell:
    """Return a value as a cell: a list becomes its items separated by commas, quoted where they contain one."""
    if isinstance(value, list):
        return ", ".join(_item(item) for item in value if item is not None)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, Decimal):
        return _number(value)
    result: Cell = value
    return result


def _number(value: Decimal) -> Cell:
    """Return a decimal as a number, as text where a number would lose digits."""
    if value == value.to_integral_value():
        return int(value)
    plain = value.normalize()
    return float(plain) if len(plain.as_tuple().digits) <= _EXACT else f"{plain:f}"


def _item(value: Any) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',;|\n"') else text
