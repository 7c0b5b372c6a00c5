"""Words that label totals, which are not records, in the languages people write them in.

A label alone never makes a line a total: a company may be named Total. The cells beside it decide.
"""

import re
from functools import lru_cache
from typing import Literal
from unicodedata import combining, normalize

Certainty = Literal["sure", "bare"]
"""A "sure" label can only be a total; a "bare" one, such as "Total", may be a name too."""

_TOTAL = r"(?:(?:sous|sub|grand|overall) ?)?(?:total|totaux|totals|totales?)"
_OTHER = (
    r"sommes?|sum|moyennes?|average|cumuls?|nombre|count|compte"
    r"|(?:zwischen|gesamt|end)?summe|gesamt|gesamtbetrag|(?:sub)?totaal|(?:sub)?totale|suma"
)
_QUALITY = (
    r"general[es]?|generaux|globa[ul]x?|globale|partiel|final|cumule|cumulatif|intermediaire|annuel|mensuel"
    r"|trimestriel|hors taxes?|ht|ttc|net|brut|eur|euros?|€|(?:19|20)\d\d"
    r"|(?:d[ue]|de la|de l|par) (?:mois|annee|an|page|semaine|trimestre|groupe|liste|tableau|feuille|region|pays)"
    r"|a reporter|reporte"
)
_THING = (
    r"(?:d |de |des |of )?(?:clients?|societes?|entreprises?|prospects?|fournisseurs?|contacts?|lignes?|fiches?"
    r"|opportunites?|affaires?|comptes?|montants?|ventes?|ca|chiffre d affaires|enregistrements?|elements?"
    r"|customers?|companies|suppliers?|vendors?|rows?|records?|leads?|deals?|accounts?|items?|people|amounts?)"
)
_ONE = (
    r"client|societe|entreprise|prospect|fournisseur|contact|ligne|fiche|opportunite|affaire|compte|enregistrement"
    r"|element|customer|company|supplier|vendor|row|record|lead|deal|account|item"
)
"""Nouns in the singular: a count has them in the plural, a name may have one ("Moyenne Entreprise")."""
_NUMBER = r"[(\[]?\d+(?:[ .,]\d+)*[)\]]?"
_BETWEEN = r" ?[:=]? ?"
_label = re.compile(
    rf"(?P<word>{_TOTAL}|{_OTHER})"
    rf"(?P<more>(?: (?:{_QUALITY}))*(?: {_THING})?)"
    rf"(?P<mark>{_BETWEEN})(?P<count>{_NUMBER}(?: ?(?:{_THING}|€|eur|euros?))?)?"
).fullmatch
_SURE = frozenset({"totaux", "totals"})
_names = re.compile(rf"(?:{_TOTAL}|{_OTHER}) (?:{_ONE})").fullmatch
_counted = re.compile(rf"[1-9]\d{{0,5}}(?: {_THING})?").fullmatch
_of = re.compile(
    r"(?:(?:sous |sub ?)?total|resultat|somme|moyenne) (?P<after>.+)|(?P<before>.+) (?:sub ?)?total"
).fullmatch
_subtotal = re.compile(r"(?:sous ?|sub ?)tot(?:al|aux|als) .+").fullmatch
_separators = re.compile(r"[\s_'’\-‐‑–—\u00a0\u202f]+")

HINTS = ("tota", "som", "sum", "moy", "aver", "cumul", "nombre", "count", "compte", "gesamt")
"""Every label contains one of these: other texts are skipped."""


def folded(text: str) -> str:
    """Return a text without case, accents, invisible characters and doubled separators, to compare lines by."""
    if text.isascii():
        bare = text.lower()
    else:
        decomposed = normalize("NFKD", text).casefold()
        bare = "".join(char for char in decomposed if not combining(char) and char not in "\ufeff\u200b")
    return _separators.sub(" ", bare).strip()


may_label = re.compile(
    r"\W*(?:(?:sous|sub|grand|overall)?\W*tota|som|sum|suma|moy|aver|cumul|nombre|count|compte|zwischen|gesamt|endsumme"
    r"|r[eé]sultat)|.*\btotal\W*$",
    re.IGNORECASE | re.DOTALL,
).match
"""Match quickly what may be a label: most texts with a hint are not one."""


@lru_cache(maxsize=4096)
def total_label(text: str) -> Certainty | None:
    """Return how certainly a text labels a total, None where it does not label one.

    >>> total_label("Sous-total :"), total_label("TOTAL"), total_label("Total SA"), total_label("Compte Client")
    ('sure', 'bare', None, None)
    """
    label = folded(text).strip(" .*")
    match = _label(label)
    if match is None:
        return "sure" if _subtotal(label) else None
    word, more = match["word"], match["more"].strip()
    if _names(label):
        return "bare" if "tot" in word else None
    sure = (
        more or match["count"] or match["mark"].strip() or " " in word or word in _SURE or word[:3] == "sub"
    )
    return "sure" if sure or word.startswith("sous") else "bare"


def counts_itself(text: str) -> bool:
    """Tell whether the label of a total contains its count: "Total : 12 clients"."""
    match = _label(folded(text).strip(" .*"))
    return match is not None and match["count"] is not None


def is_count(text: str) -> bool:
    """Tell whether a text counts records, alone or with what they are: "12", "12 clients", not "3 Suisses"."""
    return _counted(folded(text)) is not None


def total_of(text: str) -> str | None:
    """Return the group that a text is the total of ("Total Nord", "Nord Total"), folded; None where there is none."""
    match = _of(folded(text).strip(" .*:"))
    return (match["after"] or match["before"]) if match else None
