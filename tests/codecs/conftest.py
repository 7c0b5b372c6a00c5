"""Reading one cell, and checking that what is said about it can be said in both languages."""

import re
from dataclasses import dataclass

import pytest

from etl.codecs import Options
from etl.core.results import JsonValue, Problem


@dataclass(frozen=True)
class Read:
    """What became of one cell: its value, and the code and parameters of its problem if it has one."""

    value: JsonValue
    code: str | None
    params: dict
    severity: str | None


def _read(codec, cell, *, country=None, options=None):
    hints = None if country is None else [country]
    decoded = codec.decode([cell], options=options or Options(), hints=hints)
    assert len(decoded.values) == 1
    if not decoded.problems:
        return Read(decoded.values[0], None, {}, None)
    first = decoded.problems[0]
    for lang in ("fr", "en"):
        problem = Problem(first.code, 2, "Colonne", str(cell), first.params)
        for text in problem.texts(lang):
            assert text
            assert not re.search("<[a-z_]+>", text)
    return Read(decoded.values[0], first.code, dict(first.params), str(first.severity))


@pytest.fixture(scope="session")
def read():
    """Return the function that reads one cell with a codec."""
    return _read
