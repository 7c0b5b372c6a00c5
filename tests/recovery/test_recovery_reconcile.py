"""What lost writes became: told apart from others' writes, duplicates and records not visible yet, or left alone."""

import time

import pytest

from etl import resume_run
from etl.core.errors import ApiError
from etl.recovery.fingerprint import Fingerprint
from etl.recovery.identify import Fate, Sought, identify

pytestmark = pytest.mark.databases(slow=True)

FULL = (
    "Nom société;Email;Adresse;Code postal;Ville;Pays;Smart tags;Nom contact;Prénom contact;Email contact\n"
)
BATCH = {"method": "POST", "path": "/batch$"}
LOST = {"match": BATCH, "fault": "drop_after"}


def resume(account, settle_s=0.5):
    return resume_run("last", settings=account.settings, settle_s=settle_s)


def of(account, path):
    return account.api("GET", f"{path}?limit=100")["data"]


def test_a_row_that_is_not_sure_is_left_alone_whole(account):
    """Where several records may be the row's, nothing of it is sent; once one is left, it gets all it lacks."""
    account.faults({**LOST, "fault": "short_batch", "keep": 0, "nth": [1]})
    first = account.load(FULL + "Jumeau;;1 rue A;29200;Brest;FR;VIP;Le Goff;Anne;\n")
    account.calm()
    assert first.counts["unknown"] == 1
    twin = account.api("POST", "/companies", {"type": "client", "name": "Jumeau"})
    before = account.writes()
    unsure = resume(account)
    (problem,) = [p for p in unsure.problems if p.code == "reconcile-several"]
    ours = next(company for company in account.companies(name="Jumeau") if company["id"] != twin["id"])
    assert problem.params["records"] == [f"/companies/{i} (Jumeau)" for i in sorted((ours["id"], twin["id"]))]
    assert (unsure.counts["unknown"], account.writes()) == (1, before)
    account.api("DELETE", f"/companies/{twin['id']}")
    assert resume(account).counts["created"] == 1
    assert len(of(account, f"/companies/{ours['id']}/addresses")) == 1
    assert [contact["last_name"] for contact in of(account, f"/companies/{ours['id']}/contacts")] == [
        "Le Goff"
    ]


def test_rows_of_a_company_wait_for_it_and_follow_it(account):
    """What hangs on a company whose creation is lost is not sent before that is known, whatever batch it is in."""
    people = "".join(f"Grande;;;;;;;Nom{i};Luc;n{i}@x.example\n" for i in range(6))
    account.faults({**LOST, "nth": [1]})
    first = account.load(FULL + people, batch_size=4)
    account.calm()
    assert (first.counts["unknown"], first.counts["failed"]) == (6, 0)
    twin = account.api("POST", "/companies", {"type": "client", "name": "Grande"})
    result = resume(account)
    assert {p.code for p in result.problems} == {"reconcile-several", "reconcile-waits"}
    account.api("DELETE", f"/companies/{twin['id']}")
    done = resume(account)
    assert (done.counts["unknown"], done.counts["failed"]) == (0, 0), done.problems
    (company,) = account.companies(name="Grande")
    assert sorted(
        contact["last_name"] for contact in of(account, f"/companies/{company['id']}/contacts")
    ) == [f"Nom{i}" for i in range(6)]


@pytest.mark.parametrize("fault", ["drop_after", "short_batch"])
def test_two_equal_contacts_of_two_companies_end_as_two(account, fault):
    """Duplicates of one run are told apart by the company they are linked to, or by the order of their batch."""
    text = FULL + "A;;;;;;;Martin;Jean;\nB;;;;;;;Martin;Jean;\n"
    account.faults({**LOST, "fault": fault, "keep": 1, "nth": [1, 2]})
    assert account.load(text).counts["unknown"] == 2
    account.calm()
    done = resume(account)
    assert done.counts["created"] == 2, done.problems
    linked = {
        company["name"]: of(account, f"/companies/{company['id']}/contacts")
        for company in account.companies()
    }
    assert {name: len(people) for name, people in linked.items()} == {"A": 1, "B": 1}
    assert linked["A"][0]["id"] != linked["B"][0]["id"]
    assert len(account.api("POST", "/contacts/search", {"filters": {}})["data"]) == 2


