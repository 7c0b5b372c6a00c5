"""A workbook as a package of parts ([ECMA-376] part 2): names as people's programs write them, parts by relationship.

A name may be cut by backslashes, begin with a slash or differ in case; a relationship may be absolute or relative.
"""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import IO

_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"""(?<![\w:])(Id|Target|Type|TargetMode)\s*=\s*["']([^"']*)["']""")


class Package(zipfile.ZipFile):
    """An archive whose names are those that are meant: slashes, none at the start."""

    def __init__(self, file: Path | IO[bytes]) -> None:
        super().__init__(file)
        for entry in self.filelist:
            entry.filename = entry.filename.replace("\\", "/").lstrip("/")
        self.NameToInfo = {entry.filename: entry for entry in self.filelist}
        self._lower = {name.lower(): name for name in self.NameToInfo}

    def find(self, part: str) -> str | None:
        """Return the name of a part as the archive has it: case does not count."""
        return self._lower.get(part.lower())

    def text(self, part: str) -> str:
        """Return the XML of a part as text, "" where there is none."""
        name = self.find(part)
        return self.read(name).decode("utf-8", "replace") if name else ""

    def related(self, part: str) -> Mapping[str, "Relation"]:
        """Return the relationships of a part ("" is the package) by their ids."""
        folder, name = posixpath.split(part)
        found = {}
        for tag in _RELATION.findall(self.text(posixpath.join(folder, "_rels", f"{name}.rels"))):
            said = {key: unescape(value) for key, value in _ATTRIBUTE.findall(tag)}
            if said.get("TargetMode", "").lower() == "external":
                continue
            target = said.get("Target", "").replace("\\", "/")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[said.get("Id", "")] = Relation(posixpath.basename(said.get("Type", "")), path)
        return found

    def book(self) -> str:
        """Return the part that is the workbook."""
        for one in self.related("").values():
            if one.kind == "officeDocument" and self.find(one.part):
                return self.find(one.part) or ""
        return self.find("xl/workbook.xml") or self.find("xl/workbook.bin") or ""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part is to another (`kind`: "worksheet", "table"), and which one it is."""

    kind: str
    part: str
