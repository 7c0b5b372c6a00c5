"""Exports of other products: who refused campaigns is subscribed to none, by whatever way the file comes in.

A refusal is heard with a ready mapping, with what `map` proposes, with a mapping of one's own, and with none.
"""

import csv
from pathlib import Path

import pytest
from calling import call

from etl import check_file
from etl.commands.data.mapping import propose_mapping
from etl.core.observer import SilentObserver
from etl.entities import ENTITIES
from etl.mapping import read_mappings
from etl.mapping.campaigns import stance_of
from etl.source.opening import open_source
from etl.source.options import ReadOptions

EXPORTS = Path(__file__).parent / "exports"
CHANNELS = {"sms", "phone", "email", "postal_mail", "custom"}
SUBSCRIPTIONS = "marketing_campaigns_subscriptions"
NO_MAIL = CHANNELS - {"email"}


def people(account):
    """Return the campaigns of every contact, by its last name."""
    contacts = account.api("POST", "/contacts/search?limit=100", {"filters": {}})["data"]
    return {contact["last_name"]: set(contact[SUBSCRIPTIONS]) for contact in contacts}


def load(account, text, *, entity="contact", **options):
    """Import a text whose rows all pass; its contacts are there before, subscribed to every campaign."""
    if entity == "contact":
        subscribe(account, text)
    result = account.load(text, entity=entity, **options)
    assert [problem for problem in result.problems if problem.severity == "error"] == []
    return result


def subscribe(account, text):
    """Create the contacts of a text that are not there yet: Sellsy subscribes to nothing those who come without a word."""
    there = people(account)
    for row in csv.DictReader(text.splitlines(), delimiter=";" if ";" in text else ","):
        name = row.get("Nom") or row["Last Name"]
        email = row.get("E-mail") or row.get("Email Address")
        if name not in there:
            account.api(
                "POST", "/contacts", {"last_name": name, "email": email, SUBSCRIPTIONS: sorted(CHANNELS)}
            )


def refused(path: Path, entity=None, mapping=None):
    """Return the headers of a file that say who refused, with the campaigns of each."""
    options = ReadOptions(mapping=read_mappings(mapping))
    source = open_source(path, entity=entity, options=options, observer=SilentObserver())
    assert not any(origin.attribute.startswith("marketing.") for origin in source.headers.origins)
    return {column.header: column.attributes for column in source.headers.refusing}


OPT_OUTS = [
    ("hubspot_contacts_en", "contact", "hubspot", "Unsubscribed from all email"),
    ("salesforce_Contact_dataexport", "contact", "salesforce", "HasOptedOutOfEmail"),
    ("salesforce_contacts_report_en", "contact", "salesforce", "Email Opt Out"),
    ("salesforce_Lead_dataexport", "prospect", "salesforce", "HasOptedOutOfEmail"),
    ("zoho_contacts_en", "contact", "zoho", "Email Opt Out"),
    ("zoho_leads_en", "prospect", "zoho", "Email Opt Out"),
    ("pipedrive_people_en", "contact", "pipedrive", "Person - Marketing status"),
    ("brevo_contacts_en", "contact", None, "OPT_IN"),
]


@pytest.mark.many
@pytest.mark.parametrize(("name", "entity", "product", "header"), OPT_OUTS)
def test_an_opt_out_of_a_product_is_a_refusal_in_every_way_in(name, entity, product, header, tmp_path):
    """The header takes people out of e-mail campaigns with a ready mapping, with `map`, and without either."""
    path = EXPORTS / f"{name}.csv"
    call(propose_mapping, path, output=tmp_path / "m.yaml", entity=entity)
    for way in ([product] if product else [], [tmp_path / "m.yaml"]):
        refusals = refused(path, entity, way)
        assert refusals[header][0] == "marketing.email", way
    if product and entity == "prospect":
        assert "contact.marketing.email" in refused(path, entity, [product])[header]


