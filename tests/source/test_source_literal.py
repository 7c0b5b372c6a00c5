"""In a row that carries a Sellsy id, what is written is what the record holds: nothing is a word for nothing."""

import pytest

import etl

NASTY = ("-", "N/C", "None", "A &amp; B", "12.0", "Total SA")


def test_a_word_for_nothing_is_a_name_beside_an_id(account):
    """A record's own name, reference and note come back as they are, and the note changes to such a word."""
    made = [
        account.api("POST", "/companies", {"type": "client", "name": name, "reference": name, "note": name})
        for name in NASTY
    ]
    lines = [f"{record['id']}\t{record['name']}\t{record['reference']}\t{record['note']}" for record in made]
    head = "ID Sellsy\tNom société\tRéférence\tNote"
    before = account.writes()
    result = account.load("\n".join((head, *lines)), entity="client", empty="clear")
    assert (result.counts["unchanged"], account.writes()) == (len(NASTY), before), result.problems
    account.load(f"{head}\n{made[2]['id']}\tNone\tNone\tN/C", entity="client")
    assert account.api("GET", f"/companies/{made[2]['id']}")["note"] == "N/C"


def test_a_word_for_nothing_is_nothing_without_an_id(account):
    """Without an id the same words are empty cells, and an id that is one makes no row literal."""
    account.load("ID Sellsy;Nom société;Référence;Note\nN/C;Alpha;-;N/C\n", entity="client")
    company = account.company()
    assert (company["name"], company["reference"] or "", company["note"] or "") == ("Alpha", "", "")


def test_a_custom_field_keeps_words_beside_an_id(demo):
    """A custom text "N/C" comes back as it is; a number that cannot hold the word is left alone, not emptied."""
    text, number = custom(demo, "secteur-activite"), custom(demo, "remise")
    made = demo.api("POST", "/companies", {"type": "client", "name": "Champs"})["id"]
    fields = f"/companies/{made}/custom-fields"
    demo.api("PUT", fields, [{"id": text, "value": "N/C"}, {"id": number, "value": "12"}])
    before = demo.writes()
    demo.load(f"ID Sellsy;cf:secteur-activite;cf:remise\n{made};N/C;N/C\n", empty="clear")
    assert demo.writes() == before
    demo.load(f"ID Sellsy;cf:secteur-activite;cf:remise\n{made};-;13\n")
    values = {field["code"]: field["value"] for field in demo.api("GET", fields)["data"]}
    assert (values["secteur-activite"], values["remise"]) == ("-", "13")


def test_markup_is_part_of_a_rich_text_only(demo):
    """Without an id, entities of a custom line are undone, a rich text is markup, and a number's "nan" is nothing."""
    head = "Nom société\tcf:secteur-activite\tcf:historique\tcf:remise\tcf:page-publique"
    row = "Champs\tA &amp; B\t<p>A &amp; B</p>\tnan\thttps://x.example/?a=1&amp;b=2"
    demo.load(f"{head}\n{row}\n")
    (made,) = demo.companies(name="Champs")
    fields = demo.api("GET", f"/companies/{made['id']}/custom-fields")["data"]
    values = {field["code"]: field["value"] for field in fields if field["value"] is not None}
    assert values == {
        "secteur-activite": "A & B",
        "historique": "<p>A &amp; B</p>",
        "page-publique": "https://x.example/?a=1&amp;b=2",
    }


def custom(account, code):
    """Return the id of a custom field."""
    fields = account.api("GET", "/custom-fields?limit=100")["data"]
    return next(field["id"] for field in fields if field["code"] == code)


def test_what_nobody_sees_is_no_change_where_empty_cells_clear(account):
    """A field that holds only spaces or marks without width comes back as an empty cell: there is nothing to clear."""
    marks = ("\u00a0", "\u200b", "_x000D_", "\u2028")
    made = [
        account.api(
            "POST", "/companies", {"type": "client", "name": f"Vide {at}", "note": mark, "capital": mark}
        )
        for at, mark in enumerate(marks)
    ]
    lines = [f"{record['id']}\t{record['name']}\t{mark}\t" for record, mark in zip(made, marks, strict=True)]
    before = account.writes()
    result = account.load("\n".join(("ID Sellsy\tNom société\tNote\tCapital", *lines)), empty="clear")
    assert (result.counts["unchanged"], account.writes()) == (len(marks), before), result.problems
    account.api("PUT", f"/companies/{made[0]['id']}", {"note": "visible"})
    account.load("\n".join(("ID Sellsy\tNom société\tNote", f"{made[0]['id']}\tVide 0\t")), empty="clear")
    assert not account.api("GET", f"/companies/{made[0]['id']}")["note"]


def legal(account, **numbers):
    """Make a company of some legal numbers, right or wrong, and return its id."""
    return account.api("POST", "/companies", {"type": "client", "name": "Légal", "legal_france": numbers})[
        "id"
    ]


