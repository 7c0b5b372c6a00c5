"""The calls that are announced before a run are those that it makes."""

import pytest

from etl.commands.run.undo import undo_run

NUMBER = 60
FILES = {
    "client": (
        "Nom société;E-mail;Adresse;Code postal;Ville;Smart tags;cf:secteur-activite;Nom contact",
        "S{0};s{0}@x.example;{0} rue A;29200;Brest;VIP;Bois;P{0}",
    ),
    "contact": ("Nom;Prénom;E-mail;Nom société", "C{0};Anne;c{0}@x.example;Menuiserie Kervadec"),
    "opportunity": (
        "Nom de l'opportunité;Nom client;Étape;Pipeline;Montant;Post-it",
        "O{0};Menuiserie Kervadec;Qualification;Ventes;1{0};Note {0}",
    ),
    "event": (
        "Titre;Label;Début;Fin;Nom client;Alertes",
        "E{0};Réunion;12/01/2027 09:{0:02d};12/01/2027 10:00;Menuiserie Kervadec;1 heure avant",
    ),
    "task": (
        "Titre;Label;Échéance;Nom client;Début",
        "T{0};Appel;12/01/2027 09:{0:02d};Menuiserie Kervadec;11/01/2027 09:00",
    ),
    "comment": ("Texte;Nom client", "Dit {0};Menuiserie Kervadec"),
    "comment on tasks": ("Texte;ID tâche", "Dit {0};{1}"),
}


class Announced:
    """Hears the bill, and counts what the account was asked since."""

    def __init__(self, demo):
        self.demo, self.before, self.total = demo, demo.stats()["requests_total"], 0

    def __call__(self, bill):
        self.total = bill.total
        return True

    def fits(self):
        """Tell whether the calls that were made are those announced, within 10 %."""
        made = self.demo.stats()["requests_total"] - self.before
        return abs(made - self.total) <= 0.1 * made


@pytest.mark.parametrize(
    "name", [next(iter(FILES)), *(pytest.param(name, marks=pytest.mark.slow) for name in [*FILES][1:])]
)
def test_announced_calls_are_those_of_the_import_and_of_its_undo(demo, name):
    """For every kind of row, by v2 and by v1: all calls of the run, within 10 %."""
    head, line = FILES[name]
    task = demo.api("POST", "/tasks/search", {"filters": {}})["data"][0]["id"]
    text = "\n".join([head, *(line.format(i, task) for i in range(NUMBER))]) + "\n"
    announced = Announced(demo)
    result = demo.load(text, entity=name.partition(" ")[0], confirm=announced)
    assert (result.counts["created"], announced.fits()) == (NUMBER, True)
    announced = Announced(demo)
    undone = undo_run("last", settings=demo.settings, dry_run=False, settle_s=1.0, confirm=announced)
    assert (undone.counts["deleted"], undone.problems, announced.fits()) == (NUMBER, (), True)