HEADERS = {
    "Unsubscribed from all email": "email",
    "Opted out of email: Offres partenaires": "email",
    "Désinscrit de tous les e-mails": "email",
    "HasOptedOutOfEmail": "email",
    "hs_email_optout": "email",
    "EmailOptOut": "email",
    "Email Opt-Out": "email",
    "Désinscrit campagnes e-mail": "email",
    "Désabonné de la newsletter": "email",
    "massmailingUnsubscribed": "email",
    "DoNotCall": "phone",
    "Ne pas appeler": "phone",
    "Inscrit Bloctel": "phone",
    "phoningUnsubscribed": "phone",
    "STOP SMS": "sms",
    "SMS_OPT_OUT": "sms",
    "massmailingUnsubscribedMail": "postal_mail",
    "Unsubscribe custom campaigns": "custom",
    "Ne pas contacter": "email sms phone postal_mail custom",
    "Do not contact": "email sms phone postal_mail custom",
    "Blacklist": "email sms phone postal_mail custom",
    "Refuse la prospection": "email sms phone postal_mail custom",
}


@pytest.mark.parametrize("header", HEADERS)
def test_a_refusal_takes_out_and_its_absence_says_nothing(account, header):
    """Yes leaves the campaigns that the header names, no leaves things as they are."""
    gone = HEADERS[header].split()
    head = f"Nom;E-mail;{header}\n"
    load(account, f"{head}Oui;a@example.com;Oui\nNon;b@example.com;Non\nVide;c@example.com;\n")
    kept = CHANNELS - set(gone)
    assert people(account) == {"Oui": kept, "Non": CHANNELS, "Vide": CHANNELS}
    back = f"{head}Oui;a@example.com;Non\nNon;b@example.com;VRAI\nVide;c@example.com;0\n"
    assert load(account, back).counts["updated"] == 1
    assert people(account) == {"Oui": kept, "Non": kept, "Vide": CHANNELS}


SAID = {
    "true": 0, "1": 0, "x": 0, "Opted out": 0, "Unsubscribed": 0, "Désinscrit": 0, "désabonnée": 0, "Do Not Allow": 0,
    "12/03/2024": 0, "2024-03-12 10:00:00": 0, "No consent": 0,
    "false": 1, "0": 1, "Non": 1, "": 1, "Opted in": 1, "Subscribed": 1, "Abonné": 1, "Allow": 1, "N/A": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "N'accepte pas les e-mails",
        "N'autorise pas l'e-mail",
        "N'est plus inscrit à la newsletter",
        "Does not accept email marketing",
        "E-mail refusé",
        "Emails marketing refusés",
        "E-mail interdit",
        "Pas d'e-mail",
        "Exclusion mailing",
        "Retiré de la newsletter",
        "Newsletter désactivée",
        "Résiliation newsletter",
    ],
)
def test_a_denied_agreement_is_a_refusal(account, header):
    """A yes under it takes out, a no says nothing: the other way round, those who refused were subscribed."""
    load(account, f"Nom,{header}\nA,Oui\nB,Non\n")
    assert people(account) == {"A": NO_MAIL, "B": CHANNELS}


@pytest.mark.parametrize(
    "header", ["Consentement retiré", "Consentement refusé", "Consent withdrawn", "Consent revoked"]
)
def test_a_consent_taken_back_is_a_refusal(account, header):
    """It is about every campaign."""
    load(account, f"Nom,{header}\nA,Oui\nB,Non\n")
    assert people(account) == {"A": set(), "B": CHANNELS}


@pytest.mark.parametrize("cell", SAID)
def test_the_words_of_products_are_read(account, cell):
    """Words, flags and days of leaving are refusals; words of agreement are not; nobody is subscribed by any."""
    load(account, f"Nom;E-mail;Email Opt Out\nA;a@example.com;{cell}\n")
    assert people(account) == {"A": CHANNELS if SAID[cell] else NO_MAIL}


