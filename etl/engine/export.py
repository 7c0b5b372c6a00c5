"""Search results back into a spreadsheet, in the entity's own columns, so that the file can be imported again."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from etl.engine.observer import Observer
from etl.engine.query import Query
from etl.engine.reading import RecordReader
from etl.sellsy import Sellsy
from etl.sheets import SheetBook


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What an export wrote: its file, its rows, and the API calls it took."""

    path: str
    rows: int
    calls: int


@dataclass(slots=True)
class Exporter:
    """Writes the records of an entity to a workbook."""

    sellsy: Sellsy
    reader: RecordReader
    observer: Observer

    def export(self, path: Path, query: Query) -> ExportResult:
        """Search, and write what is found.

        Raises:
            ApiError: Sellsy refused or did not answer; no file is left.
            DataError: the file cannot be written.
        """
        before = self.sellsy.calls
        rows = 0
        self.observer.stage("export")
        reader = self.reader
        with SheetBook(path, mark=self.reader.entity.name) as book:
            as_text = frozenset(i for i, column in enumerate(reader.columns) if column.codec.as_text)
            label = reader.entity.label(reader.lang)
            sheet = book.add_sheet(label, reader.headers(), text_columns=as_text)
            for line in reader.lines(query.run(self.sellsy)):
                cells = reader.cells(line)
                sheet.row([float(cell) if isinstance(cell, Decimal) else cell for cell in cells])
                rows += 1
                self.observer.advance()
        return ExportResult(str(path), rows, self.sellsy.calls - before)
