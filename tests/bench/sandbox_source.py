"""The sandbox with many contacts: `python sandbox_source.py COUNT FILE` fills FILE, prints its address and serves.

One contact with an address, two tags and a company is made through the API, then copied.
"""

import copy
import sys
from pathlib import Path

from etl.sandbox.http.application import Application
from etl.sandbox.http.config import Quota, SandboxConfig
from etl.sandbox.http.server import serve
from etl.sandbox.storage import records
from etl.sandbox.storage.calls import Call
from etl.sandbox.storage.tables import ADDRESSES, CONTACTS

COUNT, FILE = int(sys.argv[1]), Path(sys.argv[2])
QUOTA = Quota(second=100_000, minute=10_000_000, day=100_000_000)
COMPANIES = 500
ADDRESS = {"name": "Siège", "address_line_1": "12 rue des Acacias", "postal_code": "01000", "city": "Bourg-en-Bresse",
           "country_code": "FR", "is_invoicing_address": True, "is_delivery_address": True}  # fmt: skip


def made(world, method, path, body):
    """Make a call and return its body."""
    answer = world.api.single(Call(method, path, (), body)).answer
    assert answer.status < 300, answer
    return answer.body


def fill(world):
    """Make one contact whole, then copy it."""
    firms = [
        made(world, "POST", "/companies", {"type": "client", "name": f"Menuiserie {i}"})["id"]
        for i in range(COMPANIES)
    ]
    fields = {"last_name": "Lefèvre", "first_name": "Hélène", "civility": "mrs", "phone_number": "+33199001234",
              "mobile_number": "+33639981234", "position": "Directrice commerciale"}  # fmt: skip
    first = made(world, "POST", "/contacts", fields)["id"]
    made(world, "POST", f"/contacts/{first}/addresses", ADDRESS)
    made(world, "POST", f"/contacts/{first}/smart-tags", [{"value": "VIP"}, {"value": "Salon 2026"}])
    made(world, "POST", f"/companies/{firms[0]}/contacts/{first}", {"roles": []})
    with world.store.session() as session:
        contact = records.require(session, CONTACTS, first)
        (address,) = records.select(session, ADDRESSES, "owner = ?", (first,))
        tags = [
            row[0]
            for row in session.rows("SELECT tag FROM tag_link WHERE noun = 'contact' AND owner = ?", (first,))
        ]
        for rank in range(1, COUNT):
            person = copy.deepcopy(contact) | {
                "last_name": f"Lefèvre {rank}",
                "email": f"p{rank}@example.com",
            }
            identifier = records.insert(session, CONTACTS, person)["id"]
            stored = records.insert(session, ADDRESSES, {**address, "owner": identifier})["id"]
            person |= {"invoicing_address_id": stored, "delivery_address_id": stored}
            records.put(session, CONTACTS, person)
            session.db.executemany(
                "INSERT INTO tag_link VALUES ('contact', ?, ?)", [(identifier, tag) for tag in tags]
            )
            session.db.execute(
                "INSERT INTO contact_link VALUES ('company', ?, ?)", (firms[rank % COMPANIES], identifier)
            )


def main() -> None:
    """Fill, then serve."""
    config = SandboxConfig(db=FILE, quota=QUOTA)
    world = Application(config)
    fill(world)
    world.store.close()
    serve(config, port=0, on_ready=lambda address: print(address.url, flush=True))


if __name__ == "__main__":
    main()