@pytest.mark.parametrize("cell", ["peut-être", "2", "#REF!", "voir dossier"])
def test_what_does_not_tell_keeps_its_row_out(account, cell):
    """A cell that cannot be read is never taken for a subscription: the row is refused, and its header named."""
    result = account.load(f"Nom;E-mail;Email Opt Out\nA;a@example.com;{cell}\n", entity="contact")
    assert result.counts["rejected"] == 1
    assert [problem.column for problem in result.problems] == ["Email Opt Out"]
    assert people(account) == {}


def test_who_did_not_agree_is_not_subscribed(account):
    """Of a column of agreement only a no counts: Brevo's OPT_IN, a newsletter, Pipedrive's marketing status."""
    rows = "Nom;E-mail;{}\nOui;a@example.com;{}\nNon;b@example.com;{}\n"
    for header, yes, no in (
        ("OPT_IN", "Yes", "No"),
        ("Newsletter", "1", "0"),
        ("Person - Marketing status", "Subscribed", "Unsubscribed"),
        ("Marketing status", "Subscribed", "No consent"),
    ):
        load(account, rows.format(header, yes, no))
        assert people(account) == {"Oui": CHANNELS, "Non": NO_MAIL}
        load(account, "Nom;E-mail;Campagnes e-mail\nNon;b@example.com;Oui\n")


def test_agreement_subscribes_nobody_who_left_since(account):
    """An old agreement, or a refusal that is not there, does not undo what Sellsy holds."""
    load(account, "Nom;E-mail;Campagnes e-mail\nA;a@example.com;Non\n")
    for header, cell in (("OPT_IN", "Yes"), ("Email Opt Out", "false"), ("Newsletter", "Oui")):
        load(account, f"Nom;E-mail;{header}\nA;a@example.com;{cell}\n")
        assert people(account) == {"A": NO_MAIL}, header


def test_when_and_why_somebody_left_is_a_refusal(account):
    """Mailchimp's list of those who left has a time and a reason: whatever stands there is a refusal."""
    text = "Last Name,Email Address,UNSUB_TIME,UNSUB_REASON\nA,a@example.com,2026-03-02 10:15:00,\nB,b@example.com,,\nC,c@example.com,,trop\n"
    load(account, text)
    assert people(account) == {"A": NO_MAIL, "B": CHANNELS, "C": NO_MAIL}


def test_a_refusal_is_stronger_than_another_column(account):
    """Where one column says yes to campaigns and another that somebody refused, the refusal stands; several add up."""
    head = "Nom;E-mail;Campagnes e-mail;Unsubscribed from all email;Opted out of email: Offres;Do Not Call\n"
    load(account, f"{head}A;a@example.com;Oui;false;true;\nB;b@example.com;Oui;false;false;1\n")
    assert people(account) == {"A": NO_MAIL, "B": CHANNELS - {"phone"}}


@pytest.mark.parametrize(
    "mapping",
    [
        {"Email Opt Out": "Campagnes e-mail"},
        {"Email Opt Out": "marketing.email"},
        {"columns": {"Email Opt Out": {"column": "Campagnes e-mail"}}},
        {"joins": {"marketing.email": {"from": ["Email Opt Out", "Autre"], "first": True}}, "optional": True},
        {"ignore": ["Email Opt Out"]},
        {"Email Opt Out": "Note"},
        {
            "columns": {
                "Email Opt Out": {"column": "marketing.email", "values": {"true": "Non", "false": "Oui"}}
            }
        },
    ],
)
def test_no_mapping_makes_a_yes_of_a_no(account, mapping):
    """Mapped to the column of who is subscribed, to another one, or told to be ignored, a refusal stays one."""
    load(account, "Nom;E-mail;Email Opt Out\nA;a@example.com;true\nB;b@example.com;false\n", mapping=mapping)
    assert people(account) == {"A": NO_MAIL, "B": CHANNELS}


