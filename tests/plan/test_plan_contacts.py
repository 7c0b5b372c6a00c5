"""Contacts: their own file, and their links to companies and individuals."""

import pytest


@pytest.fixture
def linked(account):
    """An account with a company and an individual to link to."""
    account.load("Nom société;SIRET;Email;Référence\nAlpha;73282932000074;contact@alpha.example;REF-1\n")
    account.load("Type de client;Nom;Prénom;Email\nparticulier;Perrin;Zoé;zoe@perrin.example\n")
    return account


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("SIRET société", "73282932000074"),
        ("E-mail société", "contact@alpha.example"),
        ("Référence société", "REF-1"),
        ("Nom société", "Alpha"),
    ],
)
def test_a_contact_is_linked_to_its_company_by_any_key(linked, header, value):
    """A contact's row names its company by SIRET, e-mail, reference or name; the same file again changes nothing."""
    text = f"Nom;Prénom;E-mail;{header};Contact principal\nLefèvre;Hélène;helene@alpha.example;{value};oui\n"
    assert linked.load(text, entity="contact").counts["created"] == 1
    company = linked.company()
    (contact,) = linked.api("GET", f"/companies/{company['id']}/contacts")["data"]
    assert (contact["last_name"], company["main_contact_id"]) == ("Lefèvre", contact["id"])
    writes = linked.writes()
    assert linked.load(text, entity="contact").counts["unchanged"] == 1
    assert linked.writes() == writes


def test_a_contact_is_linked_to_its_company_by_id(linked):
    """A contact's row may carry the company's Sellsy id."""
    known = linked.company()["id"]
    linked.load(f"Nom;ID société\nLefèvre;{known}\n", entity="contact")
    assert len(linked.api("GET", f"/companies/{known}/contacts")["data"]) == 1


def test_a_contact_is_linked_to_an_individual(linked):
    """The link to an individual, which v2 lost, is made through v1 and found again."""
    text = "Nom;E-mail;E-mail particulier\nGarnier;g@x.example;zoe@perrin.example\n"
    assert linked.load(text, entity="contact").counts["created"] == 1
    (person,) = linked.api("POST", "/individuals/search", {"filters": {}})["data"]
    (contact,) = linked.api("GET", f"/individuals/{person['id']}/contacts")["data"]
    assert contact["last_name"] == "Garnier"
    assert linked.load(text, entity="contact").counts["unchanged"] == 1


def test_a_contact_of_an_unknown_company_is_refused(linked):
    """A company that is not there rejects the contact instead of leaving an orphan."""
    result = linked.load("Nom;Nom société\nLefèvre;Inconnue SA\n", entity="contact")
    (problem,) = result.problems
    assert (problem.code, problem.column, problem.value) == ("link-unknown", "Nom société", "Inconnue SA")


def test_a_contact_keeps_all_its_fields(demo):
    """Every field of a contact arrives as it was written."""
    head = "Civilité;Prénom;Nom;Fonction;E-mail;Téléphone;Mobile;Date de naissance;LinkedIn;Note;Campagnes e-mail;Campagnes SMS;Synchronisation Mailjet"
    row = "Mme;Hélène;Lefèvre;Directrice;helene@x.example;0199001234;0639981234;14/07/1980;https://linkedin.com/in/x;Bonjour;oui;non;non"
    demo.load(f"{head}\n{row}\n", entity="contact")
    contacts = demo.api("POST", "/contacts/search", {"filters": {"email": "helene@x.example"}})["data"]
    (contact,) = contacts
    assert (contact["civility"], contact["first_name"], contact["position"]) == (
        "mrs",
        "Hélène",
        "Directrice",
    )
    assert contact["birth_date"].startswith("1980-07-14")
    assert contact["social"]["linkedin"] == "https://linkedin.com/in/x"
    assert contact["marketing_campaigns_subscriptions"] == ["email"]
    assert contact["sync"] == {"mailchimp": True, "mailjet": False, "simplemail": True}


