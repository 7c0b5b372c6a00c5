"""`sellsy-etl map`: what it proposes is reasoned, is YAML that a person can edit, and is read back by --map."""

import yaml

LEADS = """\
Company;Full name;E-mail pro;Créé le;Statut;Rue;Numéro;CP;Localité;Pays;Chiffre d'affaires;Qui suit
Alpha;Jean de la Tour;j@alpha.example;12/31/2024;Client actif;de l'Eau;12;75001;Paris;France;10;x
Bêta;Anne Martin;a@beta.example;1/15/2025;prospectt;Grand-Place;1;1000;Bruxelles;Belgqiue;20;y
Gamma;Luc Petit;l@gamma.example;2/20/2025;prospectt;du Lac;3;69001;Lyon;France;30;z
"""
DEALS = """\
Opportunity id;Nom de l'opportunité;Montant;Statut;Date de clôture;Pipeline;Étape;Nom client
A-1;Toiture;1.234;Gagnés;12/31/2025;Ventes;Devis;Alpha
A-2;Charpente;2.500;Perdus;1/2/2026;Ventes;Devis;Alpha
A-3;Escalier;12,50;???;1/30/2026;Ventes;Devis;Alpha
"""


def test_a_mapping_is_proposed_edited_and_reused(bare):
    """Names, cells, dates, values, joins and splits are proposed; the edited file makes the import's check pass."""
    bare.write("leads.csv", LEADS)
    refused = bare("check", "leads.csv", "--entity", "prospect")
    assert refused.code == 1 or "0 rows ready" in refused.out
    ran = bare("map", "leads.csv", "--entity", "prospect", "--json")
    assert ran.code == 0
    columns = {column["header"]: column for column in ran.json["columns"]}
    assert (columns["Company"]["column"], columns["Company"]["confidence"]) == ("Company name", 100)
    assert (columns["Créé le"]["column"], columns["Créé le"]["dates"]) == ("Created", "mdy")
    assert columns["E-mail pro"]["column"] == "E-mail"
    assert columns["Pays"]["values"] == {"Belgqiue": "Belgique"}
    assert columns["Chiffre d'affaires"]["proposed"] is False
    recipes = {tuple(recipe["headers"]): recipe["columns"] for recipe in ran.json["recipes"]}
    assert recipes == {("Numéro", "Rue"): ["Address"]}
    assert columns["Full name"]["column"] == "Full name"
    written = bare.folder / "leads.mapping.yaml"
    text = written.read_text(encoding="utf-8")
    assert "100 %" in text
    assert "Alpha, Bêta, Gamma" in text
    assert set(yaml.safe_load(text)) == {"entity", "columns", "joins", "ignore"}
    checked = bare("check", "leads.csv", "--map", written)
    assert (checked.code, "3 rows ready to import, of 3" in checked.out) == (0, True), checked.out
    assert "Ignored column" not in checked.err


def test_values_that_a_list_does_not_take_are_listed_with_what_they_may_mean(bare):
    """Near values are proposed, others stand as comments with the accepted ones; ids of elsewhere are not Sellsy's."""
    bare.write("deals.csv", DEALS)
    ran = bare("map", "deals.csv", "--entity", "opportunity", "-o", "-")
    assert ran.code == 0
    assert not list(bare.folder.glob("*.yaml"))
    read = yaml.safe_load(ran.out)
    assert read["columns"]["Opportunity id"] == "Legacy id"
    assert read["columns"]["Statut"]["values"] == {"Gagnés": "Gagnée", "Perdus": "Perdue"}
    assert read["columns"]["Date de clôture"]["dates"] == "mdy"
    assert '#   "???"' in ran.out


def test_a_mapping_that_is_there_is_never_written_over_unasked(bare):
    """It may have been edited: -o or --force is needed; an empty file and an unclear one end in a message."""
    bare.write("leads.csv", LEADS)
    bare.write("leads.mapping.yaml", "mine")
    ran = bare("map", "leads.csv", "--entity", "client")
    assert (ran.code, "--force" in ran.err) == (2, True)
    assert (bare.folder / "leads.mapping.yaml").read_text() == "mine"
    assert bare("map", "leads.csv", "--entity", "client", "--force").code == 0
    bare.write("bare.csv", "Nom société;Ville\n")
    assert bare("map", "bare.csv", "-o", "b.yaml").code == 3
    bare.write("unclear.csv", "a;b\n1;2\n")
    assert bare("map", "unclear.csv", "-o", "c.yaml").code == 3


def test_what_creation_needs_and_the_file_lacks_is_written_down(bare):
    """Required columns that no header fills stand as constants to be filled in."""
    bare.write("few.csv", "Montant;Source;Date de clôture\n10;Salon;2025-01-02\n")
    ran = bare("map", "few.csv", "--entity", "opportunity", "-o", "-")
    assert '#   "Opportunity name": ' in ran.out
    assert "Opportunity name" in str(
        bare("map", "few.csv", "--entity", "opportunity", "--json").json["lacking"]
    )


def test_a_column_of_ours_is_never_left_out_with_its_wrong_cells(bare):
    """A header that is ours stays in the mapping whatever its cells hold: the import refuses them as it does without one."""
    bare.write("dirty.csv", "Nom société;SIRET;Campagnes e-mail\nAlpha;3,41174E+13;désinscrit\n")
    ran = bare("map", "dirty.csv", "--entity", "client")
    assert ran.code == 0, ran.err
    mapped = yaml.safe_load((bare.folder / "dirty.mapping.yaml").read_text(encoding="utf-8"))
    assert {"SIRET", "Campagnes e-mail"} <= mapped["columns"].keys()
    alone = bare("check", "dirty.csv", "--entity", "client", "--json").json
    through = bare("check", "dirty.csv", "--map", "dirty.mapping.yaml", "--json").json
    codes = sorted(problem["code"] for problem in alone["problems"])
    assert codes == sorted(problem["code"] for problem in through["problems"]) != []


OFFICE = """\
Code client;Raison sociale;Forme;SIRET;Observations;Commercial;CA 2024;Rappeler le
C001;Menuiserie Garnier;SARL;73282932000074;Bon client;Marie Martin;12 000 €;03/04/2026
"""


def test_a_header_is_not_proposed_for_its_small_words(bare):
    """`Rappeler le` is no creation date and a turnover no capital: both are listed as ignored."""
    bare.write("clients.csv", OFFICE)
    ran = bare("map", "clients.csv", "-o", "-")
    read = yaml.safe_load(ran.out)
    assert read["ignore"] == ["CA 2024", "Rappeler le"]
    assert read["columns"] == {
        "Code client": "Reference", "Raison sociale": "Company name", "Forme": "Legal form", "SIRET": "SIRET",
        "Observations": "Note", "Commercial": "Owner",
    }  # fmt: skip


def test_a_siret_a_name_and_a_legal_form_are_a_client(bare):
    """Three headers of companies are enough to know what the rows are, without a question."""
    bare.write("clients.csv", "SIRET;Raison sociale;Forme\n73282932000074;Garnier;SARL\n")
    ran = bare("check", "clients.csv")
    assert (ran.code, "1 row ready to import, of 1" in ran.out) == (0, True), ran.out + ran.err
