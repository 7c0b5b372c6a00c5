"""How the proof writes numbers, amounts, moments and reasons, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from babel.dates import LOCALTZ, format_date, format_time
from babel.numbers import format_decimal, get_currency_name, get_currency_symbol

from etl.core.results import Problem
from etl.entities import entity_named
from etl.messages import Lang, text, word_text
from etl.reports.file_report import local_time
from etl.reports.proof.values import GONE, SAME, UNREAD, KindFacts, LeftOut, Proof, Sums

_LONG_NAME = 10


@dataclass(frozen=True, slots=True)
class Wording:
    """Writes the proof's values in a language."""

    lang: Lang

    def phrase(self, code: str, **values: object) -> str:
        """Return a text of the proof."""
        return text(f"proof-{code}", lang=self.lang, **values)

    def number(self, value: int | Decimal) -> str:
        """Return a whole number."""
        return str(format_decimal(value, "#,##0", locale=self.lang))

    def money(self, value: Decimal) -> str:
        """Return an amount without its currency."""
        return str(format_decimal(value, "#,##0.00", locale=self.lang))

    def currency(self, code: str) -> str:
        """Return the name of a currency, the code of one with a long name: euros, USD."""
        name = str(get_currency_name(code, count=2, locale=self.lang)) if code else ""
        return name if len(name) <= _LONG_NAME else code

    def symbol(self, code: str) -> str:
        """Return the sign of a currency."""
        return str(get_currency_symbol(code, locale=self.lang)) if code else ""

    def period(self, start: datetime, end: datetime) -> str:
        """Return from when to when, the day once where it is the same."""
        if self.day(start) == self.day(end):
            return self.phrase("from-to-day", day=self.day(start), start=self.hour(start), end=self.hour(end))
        first, last = (f"{self.day(moment)} {self.hour(moment)}" for moment in (start, end))
        return self.phrase("from-to", start=first, end=last)

    def each_amount(self, sums: Mapping[str, Decimal]) -> list[str]:
        """Return amounts with their currencies, one each."""
        return [f"{self.money(sums[code])}\u00a0{self.symbol(code)}" for code in sorted(sums) if sums[code]]

    def amounts(self, sums: Mapping[str, Decimal]) -> str:
        """Return amounts with their currencies, never added."""
        return " + ".join(self.each_amount(sums))

    def day(self, moment: datetime) -> str:
        """Return a day on the clock of this computer."""
        local = moment.astimezone(LOCALTZ)
        return str(format_date(local, "dd/MM/yyyy" if self.lang == "fr" else "yyyy-MM-dd", locale=self.lang))

    def hour(self, moment: datetime) -> str:
        """Return the time of day on the clock of this computer."""
        return str(format_time(moment.astimezone(LOCALTZ), "HH:mm", locale=self.lang))

    def moment(self, moment: datetime) -> str:
        """Return a moment, and whose clock it is on."""
        return local_time(moment, self.lang)

    def label(self, entity: str) -> str:
        """Return the plural of a kind of record."""
        return entity_named(entity).label(self.lang)

    def kind(self, kind: KindFacts) -> str:
        """Return what the rows of a kind are: records of an entity, or links between two."""
        if not kind.link:
            return self.label(kind.entity)
        first, second = (word_text(word, lang=self.lang) for word in (kind.entity, kind.link))
        return self.phrase("links", first=first, second=second)

    def message(self, problem: Problem) -> str:
        """Return what is wrong."""
        return problem.texts(self.lang)[0]

    def fix(self, problem: Problem) -> str:
        """Return what to do."""
        return problem.texts(self.lang)[1]

    def reason(self, record: LeftOut) -> str:
        """Return the short reason of a record below the title of its cause: what it is linked to, or its own cell."""
        if not record.at_fault:
            return self.phrase("linked", value=record.link) if record.link else self.message(record.problem)
        problem = record.problem
        return problem.value or problem.column or self.message(problem)

    def counted(self, count: int) -> str:
        """Return a number of records."""
        return self.phrase("records", count=count)

    # the verdict

    def verdict(self, proof: Proof) -> tuple[str, str, str]:
        """Return (kind, sentence, second sentence): "missing" and "check" are no "fine"."""
        counts, total = proof.counts, proof.counts.total
        if not proof.balanced:
            missing = max(int(total.missing), len(counts.missing))
            sentence = self.phrase("missing", count=missing) if missing else self.phrase("missing-amount")
            return "missing", sentence, self.phrase("missing-where", places=_places(proof))
        there = total.migrated - total.mark(GONE)
        sentence = self.phrase(
            "fine-links" if counts.has_links else "fine",
            source=int(total.source),
            migrated=int(there),
            count=int(total.source - there),
        )
        left = int(total.left_out)
        causes = self.phrase("each-cause", count=left) if left else ""
        marks = {
            name: int(total.mark(mark)) for name, mark in (("same", SAME), ("gone", GONE), ("unread", UNREAD))
        }
        changed = int(total.migrated) - sum(marks.values())
        back = self.phrase("read-back", **marks, changed=changed)
        if marks["unread"]:
            back += " " + self.phrase("unread", count=marks["unread"])
        kind = "check" if marks["gone"] or marks["unread"] else "fine"
        return kind, sentence, f"{causes} {back}".strip()

    def changed(self, sums: Sums) -> Decimal:
        """Return what was read back and is neither as sent, gone nor unread."""
        return sums.migrated - sum((sums.mark(mark) for mark in (SAME, GONE, UNREAD)), Decimal(0))


def _places(proof: Proof) -> str:
    named: dict[str, list[int]] = {}
    for file, row in proof.counts.missing:
        named.setdefault(file, []).append(row)
    listed = [
        f"{file} ({', '.join(map(str, rows[:5]))}{'…' if len(rows) > 5 else ''})"
        for file, rows in named.items()
    ]
    return " ; ".join(listed[:4])


def file_name(path: str) -> str:
    """Return the name of a file."""
    return Path(path).name
