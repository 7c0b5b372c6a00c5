"""`runs verify`: every row is read again and marked; nothing is written."""

import pytest

from etl import delete_file, resume_run, verify_run
from etl.core.errors import ApiError, ConfigError

HEAD = (
    "Nom société;Email;Téléphone;Adresse;Code postal;Ville;Pays;Smart tags;Propriétaire;cf:secteur-activite;"
    "Nom contact;Email contact;Type société\n"
)
OWNER = "agnes.delmas@atelier-demo.example"


def row(name, *, person=""):
    who = person or f"Durand{name}"
    return f"{name};{name}@v.example;0199001234;1 rue X;29200;Brest;France;VIP;{OWNER};Bois;{who};{who}@v.example;client\n"


def verify(account, run="last"):
    writes = account.writes()
    report = verify_run(run, settings=account.settings)
    assert account.writes() == writes
    assert report.exit_code == int(
        report.pending > 0 or any(n for mark, n in report.counts.items() if mark != "=")
    )
    return report


def told(report):
    """Return (row, mark) -> {field: (sent, now)} of the rows that are not as sent."""
    return {
        (checked_row.row, checked_row.mark): {d.field: (d.sent, d.now) for d in checked_row.differences}
        for checked_row in report.rows
    }


@pytest.mark.both_wires
def test_every_row_is_marked_with_what_differs(demo):
    """Fields, addresses, tags, custom fields, people, links and the record itself: sent and now are told by name."""
    names = ("Same", "Fields", "Around", "Gone", "Unlinked", "Again")
    text = (
        HEAD + "".join(map(row, names)) + row("Same", person="Martin") + row("Refused").replace("@v", "@@v")
    )
    demo.load(HEAD + row("Again"))
    run = demo.load(text).run_id
    fresh = verify(demo, run)
    assert (fresh.counts, fresh.apart, fresh.rows) == (
        {"=": 7, "*": 0, "-": 0, "!": 0},
        {"rejected": 1},
        (),
    )
    ids = {company["name"]: company["id"] for company in demo.companies()}
    demo.api("PUT", f"/companies/{ids['Fields']}", {"phone_number": "+33199009999", "owner_id": None})
    around = f"/companies/{ids['Around']}"
    (address,) = demo.api("GET", f"{around}/addresses")["data"]
    moved = {k: address[k] for k in ("name", "address_line_1", "postal_code", "country_code")} | {
        "city": "Quimper"
    }
    demo.api("PUT", f"{around}/addresses/{address['id']}", moved)
    demo.api("POST", f"{around}/smart-tags", [{"value": "Autre"}])  # beside ours: not a difference
    (sector,) = [
        f for f in demo.api("GET", "/custom-fields?limit=100")["data"] if f["code"] == "secteur-activite"
    ]
    demo.api("PUT", f"{around}/custom-fields", [{"id": sector["id"], "value": "Métal"}])
    demo.api("DELETE", f"/companies/{ids['Gone']}")
    (person,) = demo.api("GET", f"/companies/{ids['Unlinked']}/contacts")["data"]
    demo.api("DELETE", f"/companies/{ids['Unlinked']}/contacts/{person['id']}")
    report = verify(demo, run)
    assert report.counts == {"=": 3, "*": 3, "-": 1, "!": 0}
    differing = told(report)
    assert differing[3, "*"] == {"Téléphone": ("+33199001234", "+33199009999"), "Propriétaire": (OWNER, "")}
    assert differing[4, "*"].keys() == {"Address", "cf:secteur-activite"}
    assert differing[4, "*"]["Address"] == ("1 rue X, 29200, Brest, FR", "1 rue X, 29200, Quimper, FR")
    assert differing[4, "*"]["cf:secteur-activite"] == ("Bois", "Métal")
    assert differing[5, "-"] == {}
    assert differing[6, "*"].keys() == {"Link"}


