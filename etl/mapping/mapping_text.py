"""A proposal as the YAML file that a person reads, corrects and gives back to `--map`: every choice with its reason."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from etl.codecs import Choice
from etl.entities import Column
from etl.mapping.proposals import ColumnProposal, Proposal
from etl.mapping.recipes import Recipe
from etl.messages import Lang, text

_INSIDE = 30
"""Characters of an example."""

_LISTED = 12
"""Choices that a comment names."""


def mapping_text(proposal: Proposal, *, file: str, output: str, lang: Lang) -> str:
    """Return the YAML of a proposal; `file` and `output` are named in its first lines."""
    return "\n".join(_Writer(proposal, lang).lines(file, output)) + "\n"


@dataclass(frozen=True, slots=True)
class _Writer:
    proposal: Proposal
    lang: Lang

    def lines(self, file: str, output: str) -> Iterator[str]:
        sure = [one for one in self.proposal.columns if one.sure]
        yield from self._comment("mapping-head", file=file, rows=self.proposal.rows, output=output)
        yield f"entity: {self.proposal.entity.name}"
        yield from self._lacking()
        if sure:
            yield from ("", "columns:")
            for one in sure:
                yield from self._column(one)
        yield from self._recipes("joins", [one for one in self.proposal.recipes if not one.is_split])
        yield from self._recipes("splits", [one for one in self.proposal.recipes if one.is_split])
        yield from self._refusing([one for one in self.proposal.columns if one.refuses])
        yield from self._ignored([one for one in self.proposal.columns if not one.sure and not one.refuses])

    def _comment(self, code: str, **params: object) -> Iterator[str]:
        for line in text(code, lang=self.lang, **params).splitlines():
            yield f"# {line}".rstrip()

    def _lacking(self) -> Iterator[str]:
        if not self.proposal.lacking:
            return
        yield ""
        yield from self._comment("mapping-lacking")
        yield "# constants:"
        yield from (f"#   {quoted(self._name(column))}: " for column in self.proposal.lacking)

    def _name(self, column: Column) -> str:
        return column.header(self.lang)

    def _column(self, one: ColumnProposal) -> Iterator[str]:
        if one.column is None:
            return
        yield f"  # {self.reason(one)}"
        if not (one.values or one.dates or one.decimal):
            yield f"  {quoted(one.header)}: {quoted(self._name(one.column))}"
            return
        yield f"  {quoted(one.header)}:"
        yield f"    column: {quoted(self._name(one.column))}"
        if one.dates:
            yield f"    dates: {one.dates}"
        if one.decimal:
            yield f"    decimal: {quoted(one.decimal)}"
        if one.values:
            yield from self._values(one, one.column)

    def _values(self, one: ColumnProposal, column: Column) -> Iterator[str]:
        if isinstance(column.codec, Choice):
            labels = [labels[0] for labels in column.codec.choices.values()][:_LISTED]
            yield f"    # {text('mapping-choices', lang=self.lang, accepted=labels)}"
        if any(value.label for value in one.values):
            yield "    values:"
        for value in one.values:
            rows = text("mapping-rows", lang=self.lang, rows=value.rows)
            mark = "" if value.label else "# "
            yield f"    {mark}  {quoted(value.cell)}: {quoted(value.label or '')}  # {rows}"

    def reason(self, one: ColumnProposal) -> str:
        """Return in one line why a column is proposed, with what stands in it."""
        parts = [f"{one.confidence} %"] if one.column else []
        if one.column:
            parts.append(text("mapping-known" if one.known else "mapping-alike", lang=self.lang))
        if one.accepted is not None:
            parts.append(text("mapping-accepted", lang=self.lang, percent=one.accepted))
        shown = ", ".join(_cut(example) for example in one.examples)
        parts.append(shown or text("mapping-blank", lang=self.lang))
        return " · ".join(parts)

    def _recipes(self, section: str, recipes: list[Recipe]) -> Iterator[str]:
        if recipes:
            yield from ("", f"{section}:")
        for one in recipes:
            names = ", ".join(quoted(self._name(column)) for column in one.columns)
            if one.is_split:
                rest = f", rest: {quoted(self._name(one.rest))}" if one.rest else ""
                yield f"  # {text('mapping-split', lang=self.lang)}"
                yield f'  {quoted(one.headers[0])}: {{into: [{names}], at: " "{rest}}}'
            else:
                headers = ", ".join(map(quoted, one.headers))
                yield f'  {names}: {{from: [{headers}], with: " "}}'

    def _refusing(self, some: list[ColumnProposal]) -> Iterator[str]:
        """Name the columns that say who refused campaigns; a line would add nothing."""
        if not some:
            return
        yield ""
        yield from self._comment("mapping-refusing")
        for one in some:
            shown = ", ".join(_cut(example) for example in one.examples)
            yield f"#   {quoted(one.header)}: {shown or text('mapping-blank', lang=self.lang)}"

    def _ignored(self, some: list[ColumnProposal]) -> Iterator[str]:
        if not some:
            return
        yield ""
        yield from self._comment("mapping-ignored")
        yield "ignore:"
        for one in some:
            nearest = f"{self._name(one.column)} ? " if one.column else ""
            yield f"  - {quoted(one.header)}  # {nearest}{self.reason(one)}"


def quoted(said: str) -> str:
    """Return a text as YAML that is read back as it is: a JSON string is one."""
    return json.dumps(said, ensure_ascii=False)


def _cut(example: str) -> str:
    return example if len(example) <= _INSIDE else example[: _INSIDE - 1] + "…"
