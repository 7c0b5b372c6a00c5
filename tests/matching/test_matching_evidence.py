"""Which record a row is: one table of rows, of the records there are, and of what is right."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from etl.core.record import Record
from etl.matching.choosing import named_here
from etl.matching.document_keys import written_by

SIRET, OTHER_SIRET, MOVED_SIRET = "73282932000074", "55201350000042", "73282932000082"
SIREN, OTHER_SIREN = "732829320", "552013500"


@dataclass(frozen=True)
class Case:
    """A row and the records of its account: `want` is created, refused with a code, or the label of a record."""

    row: dict[str, str]
    records: dict[str, dict[str, Any]]
    want: str
    entity: str = "client"
    options: dict[str, Any] = field(default_factory=dict)
    warning: str = ""


def company(name="Alpha", *, code=None, contacts=(), **fields):
    """Return a company; `code` is its postal code."""
    return {
        "path": "/companies",
        "body": {"type": "client", "name": name, **fields},
        "code": code,
        "people": contacts,
    }


def person(last="Martin", first="Jean", *, code=None, **fields):
    """Return an individual."""
    body = {"type": "client", "last_name": last, "first_name": first, **fields}
    return {"path": "/individuals", "body": body, "code": code, "people": ()}


def contact(last="Martin", first="Jean", *, code=None, **fields):
    """Return a contact that is linked to nothing."""
    body = {"last_name": last, "first_name": first, **fields}
    return {"path": "/contacts", "body": body, "code": code, "people": ()}


def legal(**fields):
    """Return the numbers of a company."""
    return {"legal_france": fields}


MAIL, NEW = "old@alpha.fr", "new@beta.fr"
ALPHA = {"Nom société": "Alpha"}
MARTIN = {"Type de client": "particulier", "Nom": "Martin", "Prénom": "Jean"}
PLACE = {"Adresse": "1 rue Haute", "Ville": "Lyon", "Code postal": "69001"}
ONE_MORE = {"a": company(email=MAIL), "b": company("Bêta", email="b@beta.fr")}

TABLE = {
    # a strong key decides
    "a SIRET that fits one record decides, and its name changes": Case(
        {"Nom société": "Renommée", "SIRET": SIRET}, {"a": company(**legal(siret=SIRET))}, "a"
    ),
    "a reference that fits one record decides, and its name changes": Case(
        {"Nom société": "Renommée", "Référence": "R1"}, {"a": company(reference="R1")}, "a"
    ),
    "a SIREN under the same name decides": Case(
        {**ALPHA, "SIREN": SIREN}, {"a": company(**legal(siren=SIREN))}, "a"
    ),
    "a SIREN alone under another name is doubtful": Case(
        {"Nom société": "Bêta", "SIREN": SIREN}, {"a": company(**legal(siren=SIREN))}, "match-doubtful"
    ),
    "the SIRET of one record with the reference of another is refused": Case(
        {**ALPHA, "SIRET": SIRET, "Référence": "R2"},
        {"a": company(**legal(siret=SIRET)), "b": company("Bêta", reference="R2")},
        "match-contradicts",
    ),
    "the id of one record with the SIRET of another is refused": Case(
        {"ID Sellsy": "{a}", **ALPHA, "SIRET": SIRET},
        {"a": company(), "b": company("Bêta", **legal(siret=SIRET))},
        "match-contradicts",
    ),
    "a SIRET that two records have, one of them of the row's id, is no contradiction": Case(
        {"ID Sellsy": "{a}", **ALPHA, "SIRET": SIRET},
        {"a": company(**legal(siret=SIRET)), "b": company("Bêta", **legal(siret=SIRET))},
        "a",
    ),
    "of two records of a SIREN the one of the row's name is it": Case(
        {**ALPHA, "SIREN": SIREN},
        {"a": company(**legal(siret=SIRET)), "b": company("Bêta", **legal(siret=MOVED_SIRET))},
        "a",
    ),
    "a record of the name with another SIRET is another": Case(
        {**ALPHA, "SIRET": SIRET}, {"a": company(**legal(siret=OTHER_SIRET))}, "created"
    ),
    "a record of the name with another reference is another": Case(
        {**ALPHA, "Référence": "R2"}, {"a": company(reference="R1")}, "created"
    ),
    "a record of the name with another SIREN is another": Case(
        {**ALPHA, "SIRET": SIRET}, {"a": company(**legal(siren=OTHER_SIREN))}, "created"
    ),
    "a reference whose record has another company's SIRET is doubtful": Case(
        {**ALPHA, "SIRET": SIRET, "Référence": "R1"},
        {"a": company(reference="R1", **legal(siret=OTHER_SIRET))},
        "match-doubtful",
    ),
    "a reference whose establishment has moved decides": Case(
        {**ALPHA, "SIRET": MOVED_SIRET, "Référence": "R1"},
        {"a": company(reference="R1", **legal(siret=SIRET))},
        "a",
    ),
    "a SIREN alone under the name of another record is refused": Case(
        {"Nom société": "Bêta", "SIREN": SIREN},
        {"a": company(**legal(siren=SIREN)), "b": company("Bêta")},
        "match-contradicts",
    ),
    # a name, without an e-mail
    "a name without an e-mail is the record": Case(ALPHA, {"a": company(email=MAIL)}, "a"),
    "case, accents, apostrophes and spaces of a name do not count": Case(
        {"Nom société": "  ETUDE  de l’Ain "}, {"a": company("Étude de l'Ain")}, "a"
    ),
    "another name is another record": Case({"Nom société": "Alphabet"}, {"a": company()}, "created"),
    "a name in another town is doubtful": Case(
        {**ALPHA, **PLACE}, {"a": company(code="75001", email=MAIL)}, "match-doubtful"
    ),
    "a name in the same town is the record": Case({**ALPHA, **PLACE}, {"a": company(code="69001")}, "a"),
    "an address other than the record's first two counts": Case(
        {**ALPHA, **PLACE}, {"a": company(code=["75001", "13001", "69001"])}, "a"
    ),
    "the same phone beats another town": Case(
        {**ALPHA, **PLACE, "Téléphone": "01 99 00 12 34"},
        {"a": company(code="75001", phone_number="+33199001234")},
        "a",
    ),
    "a record without an address is the record": Case({**ALPHA, **PLACE}, {"a": company()}, "a"),
    # a name with an e-mail
    "the name and the e-mail of a record are it": Case({**ALPHA, "E-mail": "OLD@alpha.fr"}, ONE_MORE, "a"),
    "a record without an e-mail gets one": Case({**ALPHA, "E-mail": NEW}, {"a": company()}, "a"),
    "a new e-mail and nothing else is doubtful": Case(
        {**ALPHA, "E-mail": NEW}, {"a": company(email=MAIL)}, "match-doubtful"
    ),
    "a new e-mail and the same phone, written otherwise, is the record": Case(
        {**ALPHA, "E-mail": NEW, "Téléphone": "+33 1 99 00 12 34"},
        {"a": company(email=MAIL, phone_number="01.99.00.12.34")},
        "a",
    ),
    "a mobile that is the record's phone is the same phone": Case(
        {**ALPHA, "E-mail": NEW, "Mobile": "06 39 98 12 34"},
        {"a": company(email=MAIL, phone_number="0639981234")},
        "a",
    ),
    "a new e-mail and the same postal code is the record": Case(
        {**ALPHA, "E-mail": NEW, **PLACE}, {"a": company(email=MAIL, code="69001")}, "a"
    ),
    "a new e-mail of the same web domain is the record": Case(
        {**ALPHA, "E-mail": "new@alpha.fr"}, {"a": company(email=MAIL)}, "a"
    ),
    "a new e-mail of the record's website is the record": Case(
        {**ALPHA, "E-mail": NEW}, {"a": company(email=MAIL, website="https://www.beta.fr/fr")}, "a"
    ),
    "the domain of a mail provider says nothing": Case(
        {**ALPHA, "E-mail": "new@orange.fr"}, {"a": company(email="old@orange.fr")}, "match-doubtful"
    ),
    "a new e-mail in another town is another record, and that is told": Case(
        {**ALPHA, "E-mail": NEW, **PLACE},
        {"a": company(email=MAIL, code="75001")},
        "created",
        warning="match-beside",
    ),
    "the same domain does not beat another town": Case(
        {**ALPHA, "E-mail": "new@alpha.fr", **PLACE},
        {"a": company(email=MAIL, code="75001")},
        "created",
        warning="match-beside",
    ),
    "the same phone beats another town, whatever the e-mail": Case(
        {**ALPHA, "E-mail": NEW, **PLACE, "Téléphone": "0199001234"},
        {"a": company(email=MAIL, code="75001", phone_number="0199001234")},
        "a",
    ),
    "the e-mail of one record under the name of another is refused": Case(
        {**ALPHA, "E-mail": "b@beta.fr"}, ONE_MORE, "match-contradicts"
    ),
    "the e-mail of a record under another name is doubtful": Case(
        {"Nom société": "Gamma", "E-mail": MAIL}, ONE_MORE, "match-doubtful"
    ),
    "the e-mail of a record of another name and another SIRET is told beside a new record": Case(
        {"Nom société": "Gamma", "E-mail": MAIL, "SIRET": SIRET},
        {"a": company(email=MAIL, **legal(siret=MOVED_SIRET))},
        "created",
        warning="match-beside",
    ),
    "another establishment under another name is another record": Case(
        {"Nom société": "Gamma", "E-mail": NEW, "SIRET": SIRET},
        {"a": company(email=MAIL, **legal(siret=MOVED_SIRET))},
        "created",
    ),
    "the e-mail of a prospect under another name is doubtful, and told as a prospect's": Case(
        {"Nom société": "Gamma", "E-mail": MAIL},
        {"a": company(email=MAIL, type="prospect")},
        "match-doubtful-kind",
    ),
    # namesakes
    "two records of a name are not told apart": Case(
        ALPHA, {"a": company(code="75001"), "b": company(code="69001")}, "match-several"
    ),
    "an e-mail singles one of two out": Case(
        {**ALPHA, "E-mail": MAIL}, {"a": company(email=MAIL), "b": company(email=NEW)}, "a"
    ),
    "a phone singles one of two out": Case(
        {**ALPHA, "Téléphone": "0199001234"},
        {"a": company(), "b": company(phone_number="01 99 00 12 34")},
        "b",
    ),
    "a postal code singles one of two out": Case(
        {**ALPHA, **PLACE}, {"a": company(code="75001"), "b": company(code="69001")}, "b"
    ),
    "a strong key singles one of two out": Case(
        {**ALPHA, "Référence": "R1"}, {"a": company(reference="R1"), "b": company(reference="R2")}, "a"
    ),
    "a postal code that both have singles none out": Case(
        {**ALPHA, **PLACE}, {"a": company(code="69001"), "b": company(code="69001")}, "match-several"
    ),
    # persons
    "an individual's name without an e-mail is the record": Case(
        MARTIN, {"a": person("MARTIN", "Jéan")}, "a"
    ),
    "an individual of another first name is another": Case(MARTIN, {"a": person(first="Anne")}, "created"),
    "a postal code alone is no evidence of an individual": Case(
        {**MARTIN, "E-mail": NEW, **PLACE}, {"a": person(email=MAIL, code="69001")}, "match-doubtful"
    ),
    "an individual's phone is": Case(
        {**MARTIN, "E-mail": NEW, "Mobile": "0639981234"},
        {"a": person(email=MAIL, mobile_number="+33639981234")},
        "a",
    ),
    "an individual with a new e-mail in another town is another": Case(
        {**MARTIN, "E-mail": NEW, **PLACE},
        {"a": person(email=MAIL, code="75001")},
        "created",
        warning="match-beside",
    ),
    "a contact with a new e-mail in the same company is the contact": Case(
        {"Nom": "Martin", "Prénom": "Jean", "E-mail": NEW, "Nom société": "alpha"},
        {"a": contact(email=MAIL), "c": company(contacts=["a"])},
        "a",
        entity="contact",
    ),
    "a contact with a new e-mail in another company is doubtful": Case(
        {"Nom": "Martin", "Prénom": "Jean", "E-mail": NEW, "Nom société": "Bêta"},
        {"a": contact(email=MAIL), "c": company(contacts=["a"]), "d": company("Bêta")},
        "match-doubtful",
        entity="contact",
    ),
    "a company singles one of two contacts out": Case(
        {"Nom": "Martin", "Prénom": "Jean", "Nom société": "Bêta"},
        {
            "a": contact(),
            "b": contact(),
            "c": company(contacts=["a"]),
            "d": company("Bêta", contacts=["b"]),
        },
        "b",
        entity="contact",
    ),
    # what the user chose
    "a doubtful row is created if that was asked": Case(
        {**ALPHA, "E-mail": NEW},
        {"a": company(email=MAIL)},
        "created",
        options={"on_doubt": "create"},
        warning="match-beside",
    ),
    "a doubtful row updates the record if that was asked": Case(
        {**ALPHA, "E-mail": NEW}, {"a": company(email=MAIL)}, "a", options={"on_doubt": "update"}
    ),
    "what two records could be is refused whatever was asked": Case(
        ALPHA, {"a": company(), "b": company()}, "match-several", options={"on_doubt": "update"}
    ),
    "a SIREN and a name of two records are refused whatever was asked": Case(
        {"Nom société": "Bêta", "SIREN": SIREN},
        {"a": company(**legal(siren=SIREN)), "b": company("Bêta")},
        "match-contradicts",
        options={"on_doubt": "update"},
    ),
    "a SIREN and an e-mail of two records are refused whatever was asked": Case(
        {"Nom société": "Gamma", "SIREN": SIREN, "E-mail": MAIL},
        {"a": company(**legal(siren=SIREN)), "b": company("Bêta", email=MAIL)},
        "match-contradicts",
        options={"on_doubt": "create"},
    ),
    "a reference of another company's SIRET and a name of two records are refused whatever was asked": Case(
        {"Nom société": "Bêta", "SIRET": SIRET, "Référence": "R1"},
        {"a": company(reference="R1", **legal(siret=OTHER_SIRET)), "b": company("Bêta")},
        "match-contradicts",
        options={"on_doubt": "update"},
    ),
    "an e-mail and a name of two records are refused whatever was asked": Case(
        {**ALPHA, "E-mail": "b@beta.fr"}, ONE_MORE, "match-contradicts", options={"on_doubt": "update"}
    ),
    "an individual's e-mail and a name of two records are refused whatever was asked": Case(
        {**MARTIN, "E-mail": NEW},
        {"a": person(email=MAIL), "b": person("Durand", email=NEW)},
        "match-contradicts",
        options={"on_doubt": "update"},
    ),
    "a contact's e-mail and a name of two records are refused whatever was asked": Case(
        {"Nom": "Martin", "Prénom": "Jean", "E-mail": NEW},
        {"a": contact(email=MAIL), "b": contact("Durand", email=NEW)},
        "match-contradicts",
        entity="contact",
        options={"on_doubt": "update"},
    ),
    "a SIREN under the name of a record that is another company updates if that was asked": Case(
        {"Nom société": "Bêta", "SIREN": SIREN},
        {"a": company(**legal(siren=SIREN)), "b": company("Bêta", **legal(siren=OTHER_SIREN))},
        "a",
        options={"on_doubt": "update"},
    ),
    "a name that was chosen as key decides, folded": Case(
        {"Nom société": "ALPHA", "E-mail": NEW}, {"a": company(email=MAIL)}, "a", options={"match": ["name"]}
    ),
    "an e-mail that was chosen as key decides": Case(
        {"Nom société": "Gamma", "E-mail": MAIL}, ONE_MORE, "a", options={"match": ["email"]}
    ),
    "a row without the chosen key is refused": Case(
        {**ALPHA, "Référence": ""}, {}, "match-no-key", options={"match": ["reference"]}
    ),
    "an archived record is the record, and that is told": Case(
        {**ALPHA, "Téléphone": "0199001234"},
        {"a": company(is_archived=True)},
        "a",
        warning="match-archived",
    ),
}


def planted(account, records):
    """Create the records of an account, and return label -> id."""
    ids = {}
    for label, entry in records.items():
        path = entry["path"]
        ids[label] = account.api("POST", path, entry["body"])["id"]
        codes = entry["code"] if isinstance(entry["code"], list) else [entry["code"]] if entry["code"] else []
        for rank, code in enumerate(codes):
            place = {"name": code, "address_line_1": "1 rue Basse", "postal_code": code, "city": "Ville"}
            roles = {"is_invoicing_address": rank == 0, "is_delivery_address": rank == 1}
            body = {**place, "country_code": "FR", **roles}
            account.api("POST", f"{path}/{ids[label]}/addresses", body)
        for other in entry["people"]:
            account.api("POST", f"{path}/{ids[label]}/contacts/{ids[other]}", {"roles": []})
    return ids


def text_of(row, ids):
    """Return a file of one row, with a note."""
    cells = {**{name: value.format(**ids) for name, value in row.items()}, "Note": "vu"}
    return f"{';'.join(cells)}\n{';'.join(cells.values())}\n"


def outcome(result):
    """Return how the only row ended."""
    (fate,) = [name for name, number in result.counts.items() if number and name != "read"]
    return result.problems[0].code if fate == "rejected" else fate


@pytest.mark.parametrize("name", TABLE)
def test_which_record_a_row_is(account, name):
    """A row is the record that the table says; the dry run says so before, and the same file writes nothing more."""
    case = TABLE[name]
    ids = planted(account, case.records)
    text, options = text_of(case.row, ids), {"entity": case.entity, **case.options}
    foreseen = account.load(text, dry_run=True, **options)
    result = account.load(text, **options)
    expected = "updated" if case.want in ids else case.want
    assert (outcome(foreseen), outcome(result)) == (expected, expected)
    told = {warning.code for warning in result.warnings if warning.code.startswith("match-")}
    assert told == ({case.warning} if case.warning else set())
    if case.want in ids:
        path = case.records[case.want]["path"]
        assert account.api("GET", f"{path}/{ids[case.want]}")["note"] == "vu"
    if expected not in ("created", "updated"):
        assert all(
            str(ids[identifier]) in result.problems[0].texts(lang)[0]
            for lang in ("fr", "en")
            for identifier in ids
            if identifier in "ab" and expected in ("match-several", "match-contradicts")
        )
    else:
        writes = account.writes()
        again = (
            account.load(text, **{**options, "on_doubt": "refuse"})
            if case.options.get("on_doubt")
            else account.load(text, **options)
        )
        assert outcome(again) in ("unchanged", "skipped")
        assert account.writes() == writes


def test_a_record_is_told_by_its_own_name_whatever_a_row_makes_of_it():
    """A record that a row renames keeps its name in messages; one that a row creates is named by that row."""
    record = Record(3, "company", {"name": "Garage Zola"})
    renamed = written_by(record, 1011, {"id": 1011, "name": "Garage Émile"}, (), ()).document
    new = written_by(record, -3, None, (), ()).document
    assert renamed["name"] == "Garage Zola"
    assert named_here([renamed, new]) == ["1011 (Garage Émile)", {"fr": "ligne 3", "en": "row 3"}]
