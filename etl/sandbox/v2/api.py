"""The API apart from HTTP: finds an operation in the contract, checks the request, runs its handler."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from etl.sandbox.contract.openapi import Contract, Match
from etl.sandbox.contract.query import read_options
from etl.sandbox.contract.recorded import as_contract
from etl.sandbox.contract.refusals import INVALID, Refusal, no_route
from etl.sandbox.contract.schemas import Schemas
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.storage.calls import Answer, Call, Context, Handler, Routes, Usage
from etl.sandbox.storage.crud import Writing, set_moment
from etl.sandbox.storage.resource import Resource
from etl.sandbox.storage.store import Session, Store
from etl.sandbox.v2 import agenda, comments, links, people, tags, thirds
from etl.sandbox.v2.account import referentials, referentials_writing
from etl.sandbox.v2.listings import exports, search
from etl.sandbox.v2.opportunities import sales, sales_settings
from etl.sandbox.v2.related import set_related
from etl.sandbox.v2.webhooks import registrations

ROUTES: Routes = {
    **thirds.ROUTES,
    **people.ROUTES,
    **links.ROUTES,
    **tags.ROUTES,
    **referentials.ROUTES,
    **referentials_writing.ROUTES,
    **registrations.ROUTES,
    **sales.ROUTES,
    **sales_settings.ROUTES,
    **agenda.ROUTES,
    **comments.ROUTES,
    **search.ROUTES,
    **exports.ROUTES,
}


_SETTERS = {"created": set_moment("created"), "related": set_related()}
"""How the fields are written that mean the same in every kind of record."""


class Verified(Exception):  # noqa: N818 - `verify=true` succeeded: everything is undone on purpose
    """Ends an operation that was only to be checked."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer, the contract's path it was for, and what it wrote (resource -> number of writes)."""

    answer: Answer
    template: str
    writes: Mapping[str, int]


class Api:
    """Runs calls against a store; `routes` are operations of the contract, the batch apart, and those of `more`."""

    def __init__(
        self,
        config: SandboxConfig,
        store: Store,
        *,
        contract: Contract,
        usage: Usage,
        more: Sequence[Resource] = (),
    ) -> None:
        self.config = config
        self.store = store
        self.routes = within_contract(ROUTES, contract)
        for resource in more:
            self.routes |= Writing(resource, setters=_SETTERS).routes()
        self._contract = contract
        self._usage = usage
        self._schemas = Schemas(contract, strict=not config.lenient)
        self._declared = lru_cache(maxsize=None)(self._parameters)

    def single(self, call: Call) -> Outcome:
        """Run one call in a session of its own."""
        template = call.path
        try:
            match = self.find(call)
            template = match.template
            with self.store.session() as session:
                answer = self.run(session, call, match=match)
        except (Refusal, Verified) as ended:
            return Outcome(ending(ended), template, {})
        return Outcome(answer, template, session.writes)

    def within(self, session: Session, call: Call) -> Outcome:
        """Run one call inside a session, undoing its own writes when it is refused."""
        template = call.path
        try:
            match = self.find(call)
            template = match.template
            with session.savepoint():
                answer = self.run(session, call, match=match)
        except (Refusal, Verified) as ended:
            return Outcome(ending(ended), template, {})
        return Outcome(answer, template, {})

    def find(self, call: Call) -> Match:
        """Find the operation of a call.

        Raises:
            Refusal: 404 or 405.
        """
        match = self._contract.match(call.method, call.path)
        if (call.method, match.template) not in self.routes:
            raise no_route(call.method, call.path)  # a batch inside another call
        return match

    def run(self, session: Session, call: Call, *, match: Match) -> Answer:
        """Check a call and run its handler.

        Raises:
            Refusal: when the request does not fit or the record is absent.
            Verified: when `verify=true` and all is well.
        """
        handler: Handler = self.routes[call.method, match.template]
        options = read_options(call.query, self._declared(call.method, match.template))
        body = self._body(call, match.template)
        session.lags = call.method == "GET"
        context = Context(session, self.config, options, match.parameters, body, self._usage)
        try:
            answer = handler(context)
        except (OverflowError, UnicodeEncodeError):
            raise Refusal(400, f"{INVALID}: une valeur ne peut pas être enregistrée.") from None
        if options.verify:
            raise Verified
        return Answer(answer.status, as_contract(answer.body)) if self.config.wire == "contract" else answer

    def _body(self, call: Call, template: str) -> Any:
        if call.method in ("GET", "DELETE"):
            return None
        body = call.body
        if body is None and not self._schemas.accepts_null(call.method, template):
            body = {}  # nothing sent counts as an empty object: the required keys then name what is missing
        return self._schemas.check_body(call.method, template, body=body)

    def _parameters(self, method: str, template: str) -> dict[str, Any]:
        declared = map(
            self._contract.resolve, self._contract.operation(method, template).get("parameters", ())
        )
        return {
            item["name"]: self._contract.resolve_all(item["schema"])
            for item in declared
            if item["in"] == "query"
        }


def within_contract(routes: Routes, contract: Contract) -> Routes:
    """Return routes, each an operation of the contract.

    Raises:
        ValueError: routes that the contract does not have; no call would ever find them.
    """
    outside = sorted(f"{method} {path}" for method, path in set(routes) - set(contract.operations()))
    if outside:
        raise ValueError(
            f"not in contract/openapi-v2.json: {', '.join(outside)}; a kind of record that the contract does not "
            "have is a Kind (etl/sandbox/storage/kind.py), given to SandboxConfig(kinds=...)"
        )
    return dict(routes)


def ending(ended: Refusal | Verified) -> Answer:
    """Return the answer of a call that stored nothing."""
    return Answer(204) if isinstance(ended, Verified) else Answer(ended.status, ended.body())