@pytest.mark.parametrize(
    "case",
    [
        ({"siret": "12345678901234"}, "SIRET", "12345678901235", "73282932000074", "siret-checksum"),
        ({"siren": "123456789"}, "SIREN", "123456780", "732829320", "siren-checksum"),
        ({"ape_naf_code": "ZZZZZ"}, "Code NAF", "YYYYY", "4332A", "naf-invalid"),
        ({"company_type": "S\u00a0"}, "Forme juridique", "T", "SARL", "text-too-short"),
    ],
)
def test_a_wrong_value_is_what_the_record_holds_or_refused(account, case):
    """Beside an id a wrong value of the record's own is no change; another wrong one is refused, a right one sent."""
    stored, header, wrong, right, code = case
    made = legal(account, **stored)
    before = account.writes()
    ((attribute, own),) = stored.items()
    same = account.load(f"ID Sellsy;{header}\n{made};{own}\n")
    assert (same.counts["unchanged"], same.exit_code, account.writes()) == (1, 0, before), same.problems
    other = account.load(f"ID Sellsy;{header}\n{made};{wrong}\n")
    assert [(problem.code, problem.column, problem.value) for problem in other.problems] == [
        (code, header, wrong)
    ]
    assert (other.exit_code, account.writes()) == (1, before)
    account.load(f"ID Sellsy;{header}\n{made};{right}\n")
    assert account.api("GET", f"/companies/{made}")["legal_france"][attribute] == right


def test_a_wrong_address_of_the_net_is_what_the_record_holds_or_refused(account):
    """A name kept from use in an e-mail, a web address without its ending: the record's own, or refused."""
    net = {"email": "a@poste.local", "website": "http://www.exemple"}
    made = account.api("POST", "/companies", {"type": "client", "name": "Net", **net})["id"]
    before = account.writes()
    same = account.load(f"ID Sellsy;E-mail;Site web\n{made};a@poste.local;http://www.exemple\n")
    assert (same.counts["unchanged"], same.exit_code, account.writes()) == (1, 0, before), same.problems
    other = account.load(f"ID Sellsy;E-mail;Site web\n{made};b@poste.local;http://www.autre\n")
    assert {problem.code for problem in other.problems} == {"email-invalid", "url-unended"}
    assert (other.exit_code, account.writes()) == (1, before)


def test_a_wrong_value_without_an_id_is_refused_as_ever(account):
    """A record found by another key is no literal row, even where it holds the very same."""
    legal(account, siret="12345678901234")
    before = account.writes()
    result = account.load("Nom société;SIRET\nLégal;12345678901234\n")
    assert ([problem.code for problem in result.problems], account.writes()) == (["siret-checksum"], before)


def test_numbers_that_disagree_are_refused_where_one_of_them_changes(account):
    """A SIRET and a VAT number that are not those of the SIREN stay as the record holds them, and only so."""
    made = legal(account, siret="73282932000074", siren="356000000", vat="FR83404833048")
    before = account.writes()
    head = "ID Sellsy;Nom société;SIRET;SIREN;N° TVA\n"
    same = account.load(f"{head}{made};Légal;73282932000074;356000000;FR83404833048\n")
    assert (same.counts["unchanged"], account.writes()) == (1, before), same.problems
    named = account.load(f"{head}{made};Autre;73282932000074;356000000;FR83404833048\n")
    assert (named.counts["updated"], account.writes()) == (1, before + 1), named.problems
    changed = account.load(f"{head}{made};Autre;44306184100047;356000000;FR83404833048\n")
    assert {problem.code for problem in changed.problems} == {"siret-siren-differ", "vat-siren-differ"}
    assert (changed.exit_code, account.writes()) == (1, before + 1)
    agreed = account.load(f"{head}{made};Autre;73282932000074;732829320;FR44732829320\n")
    assert agreed.counts["updated"] == 1, agreed.problems


def test_a_link_named_by_its_id_needs_no_other_key(account):
    """A wrong SIRET or e-mail beside the id of a linked company is a warning; without the id it is refused."""
    made = legal(account, siret="12345678901234")
    head = "Nom;ID société;SIRET société;E-mail société\n"
    linked = account.load(f"{head}Martin;{made};12345678901234;nobody\n", entity="contact")
    assert (linked.counts["created"], linked.exit_code) == (1, 0), linked.problems
    assert {(warning.code, warning.severity.value) for warning in linked.warnings} == {
        ("siret-checksum", "warning"),
        ("email-invalid", "warning"),
    }
    unlinked = account.load(f"{head}Durand;;12345678901234;\n", entity="contact")
    assert ([problem.code for problem in unlinked.problems], unlinked.exit_code) == (["siret-checksum"], 1)


def test_a_check_warns_of_what_only_the_record_could_excuse(account):
    """No record is in sight of `check`: a wrong SIRET beside an id is a warning there, without one an error."""
    made = legal(account, siret="12345678901234")
    path = account.folder / "check.csv"
    path.write_text(
        f"ID Sellsy;Nom société;SIRET\n{made};Légal;12345678901234\n;Autre;12345678901234\n", "utf-8"
    )
    result = etl.check_file(path, entity="client", settings=account.settings)
    assert [(problem.row, problem.code) for problem in result.problems] == [(3, "siret-checksum")]
    assert (2, "siret-checksum") in [(warning.row, warning.code) for warning in result.warnings]