def test_a_mapping_may_say_what_cells_mean(account):
    """Words of an account's own are given their meaning by `values`, as in the column of who is subscribed."""
    rule = {"column": "Campagnes e-mail", "values": {"parti": "Non", "là": ""}}
    mapping = {"columns": {"Email Opt Out": rule}}
    load(account, "Nom;E-mail;Email Opt Out\nA;a@example.com;parti\nB;b@example.com;là\n", mapping=mapping)
    assert people(account) == {"A": NO_MAIL, "B": CHANNELS}


@pytest.mark.parametrize("entity", ["client", "prospect"])
def test_the_refusal_of_a_row_counts_for_its_company_and_its_person(account, entity):
    """A lead's opt-out is of the person: neither the company nor the contact is written to; the next row is."""
    text = (
        "Nom société;Nom contact;E-mail contact;Email Opt Out\n"
        "Alpha;Martin;a@example.com;true\nBêta;Petit;b@example.com;false\nGamma;;;true\n"
    )
    load(account, text, entity=entity)
    assert people(account) == {"Martin": set(), "Petit": set()}
    companies = {company["name"]: set(company[SUBSCRIPTIONS]) for company in account.companies()}
    assert companies == {"Alpha": NO_MAIL, "Bêta": CHANNELS, "Gamma": NO_MAIL}


def test_a_person_created_with_a_company_that_refuses_is_not_subscribed(account):
    """Our own column says no for the row: the person created with it is not subscribed; one that is there stays."""
    load(account, "Nom;E-mail\nMartin;a@example.com\n")
    text = "Nom société;Nom contact;E-mail contact;Campagnes e-mail\nAlpha;Martin;a@example.com;Non\nAlpha;Neuf;n@example.com;Non\n"
    load(account, text, entity="client")
    assert people(account) == {"Martin": CHANNELS, "Neuf": set()}


def test_a_new_contact_is_subscribed_only_to_what_its_row_says(account):
    """Sellsy subscribes a new contact to nothing: refusing one campaign must not subscribe it to the four others."""
    text = "Nom;E-mail;Campagnes SMS;Campagnes e-mail\nA;a@example.com;Non;\nB;b@example.com;Non;Oui\nC;c@example.com;;\n"
    result = account.load(text, entity="contact")
    assert result.counts["created"] == 3
    assert people(account) == {"A": set(), "B": {"email"}, "C": set()}
    assert account.load(text, entity="contact").counts["unchanged"] == 3


def test_the_dry_run_and_the_run_agree(account):
    """What a dry run counts is what the run does, refusals included."""
    text = "Nom;E-mail;Email Opt Out\nA;a@example.com;true\nB;b@example.com;peut-être\n"
    dry = account.load(text, entity="contact", dry_run=True)
    ran = account.load(text, entity="contact")
    assert dict(dry.counts) == dict(ran.counts)


@pytest.mark.parametrize(
    "header",
    [
        "Opposition RGPD",
        "No bulk call",
        "E-mail à ne pas utiliser",
        "Hors mailing",
        "Email disabled",
        "Mail : stop",
    ],
)
def test_a_denial_that_is_mapped_to_who_is_subscribed_is_a_refusal(account, header):
    """Under a column of who is subscribed a header with a word of denial never subscribes; a no in it says nothing."""
    text = f"Nom;E-mail;{header}\nA;a@example.com;Oui\nB;b@example.com;Non\n"
    load(account, text, mapping={header: "Campagnes e-mail"})
    assert "email" not in people(account)["A"]
    assert people(account)["B"] == CHANNELS


@pytest.mark.parametrize("header", ["Newsletter (oui/non)", "Reçoit les e-mails", "Lettre d'information"])
def test_a_header_that_denies_nothing_is_read_as_mapped(account, header):
    """A header that names both answers, or neither, is the column that somebody mapped it to."""
    text = f"Nom;E-mail;{header}\nA;a@example.com;Oui\nB;b@example.com;Non\n"
    load(account, text, mapping={header: "Campagnes e-mail"})
    assert people(account) == {"A": CHANNELS, "B": NO_MAIL}