@pytest.mark.parametrize(
    "rules",
    [
        [
            {"match": BATCH, "fault": "status", "status": 501, "times": 1},
            {"match": {"method": "POST", "path": "/companies$"}, "fault": "drop_after", "nth": [1, 3]},
        ],
        [
            {
                "match": {"method": "POST", "path": "/companies$", "in": "pair"},
                "fault": "status",
                "status": 500,
            }
        ],
        [{"match": BATCH, "fault": "status", "status": 303, "after": True}],
    ],
    ids=["501, then single calls", "in a batch", "a redirect once it was done"],
)
def test_what_hangs_on_a_lost_creation_is_written_once_it_is_found(account, rules):
    """Address, tags and contact wait for a company whose answer was lost, however it travelled, and are all written."""
    text = FULL + "".join(f"S{i};;{i} rue A;29200;Brest;FR;VIP;Nom{i};Luc;n{i}@x.example\n" for i in range(4))
    account.faults(*rules)
    first = account.load(text)
    account.calm()
    assert first.counts["unknown"] >= 2
    assert first.counts["failed"] == 0, first.problems
    done = resume(account)
    assert (done.counts["created"], done.counts["unknown"], done.counts["failed"]) == (4, 0, 0), done.problems
    companies = account.companies()
    assert len(companies) == 4
    for company in companies:
        path = f"/companies/{company['id']}"
        listed = [of(account, f"{path}/{part}") for part in ("addresses", "contacts", "smart-tags")]
        assert [len(values) for values in listed] == [1, 1, 1]


def test_namesakes_that_were_there_before_are_not_taken_for_ours(start):
    """A namesake older than the run is somebody else; what the run made is its own, however wrong the clock."""
    late = [100_000]
    account = start(clock=lambda: time.time() - late[0])
    account.api("POST", "/contacts", {"last_name": "Martin", "first_name": "Jean"})
    late[0] = 900
    account.faults({**LOST, "nth": [1]})
    assert account.load(FULL + "A;;;;;;;Martin;Jean;\n").counts["unknown"] == 1
    account.calm()
    done = resume(account)
    assert done.counts["created"] == 1, done.problems
    assert len(account.api("POST", "/contacts/search", {"filters": {}})["data"]) == 2
    (company,) = account.companies()
    assert [contact["id"] for contact in of(account, f"/companies/{company['id']}/contacts")] != []


def test_people_without_any_key_are_looked_for_by_their_time(account):
    """An individual that no filter of Sellsy finds is looked for among those created since."""
    text = "Type de client;Nom;Prénom;Note\nParticulier;Seul;Jean;x\nParticulier;Seul;Luc;\n"
    account.faults({**LOST, "nth": [1]})
    assert account.load(text).counts["unknown"] == 2
    account.calm()
    assert resume(account).counts["created"] == 2
    people = account.api("POST", "/individuals/search", {"filters": {}})["data"]
    assert sorted(person["first_name"] for person in people) == ["Jean", "Luc"]


def test_equal_ids_of_two_resources_are_not_confused(account):
    """A contact may have the id of a company of the same run."""
    for number in range(3):
        account.api("POST", "/contacts", {"last_name": f"Avant{number}"})
    text = FULL + "".join(f"S{i};;;;;;;Nom{i};Luc;n{i}@x.example\n" for i in range(8))
    account.faults({**LOST, "nth": [2, 4, 6]})
    account.load(text, batch_size=3)
    account.calm()
    done = resume(account)
    assert (done.counts["created"], done.counts["unknown"]) == (8, 0), done.problems
    assert len(account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]) == 11


