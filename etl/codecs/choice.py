"""Cells with a closed list of meanings: choices, civilities, booleans; case and accents do not matter."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from etl.codecs.base import Cell, Options
from etl.codecs.cleaning.fold import fold
from etl.codecs.column import ColumnCodec, Plain, Reading, if_known, refused
from etl.codecs.text import cell_text
from etl.core.results import JsonValue

_CLOSE = 70
"""Similarity, of 100, from which a known label is proposed for an unknown one."""


def nearest(text: str, labels: Mapping[str, str]) -> str | None:
    """Return the label nearest to a text, if one is near; `labels` maps folded text to what is shown."""
    match = process.extractOne(fold(text), labels.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return labels[match[0]] if match else None


YES_NO = ({"fr": "Oui", "en": "Yes"}, {"fr": "Non", "en": "No"})
"""What a yes or no may be, as a message shows it in the reader's language."""


class Choice(ColumnCodec):
    """One of a list: `choices` maps each JSON value to its labels: the one to write, its English, others.

    The value itself is accepted too, unless it is the label of another.
    """

    kind = "choice"

    def __init__(self, choices: Mapping[str, Sequence[str]] | Mapping[int, Sequence[str]]) -> None:
        self.choices: Mapping[str | int, tuple[str, ...]] = {
            value: tuple(labels) or (str(value),) for value, labels in choices.items()
        }
        self.dtype = "Int64" if any(isinstance(value, int) for value in choices) else "str"
        self._meanings: dict[str, set[str | int]] = {}
        self._shown: dict[str, str] = {}
        for value, labels in self.choices.items():
            for label in labels:
                self._meanings.setdefault(fold(label), set()).add(value)
                self._shown.setdefault(fold(label), label)
        for value in self.choices:
            self._meanings.setdefault(fold(str(value)), {value})
        self._exact: dict[str, JsonValue] = {
            label: value
            for value, labels in self.choices.items()
            for label in labels
            if len(self._meanings[fold(label)]) == 1
        }

    def plain(self, _options: Options, /) -> Plain:
        """Let through labels written as the list shows them."""
        return if_known(self._exact)

    def read(self, cell: Cell, _options: Options, /) -> Reading:
        """Read any cell as one of the labels."""
        text = cell_text(cell)
        meanings = self._meanings.get(fold(text), set())
        if len(meanings) == 1:
            return Reading(next(iter(meanings)))
        accepted = [{"fr": labels[0], "en": labels[:2][-1]} for labels in self.choices.values()]
        if meanings:
            return refused("choice-ambiguous", found=sorted(map(str, meanings)))
        suggestion = nearest(text, self._shown)
        if suggestion:
            return refused("choice-near", suggestion=suggestion, accepted=accepted)
        return refused("choice-unknown", accepted=accepted)

    def encode(self, value: JsonValue) -> Cell:
        """Return the label to write: the first one that means this value alone."""
        if isinstance(value, str | int):
            for label in self.choices.get(value, ()):
                if label in self._exact:
                    return label
        return super().encode(value)


class Civility(Choice):
    """mr, mrs or ms (Sellsy's three, API contract 2.264.0); a title such as Dr has no place there."""

    kind = "civility"

    def __init__(self) -> None:
        super().__init__(
            {
                "mr": ("M.", "Mr", "Monsieur", "M", "Mr.", "Mister", "Herr"),
                "mrs": ("Mme", "Mrs", "Madame", "Mme.", "Mrs.", "Frau"),
                "ms": ("Mlle", "Ms", "Mademoiselle", "Mlle.", "Melle", "Ms.", "Miss"),
            }
        )


_BOOLEANS: Mapping[bool, tuple[str, ...]] = {
    True: ("oui", "vrai", "yes", "true", "1", "1.0", "1,0", "x", "o", "y", *"✓✔✅☑🗸🗹√"),
    False: ("non", "faux", "no", "false", "0", "0.0", "0,0", "n", *"✗✘❌☐🗷"),
}
_LOOKS = str.maketrans("", "", "\ufe0e\ufe0f")
"""Selectors of whether a mark is drawn in colours."""

_BY_WORD = {word: value for value, words in _BOOLEANS.items() for word in words}


class Boolean(ColumnCodec):
    """Yes or no: Oui/Non, Vrai/Faux, Yes/No, True/False, 1/0, O/N, Y/N, check marks, x for yes; written Oui or Non.

    A box with a cross in it (☒) is a yes to some and a no to others: it is refused.
    """

    kind = "boolean"
    dtype = "boolean"

    def plain(self, _options: Options, /) -> Plain:
        """Let through booleans and Oui, Non."""
        exact = if_known({"Oui": True, "Non": False, "OUI": True, "NON": False})
        return lambda cell: cell if type(cell) is bool else exact(cell)

    def read(self, cell: Cell, _options: Options, /) -> Reading:
        """Read any cell as yes or no."""
        value = _BY_WORD.get(fold(cell_text(cell).translate(_LOOKS)))
        return refused("boolean-unknown", accepted=YES_NO) if value is None else Reading(value)

    def encode(self, value: JsonValue) -> Cell:
        """Return Oui or Non."""
        return {True: "Oui", False: "Non"}[value] if isinstance(value, bool) else super().encode(value)
