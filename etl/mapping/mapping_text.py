"""A proposal as a YAML file to read, correct and pass to `--map`: every choice with its reason."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from etl.codecs import Choice
from etl.entities import Column
from etl.mapping.proposals import ColumnProposal, Proposal
from etl.messages import Lang, text

_INSIDE = 30
"""Characters of an example."""

_LISTED = 12
"""Choices that a comment names."""


def mapping_text(proposal: Proposal, *, file: str, again: str, lang: Lang) -> str:
    """Return the YAML of a proposal; its first lines name `file` and the command to use it, `again`."""
    return "\n".join(_Writer(proposal, lang).lines(file, again)) + "\n"


@dataclass(frozen=True, slots=True)
class _Writer:
    proposal: Proposal
    lang: Lang

    def lines(self, file: str, again: str) -> Iterator[str]:
        sure = [column for column in self.proposal.columns if column.sure]
        yield from self._comment("mapping-head", file=file, rows=self.proposal.rows, again=again)
        yield f"entity: {self.proposal.entity.name}"
        yield from self._lacking()
        if sure:
            yield from ("", "columns:")
            for column in sure:
                yield from self._column(column)
        yield from self._joins()
        yield from self._refusing([column for column in self.proposal.columns if column.refuses])
        yield from self._ignored(
            [column for column in self.proposal.columns if not column.sure and not column.refuses]
        )

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

    def _column(self, proposed: ColumnProposal) -> Iterator[str]:
        if proposed.column is None:
            return
        yield f"  # {self.reason(proposed)}"
        if not (proposed.values or proposed.dates or proposed.decimal):
            yield f"  {quoted(proposed.header)}: {quoted(self._name(proposed.column))}"
            return
        yield f"  {quoted(proposed.header)}:"
        yield f"    column: {quoted(self._name(proposed.column))}"
        if proposed.dates:
            yield f"    dates: {proposed.dates}"
        if proposed.decimal:
            yield f"    decimal: {quoted(proposed.decimal)}"
        if proposed.values:
            yield from self._values(proposed, proposed.column)

    def _values(self, proposed: ColumnProposal, column: Column) -> Iterator[str]:
        if isinstance(column.codec, Choice):
            labels = [labels[0] for labels in column.codec.choices.values()][:_LISTED]
            yield f"    # {text('mapping-choices', lang=self.lang, accepted=labels)}"
        if any(value.label for value in proposed.values):
            yield "    values:"
        for value in proposed.values:
            rows = text("mapping-rows", lang=self.lang, rows=value.rows)
            mark = "" if value.label else "# "
            yield f"    {mark}  {quoted(value.cell)}: {quoted(value.label or '')}  # {rows}"

    def reason(self, proposed: ColumnProposal) -> str:
        """Return on a line why a column is proposed, with examples of its cells."""
        parts = [f"{proposed.confidence} %"] if proposed.column else []
        if proposed.column:
            parts.append(text("mapping-known" if proposed.known else "mapping-alike", lang=self.lang))
        if proposed.accepted is not None:
            parts.append(text("mapping-accepted", lang=self.lang, percent=proposed.accepted))
        shown = ", ".join(_cut(example) for example in proposed.examples)
        parts.append(shown or text("mapping-blank", lang=self.lang))
        return " · ".join(parts)

    def _joins(self) -> Iterator[str]:
        if self.proposal.recipes:
            yield from ("", "joins:")
        for recipe in self.proposal.recipes:
            headers = ", ".join(map(quoted, recipe.headers))
            yield f'  {quoted(self._name(recipe.column))}: {{from: [{headers}], with: " "}}'

    def _refusing(self, columns: list[ColumnProposal]) -> Iterator[str]:
        """List the columns of refusals as comments; they need no line in a mapping."""
        if not columns:
            return
        yield ""
        yield from self._comment("mapping-refusing")
        for column in columns:
            shown = ", ".join(_cut(example) for example in column.examples)
            yield f"#   {quoted(column.header)}: {shown or text('mapping-blank', lang=self.lang)}"

    def _ignored(self, columns: list[ColumnProposal]) -> Iterator[str]:
        if not columns:
            return
        yield ""
        yield from self._comment("mapping-ignored")
        yield "ignore:"
        for column in columns:
            nearest = f"{self._name(column.column)} ? " if column.column else ""
            yield f"  - {quoted(column.header)}  # {nearest}{self.reason(column)}"


def quoted(value: str) -> str:
    """Return a text as YAML that reads back unchanged: a JSON string is YAML."""
    return json.dumps(value, ensure_ascii=False)


def _cut(example: str) -> str:
    return example if len(example) <= _INSIDE else example[: _INSIDE - 1] + "…"
