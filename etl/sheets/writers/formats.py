"""Which class writes a format, and what must be installed for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import PurePath
from typing import BinaryIO, Protocol

from etl.core.errors import ConfigError
from etl.sheets.writers.shape import SheetRows


class Writer(Protocol):
    """Writes sheets to a stream; `cut` counts the texts that were too long for the format."""

    cut: int

    def write(self, stream: BinaryIO, sheets: Sequence[SheetRows]) -> None:
        """Write the sheets, taking their rows as it goes.

        Raises:
            DataError: a value does not fit the format.
        """


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """Options: `delimiter` and `encoding` of CSV, French decimals and dates there, the fast xlsx writer."""

    delimiter: str = ";"
    encoding: str = "utf-8-sig"
    french: bool = False
    fast: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A format: whether it holds several sheets, whether its cells are typed, and the extra it needs."""

    name: str
    module: str
    writer: str
    sheets: bool = False
    typed: bool = False
    needs: str = ""
    extra: str = ""


FORMATS = {
    kind.name: kind
    for kind in (
        Format("xlsx", "excel", "ExcelWriter", sheets=True),
        Format("csv", "delimited", "DelimitedWriter"),
        Format("jsonl", "jsonlines", "JsonLinesWriter", typed=True),
        Format("ods", "opendocument", "OpenDocumentWriter", sheets=True),
        Format("parquet", "parquet", "ParquetWriter", typed=True, needs="pyarrow", extra="parquet"),
    )
}
_FAST = Format(
    "xlsx",
    "fast_excel",
    "FastExcelWriter",
    sheets=True,
    needs="rustpy_xlsxwriter",
    extra="fast",
)
_ALSO = {"tsv": "csv", "txt": "csv", "ndjson": "jsonl"}


def format_of(target: str, stated: str | None = None) -> Format:
    """Return the stated format, else that of a file's suffix.

    Raises:
        ConfigError: the format is unknown.
    """
    name = (stated or PurePath(target).suffix.removeprefix(".")).casefold()
    name = _ALSO.get(name, name)
    if name not in FORMATS:
        raise ConfigError("output-format", target=target, format=name or "∅", accepted=list(FORMATS))
    return FORMATS[name]


def writer_for(chosen: Format, options: OutputOptions) -> Writer:
    """Return the writer of a format.

    Raises:
        ConfigError: its library is not installed, or an option of CSV is wrong.
    """
    used = _FAST if chosen.name == "xlsx" and options.fast else chosen
    if used.needs and find_spec(used.needs) is None:
        raise ConfigError("extra-missing", what=used.name, library=used.needs, extra=used.extra)
    make: Callable[..., Writer] = getattr(import_module(f"etl.sheets.writers.{used.module}"), used.writer)
    if used.name == "csv":
        return make(delimiter=options.delimiter, encoding=options.encoding, french=options.french)
    return make()
