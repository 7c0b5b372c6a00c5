"""Feed damaged files to the readers: `python fuzzing.py KIND COUNT SEED`; prints what happened as JSON.

A process of its own, so that its memory is the readers' alone and an abort below Python is seen.
"""

import io
import json
import random
import re
import resource
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from time import process_time

import openpyxl
from binary import binary_parts
from documents import DOCUMENTS, place, reworded
from packages import packed

from etl.core.errors import EtlError
from etl.core.observer import SilentObserver
from etl.sheets import open_table
from etl.sheets.marks.xls import xls_stream
from etl.sheets.readers.workbooks.compound import compound
from etl.source.opening import open_source
from etl.source.options import ReadOptions


def peak_mb() -> int:
    """Return the most memory this process held, in MB.

    The system's own figure of a child begins with what its parent held when it was started (Linux): the process's
    own mark is read where there is one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) >> 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


HERE = Path(__file__).parent
HEADERS = [
    "Nom société",
    "SIRET",
    "Capital",
    "Date de création",
    "E-mail",
    "Téléphone",
    "Code postal",
    "Ville",
]
CELLS = [
    "Garnier", "732 829 320 00074", "1 234,56 €", "03/04/2024", "a@b.example", "01 99 00 12 34", "1000", "Sète",
    "N/C", "#REF!", "=1+1", "'007", "\u00a0", "\u200b", "x" * 300, "a;b", '"', "é\r\nè", "_x000D_", "45385", "1e400",
    "-", "\ufffd", "31/02/2024", "NULL", "+33 (0)1 99 00 12 34", "\x0b", "٣", "1.234", "1,234,5", "(12)",
]  # fmt: skip
NUMBERS = [
    b"0",
    b"-1",
    b"1048576",
    b"99999999",
    b"4294967296",
    b"1e309",
    b"nan",
    b"",
    b"16384",
    b"2147483647",
]


def xlsx(chance: random.Random) -> bytes:
    """Return a workbook of some dirty rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Titre"])
    sheet.append(HEADERS)
    for _ in range(chance.randrange(1, 8)):
        sheet.append([chance.choice([*CELLS[:9], 1, 2.5, True, None, "=1/0"]) for _ in HEADERS])
    sheet.row_dimensions[3].hidden = True
    sheet.merge_cells("A3:A4")
    book.create_sheet("Autre").append(["x"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def ods(chance: random.Random) -> bytes:
    """Return an OpenDocument workbook of some dirty rows."""
    lines = [HEADERS, *([chance.choice(CELLS[:9]) for _ in HEADERS] for _ in range(4))]
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    far = '<table:table-cell table:number-columns-repeated="16000"/>'
    rows = "".join(
        f"<table:table-row>{''.join(cell.format(item) for item in line)}{far}</table:table-row>"
        for line in lines
    )
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{rows}<table:table-row table:number-rows-repeated="1048000">'
        "<table:table-cell/></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return kept.getvalue()


def xlsb(chance: random.Random) -> bytes:
    """Return a binary workbook of some dirty rows."""
    lines = {
        number: [chance.choice([*CELLS[:9], 1, 2.5, True, None, "#REF!"]) for _ in HEADERS]
        for number in range(3, 9)
    }
    return packed(binary_parts({"S": {1: ["Titre"], 2: HEADERS} | lines}, hidden=(3,), merged=[(3, 4, 0, 0)]))


def text(chance: random.Random) -> bytes:
    """Return a CSV of some dirty rows, in any encoding and with any delimiter."""
    mark = chance.choice(";,\t|")
    lines = [HEADERS, *([chance.choice(CELLS) for _ in range(chance.randrange(12))] for _ in range(6))]
    body = chance.choice(["\n", "\r\n", "\r", "\r\r\n"]).join(mark.join(line) for line in lines)
    return body.encode(chance.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"]), "replace")


def jsonl(chance: random.Random) -> bytes:
    """Return some lines of JSON."""
    values = [*CELLS, 1, 2.5, None, True, ["a", "b,c"], {"x": {"y": 1}}, [[1], {"z": 2}]]
    lines = ({key: chance.choice(values) for key in chance.sample(HEADERS, 4)} for _ in range(5))
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()


def scratched(content: bytes, chance: random.Random) -> bytes:
    """Return bytes with some of them changed, lost, doubled or put in."""
    made = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(made) + 1)
        way = chance.choice((0, 1, 2, 3, 4, 4, 4))
        if way == 0 and at < len(made):
            made[at] = chance.randrange(256)
        elif way == 1:
            del made[at : at + chance.randrange(1, 60)]
        elif way == 2:
            made[at:at] = made[at : at + chance.randrange(1, 60)] * chance.randrange(1, 20)
        elif way == 3:
            made[at:at] = chance.choice(
                [b"\x00", b"<", b"&", b'"', b"\xff\xff", b"<!DOCTYPE x>", b"&lol;", b"{"]
            )
        else:
            made = bytearray(_renumbered(bytes(made), chance))
    return bytes(made)


def _renumbered(content: bytes, chance: random.Random) -> bytes:
    """Return bytes with one of their numbers made absurd."""
    matches = list(re.finditer(rb"\d+", content))
    if not matches:
        return content
    chosen = chance.choice(matches)
    return content[: chosen.start()] + chance.choice(NUMBERS) + content[chosen.end() :]


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return an archive with one of its members scratched, or scratched itself."""
    if chance.randrange(4) == 0:
        return scratched(content, chance)
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        telling = [
            n
            for n in names
            if any(part in n for part in ("sheet1", "workbook", "content", "styles", "Strings"))
        ]
        hit = chance.choice(telling if chance.random() < 0.8 else names)
        for name in names:
            data = old.read(name)
            if name == hit:
                if chance.randrange(12) == 0:
                    continue
                data = scratched(data, chance)
            new.writestr(name, data)
    return kept.getvalue()


def overwritten(content: bytes, chance: random.Random) -> bytes:
    """Return an xls whose shell or whose stream is scratched; in the stream no byte moves, so that it goes deep."""
    if chance.randrange(4) == 0:
        return scratched(compound("Workbook", content), chance)
    made = bytearray(content)
    for _ in range(chance.randrange(1, 8)):
        at, length = chance.randrange(len(made) - 4), chance.randrange(1, 5)
        made[at : at + length] = chance.choice([b"\xff" * 4, b"\0" * 4, chance.randbytes(4)])[:length]
    return compound("Workbook", bytes(made))


def stream(_: random.Random) -> bytes:
    """Return the stream of an xls that people made."""
    return xls_stream(HERE / "people.xls")[1]


MAKERS = {
    "xlsx": (xlsx, damaged, ".xlsx"),
    "xlsb": (xlsb, damaged, ".xlsb"),
    "ods": (ods, damaged, ".ods"),
    "xls": (stream, overwritten, ".xls"),
    "csv": (text, scratched, ".csv"),
    "jsonl": (jsonl, scratched, ".jsonl"),
}

Reader = Callable[[Path, int], None]
"""Reads the file of a case."""


def read_table(path: Path, case: int) -> None:
    """Read a file, now and then as far as records."""
    if case % 10 == 0:
        options = ReadOptions(hidden="include")
        source = open_source(path, entity="client", options=options, observer=SilentObserver())
        for chunk in source.chunks(SilentObserver()):
            source.transformer.transform(chunk)
    else:
        for _chunk in open_table(path, known=set(HEADERS).__contains__).chunks():
            pass


def document(content: bytes, chance: random.Random) -> bytes:
    """Return a document with other words, or scratched."""
    return (scratched if chance.randrange(4) == 0 else reworded)(content, chance)


@contextmanager
def case_of(
    kind: str, folder: Path
) -> Iterator[tuple[Callable[..., bytes], Callable[..., bytes], Path, Reader]]:
    """Yield what makes and damages a kind of file, where it stands and what reads it."""
    if kind in MAKERS:
        make, damage, suffix = MAKERS[kind]
        yield make, damage, folder / f"file{suffix}", read_table
        return
    make, name, reads, every = DOCUMENTS[kind]
    with place(folder) as settings, chdir(folder):
        yield make, document, folder / name, lambda path, case: reads(path, settings, whole=case % every == 0)


def ended(read: Reader, path: Path, case: int) -> str:
    """Read a file and return how it ended."""
    try:
        read(path, case)
    except EtlError as error:
        told = error.exit_code in {2, 3, 4, 5} and error.message("fr") and error.hint("en")
        return error.code if told else f"silent {error.code}"
    return "read"


def where(fault: Exception) -> str:
    """Return the last line of ours that a fault went through."""
    lines = traceback.extract_tb(fault.__traceback__)
    ours = [line for line in lines if "etl" in Path(line.filename).parts]
    last = (ours or lines)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def main(kind: str, count: int, seed: int) -> None:
    """Read `count` damaged files of a kind."""
    chance = random.Random(seed)
    ends: Counter[str] = Counter()
    worst = 0.0
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder, case_of(kind, Path(folder)) as (make, damage, path, read):
        whole = [make(chance) for _ in range(40)]
        for case in range(count):
            path.write_bytes(damage(chance.choice(whole), chance))
            start = process_time()
            try:
                ends[ended(read, path, case)] += 1
            except Exception as fault:  # noqa: BLE001 - what is looked for
                faults.append(f"case {case}: {fault!r} at {where(fault)}")
                kept = Path(tempfile.gettempdir()) / f"fault-{seed}-{case}{path.suffix}"
                kept.write_bytes(path.read_bytes())
            worst = max(worst, process_time() - start)
    peak = peak_mb()
    texts = {
        "cases": count,
        "ends": ends,
        "worst_s": round(worst, 2),
        "peak_mb": peak,
        "cpu_s": round(process_time()),
        "faults": faults[:10],
    }
    sys.stdout.write(json.dumps(texts))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