UNTOUCHED = [
    "Fax Opt Out", "HasOptedOutOfFax", "Mailing Street", "Marketing contact status", "OPTIN_TIME", "OPTIN_IP",
    "Nombre de désinscriptions", "Unsubscribe link", "N° contact", "No SMS", "Motif de refus", "Ne pas facturer",
    "Ne pas relancer", "Abonnement", "Inscription RCS", "Exclu TVA", "N° d'inscription", "HasOptedOutTracking",
    "Contact Owner", "Pas de porte", "Refus commercial", "Consentement cookies", "cf:newsletter", "Options",
]  # fmt: skip


@pytest.mark.parametrize("header", UNTOUCHED)
def test_headers_of_another_matter_refuse_nothing(header, tmp_path):
    """A way that Sellsy has no campaign for, a count, a link, an invoice, a phone number: no refusal is heard."""
    path = tmp_path / "a.csv"
    path.write_text(f"Nom;E-mail;{header}\nA;a@example.com;x\n", encoding="utf-8")
    assert refused(path, "contact") == {}


def test_our_own_columns_mean_what_they_meant(account):
    """The columns of who is subscribed, Sellsy's among them, are read as ever, and an opportunity has no campaign."""
    head = "Nom;E-mail;Campagnes e-mail;INSCRIT CAMPAGNES SMS\n"
    load(account, f"{head}A;a@example.com;Oui;Non\nB;b@example.com;Non;Oui\n")
    assert people(account) == {
        "A": CHANNELS - {"sms"},
        "B": NO_MAIL,
    }


def test_what_is_heard_is_said(tmp_path):
    """A note names each such column and what it becomes."""
    path = tmp_path / "a.csv"
    path.write_text("Nom;E-mail;Email Opt Out;OPT_IN;UNSUB_TIME\nA;a@example.com;1;;\n", encoding="utf-8")
    heard = []

    class Heard(SilentObserver):
        def note(self, code, **params):
            heard.append((code, params.get("header")))

    check_file(path, entity="contact", report=tmp_path / "r.csv", observer=Heard())
    assert [note for note in heard if note[0].startswith("note-refusing")] == [
        ("note-refusing-refusal", "Email Opt Out"),
        ("note-refusing-consent", "OPT_IN"),
        ("note-refusing-trace", "UNSUB_TIME"),
    ]


@pytest.mark.parametrize(
    ("name", "mapping", "entity"),
    [
        ("hubspot_contacts_en", "hubspot", "contact"),
        ("salesforce_contacts_report_en", "salesforce", "contact"),
        ("zoho_contacts_en", "zoho", "contact"),
        ("brevo_contacts_en", None, "contact"),
        ("pipedrive_people_en", "pipedrive", "contact"),
    ],
)
def test_no_file_of_a_product_subscribes_who_refused(account, name, mapping, entity):
    """Imported as they are, the files leave nobody subscribed whose row says no."""
    path = account.folder / f"{name}.csv"
    path.write_bytes((EXPORTS / f"{name}.csv").read_bytes())
    account.load(path, entity=entity, mapping=mapping)
    contacts = people(account)
    out = {"hubspot_contacts_en": "Rousseau", "salesforce_contacts_report_en": None}.get(name, "Dufour")
    assert out is None or "email" not in contacts.get(out, []), contacts


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_no_name_of_our_columns_reads_as_a_refusal(entity):
    """What we call our columns says who is subscribed, or nothing of campaigns: an export is read back as it is."""
    stances = {name: stance_of(name) for name in entity.header_index()}
    assert [name for name, stance in stances.items() if stance is not None and stance.refuses] == []
