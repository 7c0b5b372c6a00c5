"""A workbook as a package of parts ([ECMA-376] part 2): names as programs write them, parts by relationship.

A name may be cut by backslashes, begin with a slash or differ in case, a relationship be absolute or relative, the
list of contents be missing: the libraries that read workbooks fail on some of it, so they get a regular package.
"""

import io
import posixpath
import re
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from typing import IO

_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"""(?<![\w:])(Id|Target|Type|TargetMode)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CUTS = re.compile(r"[\\/]+")
_SCHEMA = "http://schemas.openxmlformats.org"
_MAIN = ("xl/workbook.xml", "xl/workbook.bin")
"""Where programs put the workbook, and where libraries search for it."""

_MOST = 64 << 20
"""Bytes of XML kept in memory: sheets, which may be longer, are read block by block."""

_OPEN = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "META-INF/manifest.xml": '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
}
"""What an OpenDocument has beside its contents."""

_CONTENTS = "[Content_Types].xml"
_TYPES = {
    "officeDocument": "sheet.main",
    "worksheet": "worksheet",
    "styles": "styles",
    "sharedStrings": "sharedStrings",
}
"""Names of the relevant parts in the list of contents."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part is to another (`kind`: "worksheet", "table"), and which; `target` is its name as written."""

    kind: str
    part: str
    target: str
    type: str


class Package(zipfile.ZipFile):
    """An archive with normalised names: slashes, none at the start."""

    def __init__(self, file: Path | IO[bytes]) -> None:
        super().__init__(file)
        for entry in self.filelist:
            entry.filename = _meant(entry.filename)
        self.NameToInfo = {entry.filename: entry for entry in self.filelist}
        self._lower = {name.lower(): name for name in self.NameToInfo}

    def find(self, part: str) -> str | None:
        """Return the name of a part as the archive has it: case does not count."""
        return self._lower.get(part.lower())

    def xml(self, part: str) -> str:
        """Return the XML of a part as text, "" where there is none."""
        return self.start(part, _MOST).decode("utf-8", "replace")

    def start(self, part: str, size: int) -> bytes:
        """Return the first bytes of a part."""
        name = self.find(part)
        if name is None:
            return b""
        with self.open(name) as file:
            return file.read(size)

    def related(self, part: str) -> Mapping[str, Relation]:
        """Return the relationships of a part ("" is the package) by their ids, without those to missing parts."""
        relations = {}
        for tag in _RELATION.findall(self.xml(_relations_of(part))):
            attributes = {key: unescape(double or other) for key, double, other in _ATTRIBUTE.findall(tag)}
            target = attributes.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), _CUTS.sub("/", target)))
            name = self.find(path.lstrip("/"))
            if name and attributes.get("TargetMode", "").lower() != "external":
                kind = posixpath.basename(attributes.get("Type", ""))
                relations[attributes.get("Id", "")] = Relation(kind, name, target, attributes.get("Type", ""))
        return relations

    @cached_property
    def book(self) -> str:
        """The part that is the workbook, "" where there is none."""
        for relation in self.related("").values():
            if relation.kind == "officeDocument":
                return relation.part
        return next((name for name in map(self.find, _MAIN) if name), "")

    @cached_property
    def sheets(self) -> frozenset[str]:
        """The parts that are sheets: those of the workbook, and any in the folder of sheets."""
        parts = (
            {relation.part for relation in self.related(self.book).values() if relation.kind == "worksheet"}
            if self.book
            else ()
        )
        return frozenset(
            {*parts, *(name for name in self.NameToInfo if name.lower().startswith("xl/worksheets/"))}
        )

    @property
    def is_regular(self) -> bool:
        """Whether every library finds its parts."""
        if any(entry.orig_filename != entry.filename for entry in self.filelist):
            return False
        if not self.book:
            return _OPEN.keys() <= self.NameToInfo.keys()
        if self.book not in _MAIN or _CONTENTS not in self.NameToInfo:
            return False
        relations = [("", relation) for relation in self.related("").values() if relation.part == self.book]
        relations += [(self.book, relation) for relation in self.related(self.book).values()]
        return bool(relations) and all(_is_plain(part, relation) for part, relation in relations)

    def regular(self) -> io.BytesIO:
        """Return the same workbook as most programs would have packed it."""
        book = _MAIN[self.book.endswith(".bin")]
        renamed = {self.book: book, _relations_of(self.book): _relations_of(book)} if self.book else {}
        written = self._written(book) if self.book else _OPEN
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            for name, xml in written.items():
                made.writestr(name, xml, zipfile.ZIP_STORED)
            for entry in self.filelist:
                name = renamed.get(entry.filename, entry.filename)
                if name not in written and not entry.is_dir():
                    with self.open(entry) as source, made.open(name, "w", force_zip64=True) as target:
                        shutil.copyfileobj(source, target)
        out.seek(0)
        return out

    def _written(self, book: str) -> dict[str, str]:
        """Return the parts that locate the others."""
        own = {key: (relation.type, relation.part) for key, relation in self.related(self.book).items()}
        return {
            _relations_of(""): _relations({"rId1": ("officeDocument", book)}, folder=""),
            _relations_of(book): _relations(own, folder="xl/"),
            _CONTENTS: self._contents(book),
        }

    def _contents(self, book: str) -> str:
        relations = [Relation("officeDocument", book, "", ""), *self.related(self.book).values()]
        kinds = {relation.part: _TYPES[relation.kind] for relation in relations if relation.kind in _TYPES}
        defaults = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            "bin": "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
        }
        return (
            f'<Types xmlns="{_SCHEMA}/package/2006/content-types">'
            + "".join(
                f'<Default Extension="{key}" ContentType="{value}"/>' for key, value in defaults.items()
            )
            + "".join(
                f'<Override PartName="/{escape(part)}" ContentType='
                f'"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
                for part, kind in kinds.items()
                if part.endswith(".xml")
            )
            + "</Types>"
        )


def readable(path: Path) -> Path | io.BytesIO:
    """Return the source from which a library reads a workbook: the file itself where its package is regular.

    Raises:
        zipfile.BadZipFile, OSError, zlib.error: it is damaged.
    """
    with Package(path) as package:
        return path if package.is_regular else package.regular()


def _meant(name: str) -> str:
    return _CUTS.sub("/", name).lstrip("/")


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _is_plain(part: str, relation: Relation) -> bool:
    """Tell whether a relationship is written as the name of its part is, from the root or from its own folder."""
    folder = posixpath.dirname(part)
    return (
        relation.target.lstrip("/") == relation.part
        if relation.target.startswith("/")
        else posixpath.join(folder, relation.target) == relation.part
    )


def _relations(relations: Mapping[str, tuple[str, str]], *, folder: str) -> str:
    """Return a list of relationships: from its own folder where the part is in it, else from the root."""
    tags = "".join(
        f'<Relationship Id="{escape(key)}" Type="{escape(_type(kind))}" '
        f'Target="{escape(part.removeprefix(folder) if part.startswith(folder) else f"/{part}")}"/>'
        for key, (kind, part) in relations.items()
    )
    return f'<Relationships xmlns="{_SCHEMA}/package/2006/relationships">{tags}</Relationships>'


def _type(kind: str) -> str:
    return kind if "/" in kind else f"{_SCHEMA}/officeDocument/2006/relationships/{kind}"
