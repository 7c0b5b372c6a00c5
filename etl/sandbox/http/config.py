"""What a sandbox is started with: frozen values, and the reader of `5/s,150/min`."""

import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from etl.sandbox.storage.kind import Kind

_UNITS = {
    "s": "second", "sec": "second", "second": "second", "seconde": "second",
    "m": "minute", "min": "minute", "minute": "minute",
    "d": "day", "day": "day", "j": "day", "jour": "day",
    "month": "month", "mois": "month",
}  # fmt: skip
_PART = re.compile(r"(\d+)\s*/\s*([a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quota:
    """Requests allowed per calendar window; None means no limit (and no header, for the month)."""

    second: int | None = 100
    minute: int | None = 10_000
    day: int | None = 1_000_000
    month: int | None = None


def parse_quota(text: str) -> Quota:
    """Read `5/s,150/min,432000/day`; windows that are not named keep their generous default.

    Raises:
        ValueError: with the part that cannot be read and the accepted form.
    """
    limits: dict[str, int] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        match = _PART.fullmatch(part)
        unit = _UNITS.get(match[2].lower()) if match else None
        if match is None or unit is None or int(match[1]) < 1:
            raise ValueError(f"quota: cannot read {part!r}; write for example 5/s,150/min,432000/day")
        limits[unit] = int(match[1])
    if not limits:
        raise ValueError("quota: nothing to read; write for example 5/s,150/min,432000/day")
    return Quota(**limits)


Wire = Literal["recorded", "contract"]

WIRE = "SELLSY_ETL_SANDBOX_WIRE"
"""Environment variable that says which wire a sandbox answers with where nothing else does."""


def default_wire() -> Wire:
    """Return the wire that the environment asks for: the recorded one, unless it says `contract`."""
    return "contract" if os.environ.get(WIRE) == "contract" else "recorded"


@dataclass(frozen=True, slots=True)
class SandboxConfig:
    """Everything that changes how the sandbox behaves.

    `db` is the SQLite file (None: a private temporary one), `seed` "demo" or None, `latency_ms` is added to
    every request in milliseconds. `quota` is what API v2 allows, `v1_quota` what API v1 does. `client` is the only
    accepted (id, secret) or None for any, `oauth1` the only accepted consumer token and secret, user token and secret
    of API v1 (None: the client is the consumer, of any user), `expires_in` the life of a token in seconds.
    `lenient` ignores unknown keys instead of refusing them. `batch_max` is the
    number of pairs a batch may hold; `batch_weight` says whether a batch counts as "one" request or as its
    "pairs". `tags` says whether posting smart tags adds to the list or replaces it (the sources disagree).
    `single_token` makes a new token revoke the others of the same client. `faults` are rules as in
    `etl.sandbox.http.faults.rules`. `wire` says whether answers look as recorded from the real API or as its
    contract has them, where the two differ. `kinds` are kinds of records that the contract does not have.
    `webhook_pauses` are the seconds before each further try of a delivery that fails, `webhook_timeout_s` how long an
    endpoint may take. `clock` returns epoch seconds.
    """

    db: Path | None = None
    seed: Literal["demo"] | None = None
    quota: Quota = field(default_factory=Quota)
    v1_quota: Quota = Quota(second=5, minute=None, day=432_000)
    latency_ms: int = 0
    client: tuple[str, str] | None = field(default=None, repr=False)
    oauth1: tuple[str, str, str, str] | None = field(default=None, repr=False)
    lenient: bool = False
    batch_max: int = 1000
    batch_weight: Literal["one", "pairs"] = "one"
    expires_in: int = 86_400
    tags: Literal["add", "replace"] = "add"
    single_token: bool = False
    faults: tuple[Mapping[str, Any], ...] = ()
    wire: Wire = field(default_factory=default_wire)
    kinds: tuple[Kind, ...] = ()
    webhook_pauses: tuple[float, ...] = (1.0, 5.0, 30.0)
    webhook_timeout_s: float = 10.0
    clock: Callable[[], float] = time.time
