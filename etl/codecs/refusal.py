"""Cells of refusals: a refusal is False, everything else is None; never True."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

from etl.codecs.base import Cell, Options
from etl.codecs.choice import YES_NO, Boolean
from etl.codecs.cleaning.fold import fold
from etl.codecs.column import ColumnCodec, Reading, refused
from etl.codecs.text import cell_text

_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ,].*)?")
_NO_DATE = re.compile(r"0{1,4}[-/.]0{1,2}[-/.]0{1,4}(?:[T ].*)?")

_REFUSES = re.compile(
    r"(?:(?:has |a )?(?:opt(?:ed)? ?out|unsub(?:scribed?)?|desinscrite?s?|desabonnee?s?|desabonnement|desinscription)"
    r"|(?:black|block) ?listed?|(?:sur )?liste noire|bloquee?|blocked|stop|refusee?s?|refus|refused|denied|declined"
    r"|oppos(?:ee?|ition|ed)|exclue?|excluded|interdit|disallow(?:ed)?|withdrawn|revoked|retiree?|cleaned|bounced"
    r"|archivee?|archived|pending|en attente|unconfirmed|non confirmee?|unknown consent"
    r"|(?:not?|non|never|pas|jamais|aucun|no|sans|un)(?: de| d)? ?"
    r"(?:opt(?:ed)? ?in|subscribed|subscriber|consent(?:ed|ement|i)?"
    r"|confirmed|allowed|autorisee?|abonnee?|inscrite?|acceptee?|given|granted|permitted)"
    r"|(?:do|does) not (?:allow|contact|call|phone|e ?mail|mail|send|text|solicit)"
    r"|ne (?:pas|plus) (?:autoriser|contacter|appeler|demarcher|solliciter|envoyer|recevoir|ecrire)"
    r"|(?:ne )?(?:souhaite|veut) (?:pas|plus))(?: .*)?"
)
_AGREES = re.compile(
    r"(?:double )?(?:opt(?:ed)? ?in|subscribed|subscriber|abonnee?|inscrite?|acceptee?|accepted|accept|allow(?:ed)?"
    r"|autorisee?|autoriser|consent(?:ed| given|ement|ement donne)?|granted|given|donne|confirmed|confirmee?|permitted)"
)


class Refusal(ColumnCodec):
    """Whether a cell refuses campaigns: False for a refusal, None for anything else.

    A yes of a "refusal" and a no of a "consent" refuse, and so does any value of a "trace" but a plain no; the
    day of leaving is a refusal, the day of agreeing none. `replaced` are folded cells and what they mean in a
    column of subscriptions. An unreadable cell is a problem: it must not pass for a subscription.
    """

    kind = "boolean"
    dtype = "boolean"

    def __init__(
        self, kind: Literal["refusal", "consent", "trace"], replaced: Mapping[str, str] | None = None
    ) -> None:
        self._said = kind
        self._replaced = replaced or {}
        self._boolean = Boolean()

    def read(self, cell: Cell, options: Options, /) -> Reading:
        """Read any cell as a refusal, or as None."""
        text = cell_text(cell)
        other = self._replaced.get(fold(text))
        if other is not None:
            reading = self._boolean.settle(other, options)
            return reading if reading.code else Reading(False if reading.value is False else None)
        agreed = self._agreed(cell, text, options)
        if agreed is None:
            return refused("refusal-unknown", accepted=YES_NO)
        return Reading(None if agreed else False)

    def _agreed(self, cell: Cell, text: str, options: Options) -> bool | None:
        """Tell whether a person may be written to; None where the cell does not tell."""
        if _NO_DATE.fullmatch(text):
            return True
        plain = self._boolean.read(cell, options)
        if plain.code is None:
            return bool(plain.value) == (self._said == "consent")
        words = _PUNCTUATION.sub(" ", fold(text)).strip()
        if _AGREES.fullmatch(words):
            return True
        if _REFUSES.fullmatch(words) or self._said == "trace":
            return False
        if isinstance(cell, date) or _DATE.fullmatch(text):
            return self._said == "consent"
        return None
