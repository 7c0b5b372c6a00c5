"""Contacts as the API shows them, made as they are asked for: a source faster than what reads it.

`python fast_source.py COUNT` prints its address and serves until it is stopped. The shape is that of the sandbox's
answers; `bench_export.py` compares both. Only what an export of contacts reads is there.
"""

import base64
import json
import re
import socket
import sys
from urllib.parse import parse_qs

import uvicorn

FIRST = 500_001
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
STAFF = {"id": 1, "firstname": "Agnès", "lastname": "Delmas", "email": "agnes.delmas@atelier-demo.example"}

ADDRESS = {
    "id": 0, "name": "Siège", "address_line_1": "12 rue des Acacias", "address_line_2": "", "address_line_3": "",
    "address_line_4": "", "postal_code": "01000", "city": "Bourg-en-Bresse", "country": "France", "country_code": "FR",
    "is_invoicing_address": True, "is_delivery_address": True, "geocode": {"lat": None, "lng": None},
}  # fmt: skip
CONTACT = {
    "id": 0, "civility": "mrs", "first_name": "Hélène", "last_name": "Lefèvre@@", "email": "p@@@example.com",
    "website": None, "phone_number": "+33199001234", "mobile_number": "+33639981234", "fax_number": None,
    "position": "Directrice commerciale", "birth_date": "1980-04-12", "avatar": None, "note": "",
    "invoicing_address_id": 0, "delivery_address_id": 0,
    "social": {"twitter": None, "facebook": None, "linkedin": "https://linkedin.example.com/in/p@@", "viadeo": None},
    "sync": {"mailchimp": False, "mailjet": False, "simplemail": False}, "owner": {"id": 1, "type": "staff"},
    "created": "2025-01-06T09:00:00+01:00", "updated": "2025-02-06T09:00:00+01:00", "is_archived": False,
    "marketing_campaigns_subscriptions": ["sms", "phone", "email", "postal_mail", "custom"],
    "_embed": {"smart_tags": [{"id": 1, "value": "VIP"}, {"id": 2, "value": "Salon 2026"}],
               "invoicing_address": ADDRESS, "delivery_address": ADDRESS},
}  # fmt: skip
COMPANY = {
    "id": 0, "type": "client", "name": "Menuiserie @@", "email": "contact@@@example.com", "website": None,
    "phone_number": "+33199000000", "mobile_number": None, "fax_number": None,
    "legal_france": {"siret": "00000001800010", "siren": "000000018", "vat": "FR66000000018", "ape_naf_code": None,
                     "company_type": "SARL", "rcs_immatriculation": None},
    "capital": None, "reference": "CLI-@@", "note": "", "auxiliary_code": None,
    "social": {"twitter": None, "facebook": None, "linkedin": None, "viadeo": None}, "rate_category_id": None,
    "main_contact_id": 0, "dunning_contact_id": None, "invoicing_contact_id": None, "invoicing_address_id": None,
    "delivery_address_id": None, "accounting_code_id": None, "accounting_purchase_code_id": None,
    "owner": {"id": 1, "type": "staff"}, "created": "2024-01-15T09:30:00+01:00",
    "updated_at": "2025-01-06T09:00:00+01:00", "is_archived": False, "business_segment": None,
    "number_of_employees": None, "marketing_campaigns_subscriptions": ["sms", "phone", "email"],
}  # fmt: skip
CALLS = {"count": 0}


def template(document):
    """Return a document as text that an id fills in."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace("%", "%%")
    return re.sub(
        r'"(id|main_contact_id|invoicing_address_id|delivery_address_id)":0\b', r'"\1":%(id)d', text
    ).replace("@@", "%(id)d")


CONTACT_TEXT, COMPANY_TEXT = template(CONTACT), template(COMPANY)


def page(data, *, limit, total, last):
    """Return the text of a page; `data` are texts."""
    cursor = base64.b64encode(json.dumps([str(last)]).encode()).decode()
    told = {"limit": limit, "count": len(data), "total": total, "offset": cursor}
    return f'{{"data":[{",".join(data)}],"pagination":{json.dumps(told)}}}'


def contacts(query):
    """Return a page of contacts."""
    limit, offset = int(query.get("limit", ["25"])[0]), query.get("offset", [""])[0]
    start = int(json.loads(base64.b64decode(offset))[0]) + 1 if offset else FIRST
    ids = range(start, min(start + limit, FIRST + COUNT))
    if query.get("field[]") == ["id"]:
        return page(
            [f'{{"id":{identifier}}}' for identifier in ids],
            limit=limit,
            total=COUNT,
            last=ids[-1] if ids else 0,
        )
    texts = [CONTACT_TEXT % {"id": identifier} for identifier in ids]
    return page(texts, limit=limit, total=COUNT, last=ids[-1] if ids else 0)


def company_of(contact):
    """Return the page of a contact's companies."""
    return page([COMPANY_TEXT % {"id": contact}], limit=100, total=1, last=contact)


def batch(body):
    """Return the answers of a batch of reads."""
    heads = [json.loads(line)["uri"] for line in body.decode().splitlines()[::2]]
    parts = [f'{{"code":200,"response":{company_of(int(uri.split("/")[-2]))}}}' for uri in heads]
    return f'{{"error":false,"responses":[{",".join(parts)}]}}'


FREE = {"token_type": "Bearer", "expires_in": 86_400, "access_token": "fast"}
QUOTAS = {"api_rate_seconds": {"limit": 100_000, "used": 0}}


def answer(path, query, body):
    """Return (status, text) of a call."""
    if path in ("/oauth2/access-tokens", "/calls"):
        return 200, json.dumps(CALLS if path == "/calls" else FREE)
    CALLS["count"] += 1
    text = page([], limit=100, total=0, last=0)
    if path == "/v2/batch":
        text = batch(body)
    elif path in ("/v2/contacts/search", "/v2/contacts"):
        text = contacts(query)
    elif path.endswith("/companies"):
        text = company_of(int(path.split("/")[3]))
    elif path == "/v2/quotas":
        text = json.dumps(QUOTAS)
    elif path == "/v2/staffs":
        text = page([json.dumps(STAFF)], limit=100, total=1, last=1)
    return 207 if path == "/v2/batch" else 200, text


async def app(scope, receive, send):
    """Serve a request."""
    if scope["type"] != "http":
        return
    body = b""
    more = True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    query = parse_qs(scope["query_string"].decode())
    status, text = answer(scope["path"], query, body)
    headers = [(b"content-type", b"application/json"), (b"x-quota-remaining-by-second", b"100000")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})


def main() -> None:
    """Serve on a free port of this machine."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none", lifespan="off"))
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
