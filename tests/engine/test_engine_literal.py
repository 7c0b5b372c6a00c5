"""In a row that carries a Sellsy id, what is written is what the record holds: nothing is a word for nothing."""

NASTY = ("-", "N/C", "None", "A &amp; B", "12.0", "Total SA")


def test_a_word_for_nothing_is_a_name_beside_an_id(account):
    """A record's own name, reference and note come back as they are, and the note changes to such a word."""
    made = [
        account.api("POST", "/companies", {"type": "client", "name": name, "reference": name, "note": name})
        for name in NASTY
    ]
    lines = [f"{one['id']}\t{one['name']}\t{one['reference']}\t{one['note']}" for one in made]
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
    held = {one["code"]: one["value"] for one in demo.api("GET", fields)["data"]}
    assert (held["secteur-activite"], held["remise"]) == ("-", "13")


def test_markup_is_part_of_a_rich_text_only(demo):
    """Without an id, entities of a custom line are undone, a rich text is markup, and a number's "nan" is nothing."""
    head = "Nom société\tcf:secteur-activite\tcf:historique\tcf:remise\tcf:page-publique"
    row = "Champs\tA &amp; B\t<p>A &amp; B</p>\tnan\thttps://x.example/?a=1&amp;b=2"
    demo.load(f"{head}\n{row}\n")
    (made,) = demo.companies(name="Champs")
    fields = demo.api("GET", f"/companies/{made['id']}/custom-fields")["data"]
    held = {one["code"]: one["value"] for one in fields if one["value"] is not None}
    assert held == {
        "secteur-activite": "A & B",
        "historique": "<p>A &amp; B</p>",
        "page-publique": "https://x.example/?a=1&amp;b=2",
    }


def custom(account, code):
    """Return the id of a custom field."""
    found = account.api("GET", "/custom-fields?limit=100")["data"]
    return next(one["id"] for one in found if one["code"] == code)


def test_what_nobody_sees_is_no_change_where_empty_cells_clear(account):
    """A field that holds only spaces or marks without width comes back as an empty cell: there is nothing to clear."""
    marks = ("\u00a0", "\u200b", "_x000D_", "\u2028")
    made = [
        account.api(
            "POST", "/companies", {"type": "client", "name": f"Vide {at}", "note": mark, "capital": mark}
        )
        for at, mark in enumerate(marks)
    ]
    lines = [f"{one['id']}\t{one['name']}\t{mark}\t" for one, mark in zip(made, marks, strict=True)]
    before = account.writes()
    result = account.load("\n".join(("ID Sellsy\tNom société\tNote\tCapital", *lines)), empty="clear")
    assert (result.counts["unchanged"], account.writes()) == (len(marks), before), result.problems
    account.api("PUT", f"/companies/{made[0]['id']}", {"note": "visible"})
    account.load("\n".join(("ID Sellsy\tNom société\tNote", f"{made[0]['id']}\tVide 0\t")), empty="clear")
    assert not account.api("GET", f"/companies/{made[0]['id']}")["note"]
