"""What an account is set up with and an import only reads: staff, custom fields, rates, codes, currencies."""

from collections.abc import Mapping

from etl.sandbox.contract.openapi import load
from etl.sandbox.contract.query import Options
from etl.sandbox.storage.calls import Answer, Context, Routes
from etl.sandbox.storage.crud import reading
from etl.sandbox.storage.paging import page_of
from etl.sandbox.storage.tables import (
    ACCOUNTING_CODES,
    CURRENCIES,
    CUSTOM_FIELDS,
    RATE_CATEGORIES,
    STAFFS,
    TEAMS,
    UNITS,
)
from etl.sandbox.v2.addresses import countries

_RATES: Mapping[str, str] = {
    "api_rate_seconds": "second",
    "api_rate_minutes": "minute",
    "api_rate_days": "day",
    "api_rate_months": "month",
}


def _countries(context: Context) -> Answer:
    """List every country at once, as the API does: its limit has no maximum."""
    rows = [
        {
            "code": row["code"],
            "iso-alpha-2": row["code"],
            "iso-alpha-3": row["iso-alpha-3"],
            "name": row[context.options.language],
        }
        for row in countries()
    ]
    return Answer(200, page_of(rows, options=Options(limit=len(rows), offset=0)))


def _quotas(context: Context) -> Answer:
    """Show the limits of requests and what is used of them; other quotas have no limit here."""
    names = load().resolve({"$ref": "#/components/schemas/Quotas"})["properties"]
    used = context.usage()
    body = {name: {"limit": None, "used": 0} for name in names}
    body |= {name: dict(used[window]) for name, window in _RATES.items()}
    return Answer(200, body)


def _scopes(_context: Context) -> Answer:
    """List the scopes the contract names, with the one of API v1."""
    contract = load()
    scopes = {
        scope
        for method, template in contract.operations()
        for security in contract.operation(method, template).get("security", ())
        for scope in security.get("oauth2", ())
    }
    return Answer(200, sorted(scopes | {"api-v1"}))


def _scope_tree(context: Context) -> Answer:
    tree: dict[str, list[str]] = {}
    for scope in _scopes(context).body:
        tree.setdefault(scope.split(".")[0], []).append(scope)
    return Answer(200, tree)


ROUTES: Routes = {
    **reading(STAFFS),
    **reading(CUSTOM_FIELDS),
    **reading(RATE_CATEGORIES, search=False),
    **reading(ACCOUNTING_CODES, single=False),
    **reading(UNITS, search=False, single=False),
    **reading(CURRENCIES, search=False, single=False),
    **reading(TEAMS, search=False, single=False),
    ("GET", "/countries"): _countries,
    ("GET", "/quotas"): _quotas,
    ("GET", "/scopes"): _scopes,
    ("GET", "/scopes/tree"): _scope_tree,
}
