"""`sellsy-etl call`: any authorised call, v2 or v1, and never a token to another host."""

import json

import pytest
from plain import HTTP

from etl.cli.main import globals_first

CONNECTOR = 'io_mode=json&do_in={"method":"Staffs.getList","params":{}}'


def test_a_read_is_printed_and_exits_zero(shell):
    """A GET prints the answer; repeated query keys are a list; /v2 in the path is understood."""
    ran = shell("call", "GET", "/v2/companies", "-q", "limit=2", "-q", "field[]=id", "-q", "field[]=name")
    assert (ran.code, "HTTP 200" in ran.err) == (0, True)
    assert [sorted(record) for record in ran.json["data"]] == [["id", "name"], ["id", "name"]]
    assert shell("call", "GET", "companies?limit=1").json["pagination"]["limit"] == 1


def test_the_answer_fits_on_one_line(shell):
    """--json prints a single line."""
    assert len(shell("call", "GET", "/companies", "--json").out.splitlines()) == 1


def test_a_write_is_sent_once_and_a_refusal_exits_four(shell):
    """A POST creates one record; a refused one prints Sellsy's own error and exits 4."""
    body = json.dumps({"type": "client", "name": "Appel direct"})
    ran = shell("call", "POST", "/companies", "--body", body)
    assert (ran.code, ran.json["name"]) == (0, "Appel direct")
    refused = shell("call", "POST", "/companies", "--body", '{"type": "client"}')
    assert refused.code == 4
    assert refused.json["error"]["details"] == {"name": "Ce champ est manquant"}
    assert shell("call", "GET", "/nulle-part").code == 4


def test_a_failing_write_is_not_sent_again(shell):
    """A 503 on a write ends the call: sent again, it would have succeeded, and perhaps been done twice."""
    shell.faults(
        {"match": {"method": "POST", "path": "/companies$"}, "fault": "status", "status": 503, "times": 1}
    )
    assert shell("call", "POST", "/companies", "--body", '{"type": "client", "name": "Une fois"}').code == 4
    records = shell("call", "POST", "/companies/search", "--body", '{"filters": {"name": "Une fois"}}').json
    assert records["data"] == []


def test_the_connectors_own_v1_example_works_as_written(shell):
    """A v1 form typed as the connector shows it, with & and = of its own, is understood."""
    ran = shell("call", "POST", "/0", "--body", CONNECTOR)
    assert (ran.code, ran.json["status"]) == (0, "success")
    tricky = 'io_mode=json&do_in={"method":"SmartTags.getList","params":{"search":{"contains":"a=b&c"}}}'
    assert shell("call", "POST", "/0/", "--body", tricky).json["status"] == "success"
    assert shell("call", "POST", "0", "--body", '{"method": "Infos.getInfos"}').code == 0


def test_an_error_of_v1_exits_four_although_it_is_a_200(shell):
    """v1 says errors with HTTP 200: they are errors all the same."""
    ran = shell("call", "POST", "/0", "--body", '{"method": "Nothing.atAll"}')
    assert (ran.code, ran.json["error"]["code"]) == (4, "E_METHOD_DONT_EXIT")


def test_a_body_may_come_from_a_file(shell):
    """--body @FILE reads the file; an unreadable one is a usage error."""
    (shell.folder / "body.json").write_text('{"filters": {"type": "supplier"}}', encoding="utf-8")
    companies = shell("call", "POST", "/companies/search", "--body", "@body.json").json["data"]
    assert {company["type"] for company in companies} == {"supplier"}
    assert shell("call", "POST", "/companies/search", "--body", "@nowhere.json").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("GET", "https://elsewhere.example/v2/companies"),
        ("GET", "//elsewhere.example/companies"),
        ("GET", "/companies/../../x"),
        ("GET", "/companies and more"),
        ("GET", "/companies", "-H", "Authorization: Bearer mine"),
        ("GET", "/companies", "-H", "X-Bad: a\r\nHost: b"),
        ("POST", "/companies", "--body", "not json"),
        ("POST", "/0", "--body", "io_mode=json"),
        ("GET", "/companies", "-q", "limit"),
    ],
)
def test_what_would_leak_or_cannot_be_sent_is_refused(shell, arguments):
    """Another host, a header of the program's own, a body that is none: nothing is sent, exit code 2."""
    before = HTTP.get(f"{shell.url}/_sandbox/stats").json()["requests_total"]
    assert shell("call", *arguments).code == 2
    assert HTTP.get(f"{shell.url}/_sandbox/stats").json()["requests_total"] == before


def test_global_flags_are_not_taken_from_a_command_that_has_its_own():
    """`call -q` keeps its -q, a value that looks like a flag stays a value, others are global wherever they are."""
    assert globals_first(["call", "GET", "/x", "-q", "a=b", "-v"]) == ["-v", "call", "GET", "/x", "-q", "a=b"]
    assert globals_first(["runs", "list", "-q"]) == ["-q", "runs", "list"]
    assert globals_first(["import", "f", "--map", "-v", "--sandbox"]) == [
        "--sandbox",
        "import",
        "f",
        "--map",
        "-v",
    ]
