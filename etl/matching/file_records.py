"""The records that earlier rows of a run create: a later row that would be found as one of them is not another."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from etl.core.record import Record
from etl.entities.address import ADDRESSES
from etl.entities.base.resource import RESOURCES
from etl.entities.origin import LEGACY_ID
from etl.matching.choosing import Rule, match
from etl.matching.directory import Directory
from etl.matching.document_keys import Document, document_keys
from etl.matching.evidence import weigh
from etl.matching.match_keys import EMAIL, key_of


@dataclass(slots=True)
class FileRecords:
    """What rows create, by variant and by the company that a contact's row names."""

    _directories: dict[tuple[str, int | None], Directory] = field(default_factory=dict)

    def first(
        self, record: Record, rule: Rule, *, shared: AbstractSet[tuple[str, str]], company: int | None
    ) -> int | None:
        """Return the earlier row whose record a row would be found as, None where it creates one of its own.

        Only a key that several rows state (`shared`) can tell so. A file that says another e-mail, or leaves it in
        doubt, says another record; of contacts of two companies, so does one with nothing but their name.
        """
        keys = {(key, value) for key in rule.order if (value := key_of(record, key)) is not None}
        if keys.isdisjoint(shared):
            return None
        for directory, apart in self._near(record.variant, company):
            found = self._found(record, rule, directory, apart=apart)
            if found is not None:
                return found
        own = self._directories.setdefault((record.variant, company), Directory(RESOURCES[record.variant]))
        self._add(record, rule, own)
        return None

    def _near(self, variant: str, company: int | None) -> list[tuple[Directory, bool]]:
        """Return where a row's record may stand, and whether those there are of another company."""
        return [
            (directory, company is not None and named not in (None, company))
            for (kind, named), directory in self._directories.items()
            if kind == variant
        ]

    def _found(self, record: Record, rule: Rule, directory: Directory, *, apart: bool) -> int | None:
        found = match(record, directory, replace(rule, on_doubt="create", keyless=True))
        ours = key_of(record, EMAIL)
        if found.document is not None:
            theirs = document_keys(record.variant, EMAIL, found.document)
            bare = apart and ours is None and not theirs
            if bare and not weigh(record, directory, found.document, company=None).phone:
                return None
            return _row(found.document) if ours is None or not theirs or ours in theirs else None
        if found.problem is None or ours is not None:
            return None
        return min(_row(one) for key in rule.order for one in directory.fitting(record, key))

    def _add(self, record: Record, rule: Rule, directory: Directory) -> None:
        """Add a row's record as Sellsy would answer it, as far as rows are matched by it; its id is the row."""
        legal = {name: record.values.get(name) for name in ("siret", "siren")}
        directory.add({**record.values, "id": record.row, "legal_france": legal}, rule.order)
        codes = (record.values.get(f"{part}.postal_code") for part in ADDRESSES)
        if (old := record.values.get(LEGACY_ID)) is not None:
            directory.old_ids = {**directory.old_ids, record.row: {str(old)}}
        directory.around[record.row] = {"addresses": [{"postal_code": code} for code in codes]}


def _row(document: Document) -> int:
    return int(str(document["id"]))
