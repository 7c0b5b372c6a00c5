"""The memory of exports: the watermark of each, and the digest of every record when it was last written.

An export is identified by its key (account, profile, entity, filter). What it reads is pending until its file is in
place; then it replaces the memory, and the watermark advances, in one transaction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, exists, insert, select, update

from etl.journal.schema import export_known, export_marks, export_pending
from etl.journal.store import Store

_FLUSH = 5_000
"""Records kept in memory before they are written."""


@dataclass(slots=True)
class ExportMemory:
    """The memory of an export; used by one process at a time.

    `watermark` is the time by Sellsy's clock from which the next increment must look, None before the first.
    """

    store: Store
    mark: int
    watermark: datetime | None
    _waiting: dict[tuple[str, int], int] = field(default_factory=dict)

    def known(self, variant: str, ids: Sequence[int]) -> dict[int, int]:
        """Return id -> digest of the records that were written before."""
        if self.watermark is None:
            return {}
        table = export_known
        wanted = select(table.c.id, table.c.digest).where(
            table.c.mark == self.mark, table.c.variant == variant, table.c.id.in_(ids)
        )
        with self.store.reading() as connection:
            return {row.id: row.digest for row in connection.execute(wanted)}

    def see(self, variant: str, digests: Sequence[tuple[int, int]]) -> None:
        """Remember (id, digest) of records just read; for a record read twice the last digest counts."""
        self._waiting.update({(variant, record_id): digest for record_id, digest in digests})
        if len(self._waiting) >= _FLUSH:
            self._flush()

    def there(self, variant: str, ids: Sequence[int]) -> None:
        """Remember that records exist now; those that were read keep their digests."""
        self._flush()
        table = export_pending
        mine = select(table.c.id).where(
            table.c.mark == self.mark, table.c.variant == variant, table.c.id.in_(ids)
        )
        with self.store.writing() as connection:
            seen = set(connection.execute(mine).scalars())
            new = [
                {"mark": self.mark, "variant": variant, "id": record_id, "digest": None}
                for record_id in ids
                if record_id not in seen
            ]
            if new:
                connection.execute(insert(table), new)

    def gone(self) -> Iterator[tuple[str, int]]:
        """Yield (variant, id) of the records that were written before and were not seen this time."""
        self._flush()
        known, pending = export_known, export_pending
        seen = exists().where(
            pending.c.mark == known.c.mark, pending.c.variant == known.c.variant, pending.c.id == known.c.id
        )
        after: tuple[str, int] = ("", 0)
        while True:
            wanted = (
                select(known.c.variant, known.c.id)
                .where(known.c.mark == self.mark, ~seen)
                .where(
                    (known.c.variant > after[0]) | ((known.c.variant == after[0]) & (known.c.id > after[1]))
                )
                .order_by(known.c.variant, known.c.id)
                .limit(_FLUSH)
            )
            with self.store.reading() as connection:
                page = [(row.variant, row.id) for row in connection.execute(wanted)]
            yield from page
            if len(page) < _FLUSH:
                return
            after = page[-1]

    def advance(self, watermark: datetime, *, now: datetime, rows: int, listed: bool) -> None:
        """Make what was seen what is known, and move the watermark; `listed`: what is gone was told, forget it."""
        self._flush()
        known, pending = export_known, export_pending
        mine = pending.c.mark == self.mark
        same = (pending.c.variant == known.c.variant) & (pending.c.id == known.c.id)
        looked = exists().where(mine, same, pending.c.digest.is_not(None))
        there = exists().where(mine, same)
        names = ["mark", "variant", "id", "digest"]
        fresh = select(*(pending.c[name] for name in names)).where(mine, pending.c.digest.is_not(None))
        with self.store.writing() as connection:
            if listed:
                connection.execute(delete(known).where(known.c.mark == self.mark, ~there))
            connection.execute(delete(known).where(known.c.mark == self.mark, looked))
            connection.execute(insert(known).from_select(names, fresh))
            connection.execute(delete(pending).where(mine))
            connection.execute(
                update(export_marks)
                .where(export_marks.c.mark == self.mark)
                .values(watermark=watermark.isoformat(), finished_at=now.isoformat(), rows=rows)
            )
        self.watermark = watermark

    def forget_pending(self) -> None:
        """Forget the pending records of an export that did not end."""
        self._waiting.clear()
        with self.store.writing() as connection:
            connection.execute(delete(export_pending).where(export_pending.c.mark == self.mark))

    def _flush(self) -> None:
        table = export_pending
        if not self._waiting:
            return
        with self.store.writing() as connection:
            for variant in {kind for kind, _ in self._waiting}:
                ids = [record_id for kind, record_id in self._waiting if kind == variant]
                again = (table.c.mark == self.mark) & (table.c.variant == variant) & table.c.id.in_(ids)
                connection.execute(delete(table).where(again))
            rows = [
                {"mark": self.mark, "variant": variant, "id": record_id, "digest": digest}
                for (variant, record_id), digest in self._waiting.items()
            ]
            connection.execute(insert(table), rows)
        self._waiting.clear()


def open_memory(store: Store, key: str) -> ExportMemory:
    """Return the memory of an export by its key."""
    table = export_marks
    with store.writing() as connection:
        row = connection.execute(select(table).where(table.c.key == key)).one_or_none()
        if row is None:
            made = insert(table).values(key=key, rows=0).returning(table.c.mark)
            return ExportMemory(store, connection.execute(made).scalar_one(), None)
    watermark = row.watermark
    return ExportMemory(store, row.mark, None if watermark is None else datetime.fromisoformat(watermark))