def test_what_cannot_be_read_is_marked_and_harms_no_other_row(account):
    """One record that is refused, one whose surroundings are, and a row whose outcome is unknown: !, with a reason."""
    text = "Nom société;Smart tags;Nom contact\n" + "".join(f"S{i};VIP;P{i}\n" for i in range(4))
    run = account.load(text).run_id
    ids = {company["name"]: company["id"] for company in account.companies()}
    account.faults(
        {"match": {"path": f"/companies/{ids['S1']}$", "in": "pair"}, "fault": "status", "status": 400},
        {
            "match": {"path": f"/companies/{ids['S2']}/contacts", "in": "pair"},
            "fault": "status",
            "status": 400,
        },
    )
    report = verify(account, run)
    account.calm()
    assert report.counts == {"=": 2, "*": 0, "-": 0, "!": 2}
    assert [(checked_row.row, checked_row.problems[0].code) for checked_row in report.rows] == [
        (3, "verify-unread"),
        (4, "verify-unread"),
    ]

    account.faults({"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "times": 1})
    lost = account.load("Nom société\nPerdue\n").run_id
    account.calm()
    assert [
        (checked_row.mark, checked_row.problems[0].code) for checked_row in verify(account, lost).rows
    ] == [("!", "verify-unknown")]


def test_of_a_deletion_gone_is_as_sent(account):
    """A deleted record that is not there is =; runs that wrote nothing cannot be verified."""
    account.load("Nom société\nA\nB\n")
    path = account.folder / "gone.csv"
    path.write_text("Nom société\nA\n", encoding="utf-8")
    gone = delete_file(path, entity="client", settings=account.settings, dry_run=False)
    assert verify(account, gone.run_id).counts == {"=": 1, "*": 0, "-": 0, "!": 0}
    rehearsed = account.load("Nom société\nC\n", dry_run=True)
    with pytest.raises(ConfigError) as dry:
        verify(account, rehearsed.run_id)
    assert dry.value.code == "verify-kind"


@pytest.mark.parametrize("status", [403, 401])
def test_a_run_refused_while_it_was_matched_says_that_nothing_was_sent(account, status):
    """Its rows are neither as sent nor gone: they were not sent, and only the rejected one has an outcome."""
    account.faults({"match": {"path": "/companies/search$"}, "fault": "status", "status": status})
    with pytest.raises(ApiError):
        account.load("Nom société;E-mail\nA;a@x.example\nB;b@x.example\nC;c@@x\n")
    for _ in range(2):  # while every call is refused, and once none is any more
        report = verify(account)
        assert (dict(report.apart), sum(report.counts.values())) == ({"pending": 2, "rejected": 1}, 0)
        assert (report.exit_code, report.pending) == (1, 2)
        account.calm()
    assert resume_run("last", settings=account.settings).counts["created"] == 2
    assert verify(account).exit_code == 0


def test_a_run_stopped_in_the_middle_tells_what_was_sent(account):
    """What was answered is compared, what nobody answered for cannot be read, the rest was not sent yet."""
    account.faults(
        {"match": {"method": "POST", "path": "/batch$"}, "fault": "drop_after", "nth": [3]},
        {"match": {"method": "POST", "path": "/batch$"}, "fault": "status", "status": 403, "nth": [4]},
    )
    rows = "".join(f"S{i};s{i}@x.example\n" for i in range(12))
    with pytest.raises(ApiError):
        account.load(f"Nom société;E-mail\n{rows}", batch_size=2)
    account.calm()
    report = verify(account)
    counted = sum(report.counts.values()) + sum(report.apart.values())
    assert (counted, report.exit_code) == (12, 1)
    assert report.pending > 0
    assert report.counts["*"] == report.counts["-"] == 0


def test_a_row_without_an_id_is_compared_as_it_was_imported(account):
    """Zeros that a spreadsheet program drops from a reference are no difference, for they were not sent; another reference is, and so are the zeros of a row with its record's id."""
    account.load("Nom société;Référence\nA;00123\nB;00789\n")
    bare = account.load("Nom société;Référence\nA;123\nB;789\n")
    assert bare.counts["unchanged"] == 2
    assert verify(account, bare.run_id).counts == {"=": 2, "*": 0, "-": 0, "!": 0}
    ids = {company["name"]: company["id"] for company in account.companies()}
    written = account.load(f"ID Sellsy;Référence\n{ids['A']};123\n")
    assert written.counts["updated"] == 1
    account.api("PUT", f"/companies/{ids['A']}", {"reference": "00123"})
    account.api("PUT", f"/companies/{ids['B']}", {"reference": "790"})
    assert told(verify(account, written.run_id)) == {(2, "*"): {"Référence": ("123", "00123")}}
    assert told(verify(account, bare.run_id)) == {(3, "*"): {"Référence": ("789", "790")}}
