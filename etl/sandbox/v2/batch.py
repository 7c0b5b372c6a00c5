"""`POST /v2/batch`: pairs of lines (a header, a body) run in order in one session.

Pairs are independent; a later uri may hold the `uuid` of an earlier pair in place of the identifier it
created, and a pair that names the uuid of a failed one fails.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from etl.sandbox.contract.query import pairs_of
from etl.sandbox.contract.refusals import INVALID, Refusal
from etl.sandbox.http.json_text import decode
from etl.sandbox.storage.calls import Answer, Call
from etl.sandbox.v2.api import Api, Outcome, ending

_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
PairFault = Callable[[Call], Answer | None]


@dataclass(frozen=True, slots=True)
class Pair:
    """One operation of a batch, its uri and body still naming uuids."""

    method: str
    uri: str
    query: Any
    body: Any
    uuid: str | None


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """The answer of a batch, how often each (method, path) ran in it, and what it wrote."""

    answer: Answer
    operations: Counter[tuple[str, str]]
    writes: Counter[str]


def count_pairs(text: str) -> int:
    """Return the number of pairs a batch body holds."""
    return (len(text.rstrip("\n").split("\n")) + 1) // 2


def parse(text: str, maximum: int) -> list[Pair]:
    """Read the pairs.

    Raises:
        Refusal: 400 when a line is not what it should be, 413 when there are too many pairs.
    """
    lines = text.rstrip("\r\n").split("\n")
    if len(lines) // 2 > maximum:
        raise Refusal(413, f"Un batch accepte au plus {maximum} opérations.")
    if not text.strip() or len(lines) % 2:
        raise Refusal(400, f"{INVALID}: un batch est une suite de paires de lignes.")
    return [_pair(lines[rank], lines[rank + 1], rank) for rank in range(0, len(lines), 2)]


def _pair(header_line: str, body_line: str, rank: int) -> Pair:
    try:
        header = decode(header_line)
        body = decode(body_line) if body_line.strip() else None
    except ValueError:
        raise Refusal(400, f"{INVALID}: ligne {rank + 1} ou {rank + 2} illisible.") from None
    method = header.get("method") if isinstance(header, dict) else None
    if (
        not isinstance(method, str)
        or method.upper() not in _METHODS
        or not isinstance(header.get("uri"), str)
    ):
        raise Refusal(400, f"{INVALID}: ligne {rank + 1}, 'uri' ou 'method' manquant.")
    uuid = header.get("uuid")
    return Pair(method.upper(), header["uri"], header.get("query"), body, None if uuid is None else str(uuid))


class Batch:
    """Runs the pairs of one batch; `fault` may answer in place of a pair."""

    def __init__(self, api: Api, *, fault: PairFault) -> None:
        self._api = api
        self._fault = fault
        self._ids: dict[str, int | None] = {}

    def run(self, pairs: list[Pair]) -> BatchOutcome:
        """Run every pair and return the 207 with one response per pair, in order."""
        operations: Counter[tuple[str, str]] = Counter()
        responses = []
        with self._api.store.session() as session:
            for pair in pairs:
                outcome = self._one(session, pair)
                operations[pair.method, outcome.template] += 1
                self._remember(pair, outcome.answer)
                responses.append({"code": outcome.answer.status, "response": outcome.answer.body})
        error = any(response["code"] >= 400 for response in responses)
        return BatchOutcome(Answer(207, {"error": error, "responses": responses}), operations, session.writes)

    def _one(self, session: Any, pair: Pair) -> Outcome:
        try:
            call = self._call(pair)
        except Refusal as refusal:
            return Outcome(ending(refusal), "(uuid of a failed pair)", {})
        instead = self._fault(call)
        if instead is not None:
            return Outcome(instead, call.path, {})
        return self._api.within(session, call)

    def _remember(self, pair: Pair, answer: Answer) -> None:
        if pair.uuid is not None:
            created = answer.body.get("id") if isinstance(answer.body, dict) and answer.status < 300 else None
            self._ids[pair.uuid] = created

    def _call(self, pair: Pair) -> Call:
        path, _, search = pair.uri.partition("?")
        path = "/" + path.strip("/").removeprefix("v2/")
        if path == "/batch":
            raise Refusal(400, f"{INVALID}: un batch ne contient pas de batch.")
        parts = [str(self._resolved(part.strip("{}"), part)) for part in path.split("/")]
        query = pairs_of(search) + pairs_of(pair.query)
        body = self._substituted(pair.body) if self._ids else pair.body
        return Call(pair.method, "/".join(parts), query, body)

    def _resolved(self, name: str, otherwise: Any) -> Any:
        if name not in self._ids:
            return otherwise
        identifier = self._ids[name]
        if identifier is None:
            raise Refusal(404, f"L'opération '{name}' a échoué : l'objet qu'elle devait créer n'existe pas.")
        return identifier

    def _substituted(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._resolved(value, value)
        if isinstance(value, list):
            return [self._substituted(item) for item in value]
        if isinstance(value, dict):
            return {key: self._substituted(item) for key, item in value.items()}
        return value
