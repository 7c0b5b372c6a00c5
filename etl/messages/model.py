"""A text of the program: French and English side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Lang = Literal["fr", "en"]

LANGS: tuple[Lang, ...] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """What happened in both languages; a problem and an error also have a hint: what to do.

    `example` fills the placeholders for `explain` where the usual values do not fit.
    """

    fr: str
    en: str
    hint_fr: str = ""
    hint_en: str = ""
    example: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: Lang) -> str:
        """Return what happened, or the label."""
        return self.fr if lang == "fr" else self.en

    def hint(self, lang: Lang) -> str:
        """Return what to do, empty where the text is a label."""
        return self.hint_fr if lang == "fr" else self.hint_en
