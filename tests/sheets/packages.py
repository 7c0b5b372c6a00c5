"""Small workbooks packed by hand, as some programs pack them."""

import io
import posixpath
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LINES = ["Nom société", "E-mail"], ["Alpha", "a@example.com"]


def cells(lines, prefix=""):
    """Return the rows of texts of a sheet, every cell with its place."""
    rows = ""
    for number, line in enumerate(lines, start=1):
        row = "".join(
            f'<{prefix}c r="{chr(65 + place)}{number}" t="inlineStr">'
            f"<{prefix}is><{prefix}t>{text}</{prefix}t></{prefix}is></{prefix}c>"
            for place, text in enumerate(line)
        )
        rows += f'<{prefix}row r="{number}">{row}</{prefix}row>'
    return rows


def parts(
    *,
    book="xl/workbook.xml",
    sheet="xl/worksheets/sheet1.xml",
    at=None,
    target=None,
    prefix="",
    rows=None,
    top="",
):
    """Return the least that a workbook is made of: no styles, no strings, no theme, no properties."""
    folder, name = posixpath.split(book)
    space = f'xmlns:{prefix[:-1]}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    relation = '<Relationships xmlns="%s/relationships"><Relationship Id="rId1" Type="%s/%s" Target="%s"/></Relationships>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{book}" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/{sheet}" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": relation % (PACKAGE, RELATIONS, "officeDocument", at or book),
        book: f'<{prefix}workbook {space} xmlns:r="{RELATIONS}"><{prefix}sheets>'
        f'<{prefix}sheet name="S" sheetId="1" r:id="rId1"/></{prefix}sheets></{prefix}workbook>',
        posixpath.join(folder, "_rels", f"{name}.rels"): relation
        % (PACKAGE, RELATIONS, "worksheet", target or posixpath.relpath(sheet, folder)),
        sheet: f"<{prefix}worksheet {space}>{top}<{prefix}sheetData>{rows or cells(LINES, prefix)}"
        f"</{prefix}sheetData></{prefix}worksheet>",
    }


def packed(parts, rename=str):
    """Return the bytes of an archive; `rename` changes its names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(rename(name), content)
    return out.getvalue()