def test_a_person_known_by_email_is_linked_and_not_doubled(linked):
    """A contact person that the account already has, unlinked, is linked instead of created again."""
    linked.load("Nom;Prénom;E-mail\nLefèvre;Hélène;helene@alpha.example\n", entity="contact")
    linked.load(
        "Nom société;NOM CONTACT;PRENOM CONTACT;EMAIL CONTACT\nAlpha;Lefèvre;Hélène;helene@alpha.example\n"
    )
    assert linked.api("GET", "/contacts?limit=100")["pagination"]["total"] == 1
    assert len(linked.api("GET", f"/companies/{linked.company()['id']}/contacts")["data"]) == 1


def test_two_people_of_one_name_are_never_guessed(linked):
    """A contact person whose name two contacts bear is refused, naming them."""
    company = linked.company()["id"]
    for _ in "ab":
        person = linked.api("POST", "/contacts", {"last_name": "Noël", "first_name": "Luc"})["id"]
        linked.api("POST", f"/companies/{company}/contacts/{person}", {"roles": []})
    result = linked.load("Nom société;NOM CONTACT;PRENOM CONTACT\nAlpha;Noël;Luc\n")
    assert [problem.code for problem in result.problems] == ["match-several"]


def test_a_person_of_an_individual_is_linked_through_v1(account):
    """The contact person of an individual's row is created and linked."""
    text = "Type de client;Nom;Email;NOM CONTACT\nparticulier;Perrin;p@x.example;Garnier\n"
    account.load(text)
    (person,) = account.api("POST", "/individuals/search", {"filters": {}})["data"]
    assert len(account.api("GET", f"/individuals/{person['id']}/contacts")["data"]) == 1
    assert account.load(text).counts["unchanged"] == 1


def test_roles_are_added_to_a_contact_already_linked(linked):
    """A role that a later file gives is added to those the contact has."""
    linked.load("Nom;Nom société;Contact principal\nLefèvre;Alpha;oui\n", entity="contact")
    linked.load("Nom;Nom société;Contact de facturation\nLefèvre;Alpha;oui\n", entity="contact")
    company = linked.company()
    assert company["main_contact_id"] == company["invoicing_contact_id"] is not None


@pytest.mark.slow
def test_more_than_a_page_around_one_record(account):
    """120 contacts, 30 addresses and 30 tags of one company are all known to the next import: nothing is doubled."""
    tags = ", ".join(f"T{n:02}" for n in range(30))
    text = "Nom société;Smart tags;NOM CONTACT\n" + "".join(f'Alpha;"{tags}";N{n:03}\n' for n in range(120))
    account.load(text)
    company = account.company()["id"]
    home = {"address_line_1": "1 rue Haute", "postal_code": "29200", "city": "Brest", "country_code": "FR"}
    for n in range(30):
        account.api("POST", f"/companies/{company}/addresses", {"name": f"Site {n}", **home})
    writes = account.writes()
    assert account.load(text).counts["unchanged"] == 120
    moved = "Nom société;Nom de l'adresse;Adresse;Code postal;Ville;Smart tags\nAlpha;Site 28;1 rue Haute;29200;Brest;T29\n"
    account.load(moved)
    assert account.api("GET", f"/companies/{company}/addresses?limit=100")["pagination"]["total"] == 30
    assert account.api("GET", f"/companies/{company}/smart-tags?limit=100")["pagination"]["total"] == 30
    assert account.writes() - writes <= 2  # the address takes its two roles, and the company points to it
    assert account.api("GET", f"/companies/{company}/contacts")["pagination"]["total"] == 120


@pytest.mark.slow
def test_more_than_a_page_of_contacts_of_an_individual(account):
    """A contact beyond the first hundred of an individual is known to be linked."""
    people = "".join(f"particulier;Perrin;N{n:03}\n" for n in range(105))
    account.load(f"Type de client;Nom;NOM CONTACT\n{people}")
    writes = account.writes()
    text = "Nom;Nom particulier\nN104;Perrin\n"
    assert account.load(text, entity="contact").counts["unchanged"] == 1
    assert account.writes() == writes
