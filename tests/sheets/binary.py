"""Binary workbooks (xlsb) written by hand: the records of [MS-XLSB] that a table needs."""

import struct
from datetime import date, datetime, time

from packages import PACKAGE, RELATIONS, packed

ERRORS = {
    "#NULL!": 0x00,
    "#DIV/0!": 0x07,
    "#VALUE!": 0x0F,
    "#REF!": 0x17,
    "#NAME?": 0x1D,
    "#NUM!": 0x24,
    "#N/A": 0x2A,
}
EPOCH = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
FORMATS = {
    "dd/mm/yyyy": 164,
    "dd/mm/yyyy hh:mm": 165,
    "[h]:mm:ss": 166,
    "[$$-409]#,##0.00": 167,
    "#,##0.00": 4,
    "0%": 9,
}
STYLES = [0, *FORMATS.values()]


def record(kind, data=b""):
    """Return a record: its type in one or two bytes, its length in seven bits a byte, its data."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(data)
    while True:
        head += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + data


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def style_of(value, epoch):
    """Return (number or None, number format) of a cell."""
    if isinstance(value, datetime):
        return (value - epoch).total_seconds() / 86400, "dd/mm/yyyy hh:mm"
    if isinstance(value, date):
        return (datetime.combine(value, time()) - epoch).days, "dd/mm/yyyy"
    if isinstance(value, tuple):
        return value
    return value, None


def cell(column, value, *, epoch, shared):
    """Return the record of a cell; a pair is a number and its format."""
    number, shape = style_of(value, epoch)
    head = struct.pack("<II", column, STYLES.index(FORMATS[shape]) if shape else 0)
    if value is None:
        return record(1, head)
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, str) and value in ERRORS:
        return record(3, head + bytes([ERRORS[value]]))
    if isinstance(value, str):
        shared.setdefault(value, len(shared))
        return record(7, head + struct.pack("<I", shared[value]))
    return record(5, head + struct.pack("<d", number))


def sheet(lines, *, hidden, merged, epoch, shared, tables):
    rows = b""
    for number, line in lines.items():
        flags = 0x10 if number in hidden else 0
        rows += record(0, struct.pack("<IIHBBBI", number - 1, 0, 300, 0, flags, 0, 0))
        for column, value in enumerate(line):
            if value != "":
                rows += cell(column, value, epoch=epoch, shared=shared)
    last = max(lines) - 1, max(map(len, lines.values())) - 1
    tail = b"".join(record(176, struct.pack("<IIII", *area)) for area in merged)
    tail = record(177, struct.pack("<I", len(merged))) + tail + record(178) if merged else b""
    if tables:
        tail += record(660, struct.pack("<I", 1)) + record(661, wide("rId1")) + record(662)
    return (
        record(129)
        + record(148, struct.pack("<IIII", 0, last[0], 0, last[1]))
        + record(145)
        + rows
        + record(146)
        + tail
        + record(130)
    )


def relations(*told):
    tags = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, kind, target in told
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{tags}</Relationships>'


def binary_parts(sheets, *, states=(), hidden=(), merged=(), epoch_1904=False, totals=None):
    """Return the parts of a binary workbook; `totals` is the area of a table of the first sheet with a totals row."""
    epoch, shared = EPOCH[epoch_1904], {}
    pages = [
        sheet(lines, hidden=hidden, merged=merged, epoch=epoch, shared=shared, tables=totals and not place)
        for place, lines in enumerate(sheets.values())
    ]
    named = b"".join(
        record(
            156,
            struct.pack("<II", (0, *states)[0] if not states else states[place], place + 1)
            + wide(f"rId{place + 1}")
            + wide(name),
        )
        for place, name in enumerate(sheets)
    )
    formats = b"".join(
        record(44, struct.pack("<H", number) + wide(code)) for code, number in FORMATS.items() if number > 163
    )
    xfs = b"".join(
        record(47, struct.pack("<HHHHHBBBBBB", 0, number, 0, 0, 0, 0, 0, 0, 0, 0, 0)) for number in STYLES
    )
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": record(131)
        + record(153, struct.pack("<II", int(epoch_1904), 0) + wide(""))
        + record(143)
        + named
        + record(144)
        + record(132),
        "xl/_rels/workbook.bin.rels": relations(
            *(
                (f"rId{place + 1}", "worksheet", f"worksheets/sheet{place + 1}.bin")
                for place in range(len(sheets))
            ),
            ("rId90", "styles", "styles.bin"),
            ("rId91", "sharedStrings", "sharedStrings.bin"),
        ),
        "xl/styles.bin": record(278)
        + record(615, struct.pack("<I", 4))
        + formats
        + record(616)
        + record(617, struct.pack("<I", len(STYLES)))
        + xfs
        + record(618)
        + record(279),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(shared), len(shared)))
        + b"".join(record(19, b"\0" + wide(text)) for text in shared)
        + record(160),
    }
    for place, page in enumerate(pages):
        made[f"xl/worksheets/sheet{place + 1}.bin"] = page
    if totals:
        made["xl/worksheets/_rels/sheet1.bin.rels"] = relations(("rId1", "table", "../tables/table1.bin"))
        made["xl/tables/table1.bin"] = record(343, struct.pack("<8I", *totals, 0, 1, 1, 1)) + record(344)
    return made


def write_binary(path, sheets, **options):
    """Write a binary workbook; `sheets` maps a name to its lines by their numbers."""
    path.write_bytes(packed(binary_parts(sheets, **options)))
    return path
