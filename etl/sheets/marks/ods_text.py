"""What people read in a cell of an ods: its paragraphs with their tabs and line breaks, a time beyond a day."""

import re

_PLAIN_TIME = re.compile(r"PT(?:[01]\d|2[0-3])H[0-5]\dM[0-5]\dS").fullmatch
_TIME = re.compile(
    r"(?P<sign>-?)P(?:(?P<days>\d{1,6})D)?(?:T(?:(?P<hours>\d{1,8})H)?(?:(?P<minutes>\d{1,8})M)?"
    r"(?:(?P<seconds>\d{1,8})(?:[.,]\d+)?S)?)?"
).fullmatch
_SPACES = re.compile(r"[ \t\r\n]+")


def duration(said: str) -> str:
    """Return a time as people read it (30:00:00), "" where the reader of workbooks reads it well or it is none."""
    found = None if _PLAIN_TIME(said) else _TIME(said)
    if found is None:
        return ""
    days, hours, minutes, seconds = (
        int(found[part] or 0) for part in ("days", "hours", "minutes", "seconds")
    )
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return f"{found['sign']}{total // 3600}:{total // 60 % 60:02d}:{total % 60:02d}"


class CellText:
    """The text of a cell, heard piece by piece: `is_broken` by tabs or line breaks that the reader glues.

    It is `muted` within an annotation, which is not of the cell; `is_whole` says that the file tells it elsewhere.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.is_broken = self.is_whole = self.muted = False
        self._paragraphs = 0

    def clear(self) -> None:
        """Begin another cell."""
        self.pieces.clear()
        self.is_broken = self.is_whole = False
        self._paragraphs = 0

    def paragraph(self) -> None:
        """Hear that a paragraph begins."""
        if self._paragraphs:
            self.pieces.append("\n")
        self._paragraphs += 1

    def special(self, name: str, count: int) -> None:
        """Hear a tag that stands for characters which XML would not keep."""
        if name == "text:tab":
            self.pieces.append("\t")
            self.is_broken = True
        elif name == "text:line-break":
            self.pieces.append("\n")
            self.is_broken = True
        elif name == "text:s":
            self.pieces.append(" " * min(count, 10_000))

    def add(self, piece: str) -> None:
        """Hear some text: however the XML is laid out, white space in it is one space."""
        self.pieces.append(_SPACES.sub(" ", piece) if "\n" in piece or "  " in piece else piece)

    def whole(self) -> str:
        """Return what was heard."""
        return "".join(self.pieces)
