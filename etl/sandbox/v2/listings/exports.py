"""Asking for a file of companies, contacts or opportunities: taken and kept waiting.

The contract has no route that tells how an export goes on: no file is ever written here. It requires `uuid` and
`nb_rows` and describes them as `id` and `total_rows`: the answer has both.
"""

import uuid

from etl.sandbox.storage import records, times
from etl.sandbox.storage.calls import Answer, Context, Handler, Routes
from etl.sandbox.storage.crud import clauses_of
from etl.sandbox.storage.paging import counted
from etl.sandbox.storage.resource import Resource
from etl.sandbox.storage.tables import COMPANIES, CONTACTS, OPPORTUNITIES, STAFFS


def _export(resource: Resource) -> Handler:
    def export(context: Context) -> Answer:
        rows = counted(context.session, resource, clauses_of(resource, context.body["filters"]))
        name = str(uuid.uuid4())
        waiting = {
            "id": name,
            "uuid": name,
            "status": "pending",
            "progress": 0,
            "listing_name": resource.name,
            "custom_name": context.body.get("custom_name"),
            "created_at": times.paris(context.session.now),
            "started_at": None,
            "ended_at": None,
            "total_rows": rows,
            "nb_rows": rows,
            "owner_id": records.select(context.session, STAFFS)[0]["id"],
            "send_email": context.body.get("send_email", False),
            "metadata": None,
            "public_url": None,
        }
        return Answer(201, waiting)

    return export


ROUTES: Routes = {
    ("POST", f"/{resource.name}/export"): _export(resource)
    for resource in (COMPANIES, CONTACTS, OPPORTUNITIES)
}
