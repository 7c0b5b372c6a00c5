"""Exports of another system as they come, made from a number: records that name each other, with faults planted in them.

A fault is a cell as a person leaves it: an unknown stage, an id that nothing has, two rows of one id, an e-mail that is
none. Which faults there are, and which columns name a parent, the number decides alone.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

NAMES = (
    "Acier Morel",
    "Béton Girard",
    "Cuir & Co",
    "Dune SARL",
    "Étoile",
    "Forge Blin",
    "Acier  Morel",
    "ETOILE",
)
"""Two pairs are one name, told apart by spelling only."""
KNOWN = ("Menuiserie Kervadec",)
"""In the account before."""
SURNAMES = ("Perrin", "Blin", "Roux", "Garnier", "Perrin")
SIRETS = ("73282932000074", "73282932000075", "35600000000048", "")
STAGES = ("Prospection", "Qualification", "No such stage", "Signature")
PIPELINES = ("Ventes", "Ventes", "Ventes", "No such pipeline")
STAFF = ("l.bertin@atelier-demo.example", "m.caradec@atelier-demo.example", "gone@x.example", "")
MAILS = ("{0}@x.example", "{0}@x.example", "same@x.example", "no mail", "")
LABELS = ("Appel", "Réunion", "No such label")


@dataclass
class Exports:
    """The files of a migration; `number` decides everything, `rows` is the most that a file has."""

    number: int
    rows: int = 8
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        """Start from the number."""
        self.random = Random(self.number)

    def written(self, folder: Path) -> Path:
        """Write the files and the pipeline that imports them, and return its place."""
        folder.mkdir()
        steps = []
        for name, entity, needs, options, (head, lines) in self._steps():
            text = "\n".join([";".join(head), *(";".join(line) for line in lines)]) + "\n"
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
            steps.append(
                f"  {name}: {{import: {name}.csv, entity: {entity}, on_error: continue, needs: [{needs}]{options}}}\n"
            )
        path = folder / "p.yaml"
        path.write_text(f"system: old\nsteps:\n{''.join(steps)}", encoding="utf-8")
        return path

    def _steps(self):
        yield "clients", "client", "", self._options("client"), self._clients()
        if self._often(0.4):
            yield "more", "client", "clients", self._options("client"), self._clients(again=True)
        yield "contacts", "contact", "clients", self._options("contact"), self._contacts()
        if self._often(0.3):
            yield "links", "contact", "contacts", "", self._contacts(again=True)
        yield "deals", "opportunity", "contacts", self._options("opportunity"), self._deals()
        yield "tasks", "task", "deals", self._options("task"), self._tasks()
        yield "notes", "comment", "tasks", self._options("comment"), self._notes()

    # choices

    def _often(self, share: float) -> bool:
        return self.random.random() < share

    def _of(self, values):
        return self.random.choice(values)

    def _options(self, entity: str) -> str:
        options = ""
        if self._often(0.15):
            options += ", mode: create"
        if self._often(0.2):
            options += ", on_bad_cell: drop"
        if self._often(0.2):
            options += ", create_missing: [tags, sources]"
        if self._often(0.15):
            options += f", on_doubt: {self._of(('create', 'update'))}"
        if self._often(0.15) and entity in ("client", "contact"):
            options += ", match: [name]"
        return options

    def _id(self, kind: str) -> str:
        """Return an id of a kind: mostly one that a row has, sometimes nobody's, sometimes several."""
        if self._often(0.06):
            return ""
        if self._often(0.06):
            return f"{kind}99"
        return f"{kind}{self.random.randrange(self.rows)}"

    def _ids(self, kind: str) -> str:
        return ", ".join(self._id(kind) for _ in range(self._of((1, 1, 1, 2, 3))))

    def _own(self, kind: str, row: int) -> str:
        """Return the id of a row, now and then that of another row."""
        return self._id(kind) if self._often(0.15) else f"{kind}{row}"

    def _kept(self, columns: dict[str, list[str]]):
        """Return headers and lines of the columns."""
        heads = [*columns]
        return heads, [*zip(*columns.values(), strict=True)]

    def _column(self, make):
        return [make(row) for row in range(self.count)]

    # files

    def _clients(self, *, again: bool = False):
        self.count = self.random.randrange(2, self.rows)
        columns = {"ID d'origine": self._column(lambda row: self._own("A", row))}
        columns["Nom société"] = self._column(
            lambda row: self._of((*NAMES, *KNOWN, f"Neuf {row}", f"Neuf {row}", f"Neuf {row}", ""))
        )
        people = not again and self._often(0.4)
        if people:
            columns["Type de client"] = self._column(
                lambda _row: self._of(("société", "société", "particulier", "?"))
            )
            columns["Nom"] = self._column(lambda _row: self._of(SURNAMES))
        if self._often(0.5):
            columns["E-mail"] = self._column(lambda row: self._of(MAILS).format(f"s{row}"))
        if self._often(0.3):
            columns["SIRET"] = self._column(lambda _row: self._of((*SIRETS, "", "", "")))
        if self._often(0.3):
            columns["Référence"] = self._column(lambda row: self._of((f"R{row}", f"R{row}", "R1", "")))
        if self._often(0.3):
            columns["Smart tags"] = self._column(lambda _row: self._of(("VIP", "Nouveau mot", "")))
        if self._often(0.3):
            columns["Collaborateur"] = self._column(lambda _row: self._of(STAFF))
        if self._often(0.3) and not people:
            columns["Nom contact"] = self._column(lambda _row: self._of((*SURNAMES, "")))
            columns["E-mail contact"] = self._column(lambda row: self._of(MAILS).format(f"p{row}"))
        if self._often(0.2):
            columns["Code postal"] = self._column(lambda _row: self._of(("29200", "75001", "bad", "")))
            columns["Ville"] = self._column(lambda _row: self._of(("Brest", "Paris", "")))
        if self._often(0.2):
            columns["cf:origine"] = self._column(
                lambda _row: self._of(("Salon", "Partenaire", "No such choice", ""))
            )
        return self._kept(columns)

    def _contacts(self, *, again: bool = False):
        self.count = self.random.randrange(2, self.rows)
        columns = {"ID d'origine": self._column(lambda row: self._own("P", row))}
        if not again or self._often(0.5):
            columns["Nom"] = self._column(lambda row: self._of((*SURNAMES, f"N{row}", f"N{row}", "")))
            columns["Prénom"] = self._column(lambda _row: self._of(("Anne", "Max")))
        if self._often(0.6):
            columns["E-mail"] = self._column(lambda row: self._of(MAILS).format(f"p{row}"))
        named = self.random.random()
        if named < 0.6:
            columns["ID d'origine client"] = self._column(lambda _row: self._ids("A"))
        elif named < 0.8:
            columns["Nom société"] = self._column(
                lambda row: self._of((*NAMES, *KNOWN, f"Neuf {row}", f"Neuf {row}", "Nobody"))
            )
        elif named < 0.9:
            columns["E-mail société"] = self._column(
                lambda row: self._of(("same@x.example", f"s{row}@x.example"))
            )
        else:
            columns["ID d'origine client"] = self._column(lambda _row: self._id("A"))
            columns["Nom société"] = self._column(lambda row: self._of((*NAMES, f"Neuf {row}", "")))
        return self._kept(columns)

    def _third(self, columns) -> None:
        """Add the columns that name a client."""
        named = self.random.random()
        if named < 0.6:
            columns["ID d'origine client"] = self._column(lambda _row: self._id("A"))
        elif named < 0.8:
            columns["Nom client"] = self._column(
                lambda row: self._of((*NAMES, *KNOWN, f"Neuf {row}", f"Neuf {row}", "Nobody"))
            )
        else:
            columns["ID d'origine client"] = self._column(lambda _row: self._id("A"))
            columns["Nom client"] = self._column(lambda row: self._of((*NAMES, f"Neuf {row}", "")))

    def _deals(self):
        self.count = self.random.randrange(2, self.rows)
        columns = {
            "ID d'origine": self._column(lambda row: self._own("D", row)),
            "Nom de l'opportunité": self._column(
                lambda row: self._of((f"Projet {row}", f"Projet {row}", "Projet", ""))
            ),
            "Pipeline": self._column(lambda _row: self._of(PIPELINES)),
            "Étape": self._column(lambda _row: self._of(STAGES)),
        }
        self._third(columns)
        if self._often(0.5):
            columns["Montant"] = self._column(lambda _row: self._of(("100", "1 200,50", "much", "")))
        if self._often(0.4):
            columns["Collaborateurs affectés"] = self._column(lambda _row: self._of(STAFF))
        if self._often(0.4):
            columns["ID d'origine contact"] = self._column(lambda _row: self._ids("P"))
        if self._often(0.3):
            columns["Source"] = self._column(lambda _row: self._of(("Salon", "No such source", "")))
        if self._often(0.2):
            columns["Post-it"] = self._column(lambda row: self._of((f"Note {row}", "")))
        return self._kept(columns)

    def _tasks(self):
        self.count = self.random.randrange(2, self.rows)
        columns = {
            "ID d'origine": self._column(lambda row: self._own("T", row)),
            "Titre": self._column(lambda row: self._of((f"Relance {row}", "Relance", ""))),
            "Label": self._column(lambda _row: self._of(LABELS)),
            "Échéance": self._column(lambda row: self._of((f"1{row % 10}/01/2027 09:00", "32/01/2027"))),
        }
        if self._often(0.5):
            columns["ID d'origine opportunité"] = self._column(lambda _row: self._id("D"))
        else:
            self._third(columns)
        if self._often(0.3):
            columns["Collaborateurs"] = self._column(lambda _row: self._of(STAFF))
        return self._kept(columns)

    def _notes(self):
        self.count = self.random.randrange(2, self.rows)
        columns = {
            "ID d'origine": self._column(lambda row: self._own("C", row)),
            "Texte": self._column(lambda row: self._of((f"Dit {row}", "Dit", ""))),
        }
        named = self.random.random()
        if named < 0.3:
            columns["ID d'origine opportunité"] = self._column(lambda _row: self._id("D"))
        elif named < 0.5:
            columns["ID d'origine contact"] = self._column(lambda _row: self._id("P"))
        elif named < 0.6:
            columns["ID d'origine tâche"] = self._column(lambda _row: self._id("T"))
        else:
            self._third(columns)
        if self._often(0.3):
            columns["ID d'origine commentaire parent"] = self._column(
                lambda row: self._id("C") if row else ""
            )
        return self._kept(columns)
