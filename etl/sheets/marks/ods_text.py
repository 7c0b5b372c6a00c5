"""What people read in a cell of an ods: its paragraphs with their tabs and line breaks, a time beyond a day."""

import re

_PLAIN_TIME = re.compile(r"PT(?:[01]\d|2[0-3])H[0-5]\dM[0-5]\dS").fullmatch
_TIME = re.compile(
    r"(?P<sign>-?)P(?:(?P<days>\d{1,6})D)?(?:T(?:(?P<hours>\d{1,8})H)?(?:(?P<minutes>\d{1,8})M)?"
    r"(?:(?P<seconds>\d{1,8})(?:[.,]\d+)?S)?)?"
).fullmatch
_SPACES = re.compile(r"[ \t\r\n]+")


def duration(text: str) -> str:
    """Return a time as people read it (30:00:00), "" where it is not one or the reader reads it correctly."""
    match = None if _PLAIN_TIME(text) else _TIME(text)
    if match is None:
        return ""
    days, hours, minutes, seconds = (
        int(match[part] or 0) for part in ("days", "hours", "minutes", "seconds")
    )
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return f"{match['sign']}{total // 3600}:{total // 60 % 60:02d}:{total % 60:02d}"


class CellText:
    """The text of a cell, built piece by piece: `is_broken` by tabs or line breaks that the reader drops.

    It is `muted` inside an annotation, which is not cell text; `is_whole` when the file also has the text elsewhere.
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
        """Begin a paragraph."""
        if self._paragraphs:
            self.pieces.append("\n")
        self._paragraphs += 1

    def special(self, name: str, count: int) -> None:
        """Add the characters of a tag: XML would not keep them as text."""
        if name == "text:tab":
            self.pieces.append("\t")
            self.is_broken = True
        elif name == "text:line-break":
            self.pieces.append("\n")
            self.is_broken = True
        elif name == "text:s":
            self.pieces.append(" " * min(count, 10_000))

    def add(self, piece: str) -> None:
        """Add text; any white space in it is a single space, however the XML is laid out."""
        self.pieces.append(_SPACES.sub(" ", piece) if "\n" in piece or "  " in piece else piece)

    def whole(self) -> str:
        """Return the text."""
        return "".join(self.pieces)