def test_a_source_that_was_made_is_not_made_again(demo):
    """A source whose answer was lost is found by its name; what waits for it is sent after it."""
    text = (
        "Nom de l'opportunité;Nom client;Étape;Source\n"
        "Une;Menuiserie Kervadec;Signature;Foire\nDeux;Transports Lemoine;Signature;Foire\n"
    )
    demo.faults({"match": {"path": "/0/?$"}, "fault": "drop_after", "nth": [1]})
    first = demo.load(text, entity="opportunity", create_missing=("sources",))
    demo.calm()
    assert (first.counts["unknown"], first.counts["failed"]) == (2, 0)
    done = resume(demo)
    assert done.counts["created"] == 2, done.problems
    names = [source["name"] for source in demo.api("GET", "/opportunities/sources?limit=100")["data"]]
    assert names.count("Foire") == 1


def test_a_row_that_v1_wrote_whole_before_the_run_stopped_is_settled(demo):
    """Stopped between two calls to v1, a run keeps what was answered; resumed, every row has an outcome."""
    text = "Titre;Label;Début;Fin;Nom client;Alertes;Description\n" + "".join(
        f"E{i};Réunion;12/01/2027 {9 + i:02d}:00;12/01/2027 {10 + i:02d}:00;Menuiserie Kervadec;1 heure avant;d\n"
        for i in range(3)
    )
    demo.faults({"match": {"path": "/0/?$"}, "fault": "status", "status": 403, "nth": [2]})
    with pytest.raises(ApiError):
        demo.load(text, entity="event")
    demo.calm()
    assert resume(demo).counts["created"] == 3


def test_a_search_that_shows_one_of_two_is_waited_for():
    """One record for two equal creations settles one; the other is to be looked for again."""
    two = [Sought(name, Fingerprint("/comments", {"description": "x"})) for name in "ab"]
    comment, other = {"id": 1, "description": "x"}, {"id": 2, "description": "x"}
    fates = identify(two, {"a": [comment], "b": [comment]})
    assert [fates[name].fate for name in "ab"] == [Fate.DONE, Fate.AGAIN]
    fates = identify(two, {name: [comment, other] for name in "ab"})
    assert [fates[name].answer_id for name in "ab"] == [1, 2]
    third = {"id": 3, "description": "x"}
    fates = identify(two, {name: [comment, other, third] for name in "ab"})
    assert {fates[name].fate for name in "ab"} == {Fate.UNSURE}


def test_duplicates_that_differ_by_their_dependents_are_not_guessed():
    """Equal contacts with other tags, of two batches: which is which cannot be told when none is linked yet."""
    trace = Fingerprint("/contacts", {"last_name": "Martin"})
    people = [{"id": 1, "last_name": "Martin"}, {"id": 2, "last_name": "Martin"}]
    two = [Sought("a", trace, dependents="VIP"), Sought("b", trace, dependents="Salon")]
    batch = identify(two, dict.fromkeys("ab", people))
    assert [batch[name].answer_id for name in "ab"] == [1, 2]
    half = identify(two, dict.fromkeys("ab", people[:1]))
    assert {half[name].fate for name in "ab"} == {Fate.UNSURE}
    linked = [Sought("a", trace, dependents="VIP", linked=frozenset({2})), two[1]]
    verdicts = identify(linked, dict.fromkeys("ab", people))
    assert [verdicts[name].answer_id for name in "ab"] == [2, 1]


def test_a_record_that_sellsy_wrote_otherwise_is_known_by_its_key():
    """An e-mail that fits is enough when the rest was changed on the way; a name alone is not, for a person."""
    by_mail = Sought(
        "a", Fingerprint("/contacts", {"last_name": "M", "email": "m@x.example", "phone_number": "1"})
    )
    (verdict,) = identify(
        [by_mail], {"a": [{"id": 1, "last_name": "M", "email": "m@x.example", "phone_number": "+33 1"}]}
    ).values()
    assert (verdict.fate, verdict.answer_id) == (Fate.DONE, 1)
    by_name = Sought("a", Fingerprint("/contacts", {"last_name": "M", "phone_number": "1"}))
    (verdict,) = identify([by_name], {"a": [{"id": 1, "last_name": "M", "phone_number": "+33 1"}]}).values()
    assert verdict.fate is Fate.UNSURE
