"""The parts of an OpenDocument spreadsheet that do not depend on its cells: names, manifest, properties, texts.

The elements are those of OpenDocument 1.3 (OASIS).
"""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "ooo": "http://openoffice.org/2004/office",
        "dc": "http://purl.org/dc/elements/1.1/",
        "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
        "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
    }.items()
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = (
    f'{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml", "settings.xml")
    )
    + "</manifest:manifest>"
)
_MARKS = {ord(mark): None for mark in map(chr, range(32)) if mark not in "\t\n\r"} | {
    0xFFFE: None,
    0xFFFF: None,
}
"""Characters that XML does not allow."""


def paragraphs(text: str) -> str:
    """Return the paragraphs of a cell's text; spaces in a row are kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = escape(text.translate(_MARKS)).replace("\t", "<text:tab/>").split("\n")
    return "".join(f"<text:p>{_spaced(line)}</text:p>" for line in lines)


def _spaced(line: str) -> str:
    """Return a line whose spaces in a row are kept, which OpenDocument would make one."""
    while "  " in line:
        line = line.replace("  ", " <text:s/>", 1)
    return line


def quoted_sheet(name: str) -> str:
    """Return the name of a sheet as an address has it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def letters(position: int) -> str:
    """Return the letters of a column, counted from 1."""
    name = ""
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name or "A"


def meta_part(properties: Mapping[str, str], *, written: str = "") -> str:
    """Return the part of the properties; `written` is the moment of the last change."""
    named = "".join(
        f"<meta:user-defined meta:name={quoteattr(name)}>{escape(value)}</meta:user-defined>"
        for name, value in properties.items()
    )
    moment = (
        f"<meta:creation-date>{written}</meta:creation-date><dc:date>{written}</dc:date>" if written else ""
    )
    return (
        f'{HEAD}<office:document-meta {NAMES} office:version="1.3"><office:meta>{moment}{named}</office:meta>'
        "</office:document-meta>"
    )
