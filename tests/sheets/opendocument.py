"""OpenDocument workbooks written by hand."""

from packages import packed

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("calcext", "calcext"),
    )
)  # fmt: skip
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'


def string(inside, *, more=""):
    """Return a cell of text; what is inside is XML."""
    text = inside if inside.startswith("<") else f"<text:p>{inside}</text:p>"
    return f'<table:table-cell office:value-type="string"{more}>{text}</table:table-cell>'


def number(value, *, kind="float", more=""):
    """Return a cell of a number."""
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"{more}><text:p>{value}</text:p></table:table-cell>'


def row(*cells, more=""):
    """Return a row; a text is a cell of text."""
    return f"<table:table-row{more}>{''.join(cell if cell.startswith('<table:') else string(cell) for cell in cells)}</table:table-row>"


def open_parts(rows, *, styles="", columns="", manifest=""):
    """Return the parts of a workbook with one sheet."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": MANIFEST.format(manifest),
        "content.xml": f'<?xml version="1.0"?><office:document-content {_SPACES}><office:automatic-styles>{styles}'
        f'</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="S">{columns}{"".join(rows)}'
        "</table:table></office:spreadsheet></office:body></office:document-content>",
    }


def write_open(path, rows, **options):
    """Write a workbook with one sheet."""
    path.write_bytes(packed(open_parts(rows, **options)))
    return path
