"""A workbook as a package of parts ([ECMA-376] part 2): names as programs write them, parts by relationship.

A name may be cut by backslashes, begin with a slash or differ in case, a relationship be absolute or relative, the
list of contents be missing: the libraries that read workbooks trip over some of it, and are given a regular package.
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
"""Where programs put the workbook, and where the libraries look for it."""

_MOST = 64 << 20
"""Bytes of XML that are held: sheets, which may be longer, are read block by block."""

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
"""What the parts that matter are called in the list of contents."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part is to another (`kind`: "worksheet", "table"), and which one it is; `said` is how it is written."""

    kind: str
    part: str
    said: str
    type: str


class Package(zipfile.ZipFile):
    """An archive whose names are those that are meant: slashes, none at the start."""

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
        """Return the relationships of a part ("" is the package) by their ids; parts that are not there are not."""
        found = {}
        for tag in _RELATION.findall(self.xml(_relations_of(part))):
            said = {key: unescape(one or other) for key, one, other in _ATTRIBUTE.findall(tag)}
            target = said.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), _CUTS.sub("/", target)))
            name = self.find(path.lstrip("/"))
            if name and said.get("TargetMode", "").lower() != "external":
                kind = posixpath.basename(said.get("Type", ""))
                found[said.get("Id", "")] = Relation(kind, name, target, said.get("Type", ""))
        return found

    @cached_property
    def book(self) -> str:
        """The part that is the workbook, "" where there is none."""
        for one in self.related("").values():
            if one.kind == "officeDocument":
                return one.part
        return next((name for name in map(self.find, _MAIN) if name), "")

    @cached_property
    def sheets(self) -> frozenset[str]:
        """The parts that are sheets: those of the workbook, and whatever stands where sheets do."""
        told = (
            {one.part for one in self.related(self.book).values() if one.kind == "worksheet"}
            if self.book
            else ()
        )
        return frozenset(
            {*told, *(one for one in self.NameToInfo if one.lower().startswith("xl/worksheets/"))}
        )

    @property
    def is_regular(self) -> bool:
        """Whether every library finds the parts of it by itself."""
        if any(entry.orig_filename != entry.filename for entry in self.filelist):
            return False
        if not self.book:
            return _OPEN.keys() <= self.NameToInfo.keys()
        if self.book not in _MAIN or _CONTENTS not in self.NameToInfo:
            return False
        told = [("", one) for one in self.related("").values() if one.part == self.book]
        told += [(self.book, one) for one in self.related(self.book).values()]
        return bool(told) and all(_is_plain(part, one) for part, one in told)

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
        """Return the parts that tell where the others are."""
        own = {key: (one.type, one.part) for key, one in self.related(self.book).items()}
        return {
            _relations_of(""): _relations({"rId1": ("officeDocument", book)}, folder=""),
            _relations_of(book): _relations(own, folder="xl/"),
            _CONTENTS: self._contents(book),
        }

    def _contents(self, book: str) -> str:
        told = [Relation("officeDocument", book, "", ""), *self.related(self.book).values()]
        kinds = {one.part: _TYPES[one.kind] for one in told if one.kind in _TYPES}
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
    """Return what a library reads a workbook from: the file itself where its package is regular.

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


def _is_plain(part: str, one: Relation) -> bool:
    """Tell whether a relationship is written as the name of its part is, from the root or from its own folder."""
    folder = posixpath.dirname(part)
    return (
        one.said.lstrip("/") == one.part
        if one.said.startswith("/")
        else posixpath.join(folder, one.said) == one.part
    )


def _relations(told: Mapping[str, tuple[str, str]], *, folder: str) -> str:
    """Return a list of relationships: from its own folder where the part is in it, else from the root."""
    tags = "".join(
        f'<Relationship Id="{escape(key)}" Type="{escape(_type(kind))}" '
        f'Target="{escape(part.removeprefix(folder) if part.startswith(folder) else f"/{part}")}"/>'
        for key, (kind, part) in told.items()
    )
    return f'<Relationships xmlns="{_SCHEMA}/package/2006/relationships">{tags}</Relationships>'


def _type(kind: str) -> str:
    return kind if "/" in kind else f"{_SCHEMA}/officeDocument/2006/relationships/{kind}"
