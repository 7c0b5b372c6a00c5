"""Small files that mean a great deal: each is told to claim more cells, text or depth than a reader can hold.

`python hostile.py ARGUMENTS` runs the command line on one and prints, as JSON, how it ended, on what CPU and memory.
"""

import contextlib
import gzip
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from binary import binary_parts
from fuzzing import peak_mb, stream
from opendocument import open_parts, row, string
from packages import cells, parts

from etl.cli.main import run
from etl.sheets.readers.workbooks.compound import compound

LINES = ["Nom société", "E-mail"], ["Garnier", "a@b.example"], ["Martin", "c@d.example"]
BODY = cells(LINES)
STRINGS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BILLION = '<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'
FAR = "A1:XFD1048576"

Writer = Callable[[Path], object]
HOSTILE: dict[str, Writer] = {}
"""The file name of each, with what writes it."""


def hostile(name: str) -> Callable[[Writer], Writer]:
    """Name what writes a file."""

    def named(write: Writer) -> Writer:
        HOSTILE[name] = write
        return write

    return named


def pack(path: Path, files: dict[str, str | bytes | Iterator[bytes]]) -> None:
    """Write an archive; a part given in pieces is never whole in memory."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            if isinstance(content, str | bytes):
                archive.writestr(name, content)
                continue
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in content:
                    part.write(piece)


def book(
    path: Path, *, rows: str = BODY, top: str = "", after: str = "", **more: str | Iterator[bytes]
) -> None:
    """Write an xlsx; `more` are other parts, a double underline standing for a slash and a single one for a dot."""
    files = parts(rows=rows, top=top)
    files["xl/worksheets/sheet1.xml"] = files["xl/worksheets/sheet1.xml"].replace(
        "</sheetData>", f"</sheetData>{after}"
    )
    others = {name.replace("__", "/").replace("_", "."): content for name, content in more.items()}
    kinds = {"xl/sharedStrings.xml": "sharedStrings", "xl/styles.xml": "styles"}
    links = "".join(
        f'<Relationship Id="x{i}" Type="{STRINGS}/{kinds[name]}" Target="/{name}"/>'
        for i, name in enumerate(others)
        if name in kinds
    )
    relations = "xl/_rels/workbook.xml.rels"
    files[relations] = files[relations].replace("</Relationships>", f"{links}</Relationships>")
    pack(path, {**files, **others})


def sheet(path: Path, pieces: Iterator[str]) -> None:
    """Write an xlsx whose sheet is long; `pieces` are what follows its rows."""
    files = parts(rows=BODY + "|")
    start, end = files["xl/worksheets/sheet1.xml"].split("|")
    files["xl/worksheets/sheet1.xml"] = (piece.encode() for piece in (start, *pieces, end))
    pack(path, files)


def open_document(path: Path, *rows: str, **more: str) -> None:
    """Write an ods of the usual lines, and of others."""
    pack(path, open_parts([*(row(*line) for line in LINES), *rows], **more))


def repeated(times: int, piece: str) -> str:
    """Return a text many times."""
    return piece * times


@hostile("merged-all.xlsx")
def _(path):
    book(path, after=f'<mergeCells count="1"><mergeCell ref="{FAR}"/></mergeCells>')


@hostile("merged-columns.xlsx")
def _(path):
    areas = "".join(f'<mergeCell ref="A{n}:XFD{n + 900_000}"/>' for n in range(2, 2_000))
    book(path, after=f"<mergeCells>{areas}</mergeCells>")


@hostile("merged-alike.xlsx")
def _(path):
    areas = '<mergeCell ref="A4:B90000"/>' * 2_000
    book(path, after=f"<mergeCells>{areas}</mergeCells>")


@hostile("merged-million.xlsx")
def _(path):
    areas = "".join(f'<mergeCell ref="A{n}:A{n + 1}"/>' for n in range(2, 1_000_000, 2))
    book(path, after=f"<mergeCells>{areas}</mergeCells>")


@hostile("dimension.xlsx")
def _(path):
    book(path, top=f'<dimension ref="{FAR}"/>')


@hostile("dimension-nonsense.xlsx")
def _(path):
    book(path, top='<dimension ref="ZZZZZZZ99999999999:A1"/>')


@hostile("far-cell.xlsx")
def _(path):
    book(path, rows=BODY + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@hostile("beyond-cell.xlsx")
def _(path):
    book(path, rows=BODY + '<row r="4294967295"><c r="ZZZZZZ4294967295"><v>1</v></c></row>')


@hostile("thin-rows.xlsx")
def _(path):
    sheet(path, (f'<row r="{n}"/>' for n in range(4, 1_000_000)))


@hostile("thin-cells.xlsx")
def _(path):
    sheet(path, (f'<row r="{n}"><c r="A{n}"/></row>' for n in range(4, 1_000_000)))


@hostile("hidden-rows.xlsx")
def _(path):
    sheet(path, (f'<row r="{n}" hidden="1"/>' for n in range(4, 1_000_000)))


@hostile("strings.xlsx")
def _(path):
    many = (b"<si><t>%d</t></si>" % n for n in range(3_000_000))
    book(path, xl__sharedStrings_xml=(piece for piece in ((f"<sst {MAIN}>").encode(), *many, b"</sst>")))


@hostile("strings-long.xlsx")
def _(path):
    book(
        path,
        xl__sharedStrings_xml=f"<sst {MAIN}><si>{'<r><t>aaaaaaaaaaaaaaaaaaaa</t></r>' * 900_000}</si></sst>",
    )


@hostile("strings-count.xlsx")
def _(path):
    book(
        path,
        xl__sharedStrings_xml=f'<sst {MAIN} count="4294967295" uniqueCount="4294967295"><si><t>a</t></si></sst>',
    )


@hostile("styles.xlsx")
def _(path):
    made = '<numFmt numFmtId="{0}" formatCode="0.0&quot;{0} EUR&quot;"/>'
    formats = "".join(made.format(n) for n in range(200, 300_200))
    used = "".join(f'<xf numFmtId="{n % 300_000 + 200}"/>' for n in range(1_000_000))
    book(
        path,
        xl__styles_xml=f"<styleSheet {MAIN}><numFmts>{formats}</numFmts><cellXfs>{used}</cellXfs></styleSheet>",
    )


@hostile("styles-money.xlsx")
def _(path):
    used = '<xf numFmtId="200"/>' * 60_000
    many = "".join(f'<row r="{n}"><c r="A{n}" s="{n % 60_000}"><v>{n}</v></c></row>' for n in range(4, 4_000))
    book(
        path,
        rows=BODY + many,
        xl__styles_xml=f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="200" formatCode="0 &quot;EUR&quot;"/></numFmts>'
        f"<cellXfs>{used}</cellXfs></styleSheet>",
    )


@hostile("long-cell.xlsx")
def _(path):
    sheet(path, ('<row r="4"><c r="A4" t="inlineStr"><is><t>', "a" * 50_000_000, "</t></is></c></row>"))


@hostile("pieces-cell.xlsx")
def _(path):
    run = "<r><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></r>" * 1_000
    sheet(path, ('<row r="4"><c r="A4" t="inlineStr"><is>', *[run] * 1_000, "</is></c></row>"))


@hostile("deep.xlsx")
def _(path):
    sheet(path, ("<x>" * 1_000_000, "</x>" * 1_000_000))


@hostile("deep-workbook.xlsx")
def _(path):
    files = parts(rows=BODY)
    files["xl/workbook.xml"] = files["xl/workbook.xml"].replace(
        "</workbook>", "<x>" * 1_000_000 + "</x>" * 1_000_000 + "</workbook>"
    )
    pack(path, files)


@hostile("entities.xlsx")
def _(path):
    files = parts(rows=BODY)
    for name in ("xl/worksheets/sheet1.xml",):
        files[name] = BILLION + files[name]
    pack(path, files)


@hostile("entities-utf16.xlsx")
def _(path):
    files = parts(rows=BODY)
    files["xl/worksheets/sheet1.xml"] = (
        '<?xml version="1.0" encoding="utf-16"?>' + BILLION + files["xl/worksheets/sheet1.xml"]
    ).encode("utf-16")
    pack(path, files)


@hostile("columns.xlsx")
def _(path):
    book(path, rows='<row r="1">' + "".join(f"<c><v>{n}</v></c>" for n in range(100_000)) + "</row>" + BODY)


@hostile("wide-rows.xlsx")
def _(path):
    line = "".join('<c t="inlineStr"><is><t>x</t></is></c>' for _ in range(16_384))
    sheet(path, (f'<row r="{n}">{line}</row>' for n in range(4, 60)))


@hostile("beside.xlsx")
def _(path):
    book(
        path,
        after=f'<conditionalFormatting sqref="{FAR}"><cfRule type="expression" priority="1"><formula>1</formula></cfRule>'
        f'</conditionalFormatting><dataValidations><dataValidation type="list" sqref="{FAR}"><formula1>A1</formula1>'
        f'</dataValidation></dataValidations><hyperlinks><hyperlink ref="{FAR}" location="A1"/></hyperlinks>',
    )


@hostile("names.xlsx")
def _(path):
    files = parts(rows=BODY)
    loops = "".join(f'<definedName name="n{n}">n{n + 1}</definedName>' for n in range(200_000))
    files["xl/workbook.xml"] = files["xl/workbook.xml"].replace(
        "</workbook>",
        f"<definedNames>{loops}<definedName name='n200000'>n0</definedName></definedNames></workbook>",
    )
    pack(path, files)


@hostile("sheets.xlsx")
def _(path):
    files = parts(rows=BODY)
    many = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2, 20_000))
    files["xl/workbook.xml"] = files["xl/workbook.xml"].replace("</sheets>", f"{many}</sheets>")
    pack(path, files)


@hostile("shared-formulas.xlsx")
def _(path):
    text = f'<c r="C2"><f t="shared" ref="{FAR}" si="0">A1</f><v>1</v></c>'
    book(path, rows=BODY.replace("</row>", text + "</row>", 2))


@hostile("table-totals.xlsx")
def _(path):
    files = parts(rows=BODY)
    files["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{STRINGS}/table" Target="/xl/tables/table1.xml"/></Relationships>'
    )
    files["xl/tables/table1.xml"] = f'<table {MAIN} ref="{FAR}" totalsRowCount="1048575"/>'
    pack(path, files)


@hostile("table-totals-large.xlsx")
def _(path):
    files = parts(rows=BODY)
    files["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{STRINGS}/table" Target="/xl/tables/table1.xml"/></Relationships>'
    )
    files["xl/tables/table1.xml"] = f'<table {MAIN} ref="A1:B9999999" totalsRowCount="999999999999"/>'
    pack(path, files)


@hostile("ratio.xlsx")
def _(path):
    book(path, xl__theme_xml=(b" " * 1_000_000 for _ in range(900)))


@hostile("ratio-sheet.xlsx")
def _(path):
    sheet(path, (" " * 1_000_000 for _ in range(900)))


@hostile("nested.xlsx")
def _(path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"\0" * 50_000_000)
    pack(path, {f"{n}.zip": inner.getvalue() for n in range(100)})


@hostile("overlap.xlsx")
def _(path):
    files = parts(rows=BODY)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("xl/media/a.xml", b" " * 19_000_000)
        entry = archive.filelist[-1]
        for n in range(2_000):
            again = zipfile.ZipInfo(f"xl/media/a{n}.xml")
            for slot in ("compress_type", "CRC", "compress_size", "file_size", "header_offset", "flag_bits"):
                setattr(again, slot, getattr(entry, slot))
            archive.filelist.append(again)
            archive.NameToInfo[again.filename] = again


@hostile("many-parts.xlsx")
def _(path):
    pack(path, {**parts(rows=BODY), **{f"xl/media/{n}": b"" for n in range(70_000)}})


@hostile("spaces.ods")
def _(path):
    open_document(path, row(string('<text:p>a<text:s text:c="900000000"/>b</text:p>')))


@hostile("spaces-many.ods")
def _(path):
    open_document(path, row(string("<text:p>a" + '<text:s text:c="9999"/>' * 300_000 + "b</text:p>")))


@hostile("columns-repeated.ods")
def _(path):
    open_document(path, row(string("x", more=' table:number-columns-repeated="900000000"')))


@hostile("columns-repeated-empty.ods")
def _(path):
    open_document(path, row('<table:table-cell table:number-columns-repeated="900000000"/>'))


@hostile("rows-repeated.ods")
def _(path):
    open_document(path, row("x", more=' table:number-rows-repeated="900000000"'))


@hostile("rows-repeated-full.ods")
def _(path):
    open_document(path, row("x", "y", more=' table:number-rows-repeated="1048570"'))


@hostile("rows-repeated-empty.ods")
def _(path):
    open_document(path, row("<table:table-cell/>", more=' table:number-rows-repeated="900000000"'), row("x"))


@hostile("both-repeated.ods")
def _(path):
    open_document(
        path,
        row(
            string("x", more=' table:number-columns-repeated="1000"'),
            more=' table:number-rows-repeated="1000"',
        ),
    )


@hostile("hidden-repeated.ods")
def _(path):
    hidden = row("x", more=' table:number-rows-repeated="4" table:visibility="collapse"')
    far = row("<table:table-cell/>", more=' table:number-rows-repeated="1048000" table:visibility="collapse"')
    open_document(path, hidden, far, far, far)


@hostile("errors-repeated.ods")
def _(path):
    wrong = '<table:table-cell table:number-columns-repeated="1000" calcext:value-type="error"/>'
    open_document(path, row(wrong, more=' table:number-rows-repeated="900000"'))


@hostile("columns-styled.ods")
def _(path):
    columns = '<table:table-column table:number-columns-repeated="900000000"/>' * 200_000
    open_document(path, columns=columns)


@hostile("merged.ods")
def _(path):
    far = ' table:number-rows-spanned="1048576" table:number-columns-spanned="16384"'
    open_document(path, *(row(string("x", more=far), "y") for _ in range(2_000)))


@hostile("thin-rows.ods")
def _(path):
    open_document(path, "<table:table-row/>" * 1_000_000)


@hostile("thin-cells.ods")
def _(path):
    open_document(path, "<table:table-row><table:table-cell/></table:table-row>" * 1_000_000)


@hostile("deep.ods")
def _(path):
    open_document(path, "<x>" * 1_000_000 + "</x>" * 1_000_000)


@hostile("deep-text.ods")
def _(path):
    open_document(
        path, row(string("<text:p>" + "<text:span>" * 500_000 + "</text:span>" * 500_000 + "</text:p>"))
    )


@hostile("entities.ods")
def _(path):
    files = open_parts([row(*line) for line in LINES])
    files["content.xml"] = files["content.xml"].replace("?>", "?>" + BILLION, 1)
    pack(path, files)


@hostile("long-cell.ods")
def _(path):
    open_document(path, row("a" * 50_000_000))


@hostile("pieces-cell.ods")
def _(path):
    open_document(
        path, row(string("<text:p>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</text:p>" * 1_000_000))
    )


@hostile("styles.ods")
def _(path):
    made = '<style:style style:name="c{0}" style:family="table-cell" style:parent-style-name="c{1}"/>'
    open_document(path, styles="".join(made.format(n, n + 1) for n in range(1_000_000)))


@hostile("manifest.ods")
def _(path):
    files = open_parts([row(*line) for line in LINES])
    files["META-INF/manifest.xml"] = (b" " * 1_000_000 for _ in range(900))
    pack(path, files)


@hostile("merged.xlsb")
def _(path):
    pack(path, binary_parts({"S": dict(enumerate(LINES, start=1))}, merged=[(0, 1_048_575, 0, 16_383)]))


@hostile("damaged.xlsb")
def _(path):
    files = binary_parts({"S": dict(enumerate(LINES, start=1))})
    name = next(name for name in files if "sheet" in name and name.endswith(".bin"))
    files[name] = files[name][: len(files[name]) // 2]
    pack(path, files)


@hostile("damaged.xls")
def _(path):
    path.write_bytes(compound("Workbook", stream(None)[:3_000]))


@hostile("long-line.csv")
def _(path):
    path.write_text("Nom société;E-mail\n" + "a" * 50_000_000 + "\n")


@hostile("long-quoted.csv")
def _(path):
    path.write_text('Nom société;E-mail\n"' + "a\n" * 25_000_000 + '";b\n')


@hostile("one-line.csv")
def _(path):
    path.write_text("a" * 50_000_000)


@hostile("columns.csv")
def _(path):
    path.write_text(";".join(f"c{n}" for n in range(100_000)) + "\n" + ";".join("x" * 100_000) + "\n")


@hostile("delimiters.csv")
def _(path):
    path.write_text("Nom société;E-mail\nGarnier;a@b.example" + ";" * 20_000_000 + "\n")


@hostile("thin-rows.csv")
def _(path):
    path.write_text("Nom société;E-mail\nGarnier;a@b.example\n" + "\n" * 1_000_000)


@hostile("quotes.csv")
def _(path):
    path.write_text("Nom société;E-mail\n" + '"' * 10_000_000 + "\n")


@hostile("quotes-apart.csv")
def _(path):
    path.write_text("Nom société;E-mail\n" + '"a;b\n' * 300_001)


@hostile("nul.csv")
def _(path):
    path.write_bytes(b"\0" * 30_000_000)


@hostile("bomb.csv.gz")
def _(path):
    with gzip.open(path, "wb") as file:
        file.write("Nom société;E-mail\n".encode())
        for _ in range(900):
            file.write(b" " * 1_000_000)


@hostile("deep.jsonl")
def _(path):
    path.write_text('{"Nom société": ' + "[" * 100_000 + "]" * 100_000 + "}\n")


@hostile("deep-objects.jsonl")
def _(path):
    path.write_text('{"a":' * 100_000 + "1" + "}" * 100_000 + "\n")


@hostile("digits.jsonl")
def _(path):
    path.write_text('{"Nom société": ' + "9" * 1_000_000 + "}\n")


@hostile("long-line.jsonl")
def _(path):
    path.write_text('{"Nom société": "' + "a" * 50_000_000 + '"}\n')


@hostile("columns.jsonl")
def _(path):
    path.write_text(json.dumps({f"c{n}": n for n in range(100_000)}) + "\n")


@hostile("new-columns.jsonl")
def _(path):
    path.write_text("".join(json.dumps({f"c{n}": n}) + "\n" for n in range(20_000)))


@hostile("damaged.parquet")
def _(path):
    path.write_bytes(b"PAR1" + b"\xff" * 1_000 + b"PAR1")


def main(arguments: list[str]) -> None:
    """Run the command line and print what it took."""
    buffer = io.StringIO()
    start = process_time()
    with contextlib.redirect_stdout(buffer), contextlib.redirect_stderr(buffer):
        code = run(arguments)
    print(
        json.dumps({"code": code, "cpu": process_time() - start, "mb": peak_mb(), "said": buffer.getvalue()})
    )


if __name__ == "__main__":
    main(sys.argv[1:])
