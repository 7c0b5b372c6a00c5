"""The meaning of a foreign header about campaigns: who refused them, or who agreed to them.

Sellsy subscribes every new record to every campaign, and our own columns say who is subscribed. A header that says who
is not, and one that says who agreed, fill them inversely: they only ever unsubscribe.
"""

import re
from dataclasses import dataclass
from typing import Literal

from etl.codecs import fold
from etl.mapping.column_names import is_custom, spaced

Kind = Literal["refusal", "consent", "trace"]

_ALL = ("email", "sms", "phone", "postal_mail", "custom")


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance of a header: the campaigns it is about, and how its cells read.

    A yes of a "refusal" refuses, a no of a "consent" does, and whatever stands in a "trace" (its date, its reason).
    """

    kind: Kind
    channels: tuple[str, ...]

    @property
    def refuses(self) -> bool:
        """Whether the header is about refusals: a yes in it may never subscribe anybody."""
        return self.kind != "consent"


_PUNCTUATION = re.compile(r"[^a-z0-9]+")

_CHANNELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"e ?mail|courriel|\bmels?\b|newsletter|lettre|mailing\b|\bbulk")),
    ("sms", re.compile(r"\bsms|\btextos?\b|\btexts?\b|\bmms\b")),
    ("phone", re.compile(r"call\b|\bcalls|phon|\bappel|\btel\b|bloctel|\bring\b")),
    ("postal_mail", re.compile(r"courriers?\b|postal|\bposte\b|direct mail|publipostage|robinson")),
    ("custom", re.compile(r"\bcustom\b|personnalisee?s?\b")),
)
_MAIL = re.compile(r"(?<!direct )(?<!\be )\bmails?\b")
"""The post in English, an e-mail in French: both."""

_ELSEWHERE = re.compile(r"\bfax|telecopie|whatsapp|\bpush\b")
"""Ways to reach a person that are not campaigns of Sellsy."""

_ADS = (
    r"e ?mailing|mailing|newsletter|infolettre|lettres? d info|marketing|campa[gi]g?n|prospection|demarch|soll?icit"
    r"|publicit|\bpub\b|promotion|\bspam\b|\boffres"
)
_CAMPAIGNS = (
    rf"{_ADS}|e ?mail|courriel|\bmails?\b|\bsms\b|\btextos?\b|communication|telephon|\bphon|publipostage"
)
_ABOUT = rf"{_CAMPAIGNS}|contact|\bappels?\b(?! d offre)|\bappele|\bcall|courriers?\b|\bpostal|\bfax"
"""What a person refuses or agrees to, where the verb alone is not enough; from the surest to the least sure."""

_OPT_OUT = r"opt(?:ed|s|ing)? outs?\b|optout|optedout|opted ?out"
_NOT_TO = r"(?:call|phone|ring|e ?mail|mail|bulk|postal|fax|sms|text|contact|market|solicit|disturb)"
_REFUSAL = re.compile(
    rf"{_OPT_OUT}|\bunsub(?:scri|\b)|unsubscribed|\bdes(?:inscri|abonn)"
    r"|\bblack ?list|\bblock ?list|blacklisted|\blistes? noires?\b|\bbloctel\b|\brobinson\b"
    rf"|\b(?:do|does|did) ?not ?{_NOT_TO}|\bdon ?t {_NOT_TO}"
    r"|\bne (?:pas|plus) (?:etre )?(?:re)?(?:contact|appel|telephon|demarch|sollicit|e ?mail|mailer|ecrire)"
    r"|\bno (?:e ?mailings?|e ?mails?|mailings?|newsletters?|marketing|solicit\w*|spam|campaigns?)\b"
    rf"|(?:\bsans\b|\b(?:pas|plus) d[e ]).*(?:{_ADS})"
    rf"|\b(?:oppos\w*|exclu(?:re|s|e|es|de|ded)?|interdi\w*|stop)\b.*(?:{_CAMPAIGNS})"
    rf"|(?:\b(?:do|does|did) ?not (?:allow|send|want|wish|receive)|\bdonotallow|\brefus\w*(?! par)"
    r"|\bne (?:pas|plus) (?:envoyer|recevoir|autoris|adress)"
    rf"|\bne (?:souhait|veut|veux|voul|desir|recoi|accept|autoris)\w* (?:pas|plus)"
    rf"|\bn (?:accept|autoris)\w* (?:pas|plus)|\b(?:do|does|did) ?not (?:accept|agree)).*(?:{_ABOUT})"
    r"|\bn est (?:pas|plus) (?:abonn|inscri|subscri)"
    r"|\bconsent(?:ement)?s? (?:refus|retir|revo|withdr|denied)"
    r"|\b(?:retiree?s?|resili\w*|arret) (?:de |d |a )?(?:la |les |l )?(?:newsletter|infolettre|lettre)"
    r"|\b(?:newsletters?|e ?mailings?) (?:refus|interdi|desactiv|disabled)"
    rf"|(?:{_CAMPAIGNS})\w*(?: marketing)? (?:refuse|interdit)e?s?\b"
    r"|\b(?:pas|plus) (?:de |d )(?:e ?mails?|mails?|courriels?|sms|textos?|appels?|courriers?)\b(?! d offre)"
    rf"|\bexclusion\b.*(?:{_CAMPAIGNS})"
    r"|\bopposition (?:rgpd|gdpr|marketing|commerciale)|\bdroit d opposition|\bobject(?:s|ed|ion) to\b"
    r"|\bno ?(?:mailings?|newsletters?)\b|\bnomails?\b|\bno (?:phone )?calls?\b|\bdnd\b|\bpacitel\b"
    r"|\b(?:stop (?:pub|sms)|sms stop)\b|\b(?:hors|non) (?:e ?mailings?|mailings?|campagnes?|e ?mails?)\b"
    r"|\bne plus (?:envoyer|contacter)|\b(?:pas|refus|arret)(?: d| des) envois?\b|\blistes? (?:d )?exclusion"
    r"|\blistes? repoussoir|(?:e ?mails?|marketing|mailings?|sms) (?:declined|rejected|suppress\w*|blocked|bloque\w*"
    r"|disabled|desactiv\w*)\b|\b(?:declined|rejects?|reject(?:ed|ing)) (?:e ?mails?|marketing|mailings?|sms)\b"
)
_DENIED = re.compile(
    r"\b(?:no|non|not|never|pas|plus|ne|sans|without|hors|stop|out|oppos\w*|object\w*|declin\w*|reject\w*|refus\w*"
    r"|bloqu\w*|block\w*|suppress\w*|disabl\w*|desactiv\w*|exclu\w*|repoussoir|interdi\w*|arret\w*|resili\w*"
    r"|retire\w*|unsub\w*)\b"
)
"""A word of denial: mapped to a column of subscriptions, such a header is a refusal, never a yes."""

_BOTH = re.compile(r"\b(?:oui|yes|vrai|true|1)\b")
"""A header that names both answers denies nothing: `Newsletter (oui/non)`."""
_CONSENT = re.compile(
    r"opt(?:ed|s|ing)? in\b|\boptin\b|\bconsent(?:ement)?s?\b|\bnewsletters?\b|\binfolettres?\b|\blettres? d info"
    rf"|\b(?:subscri|abonn|inscri|souscri)\w*.*(?:{_CAMPAIGNS})|(?:{_CAMPAIGNS}).*\b(?:subscri|abonn|inscri)\w*"
    rf"|\b(?:accepts?|acceptee?|allow|autoris|agree|souhait|recoi|receiv|permission)\w*.*"
    rf"(?:{_CAMPAIGNS}|etre (?:appele|contacte)|be (?:called|contacted))"
    r"|marketing (?:status|permission|allowed|accepted|ok)\b|statut marketing|\bstatut d abonnement"
    r"|^(?:e ?)?mailings?$"
)
_NOT_REFUSED = re.compile(
    rf"\b(?:not|non|pas|jamais|never) (?:{_OPT_OUT}|unsub|desinscri|desabonn|black ?list|block ?list)"
)
_NOT_AGREED = re.compile(
    r"\b(?:not|non|never|pas|jamais|sans|aucun|withdra\w*|retrait|revo\w*)(?: de| du| d| of)? "
    r"(?:opt(?:ed)? ?in\b|consent|subscri|abonn|inscri)|\bno (?:opt ?in\b|consent|subscri)"
)

_MEASURED = re.compile(
    r"\b(?:nombre|nbr?e?|number|counts?|rates?|taux|liens?|links?|urls?|token|templates?|modeles?|cookies?|tracking"
    r"|profiling|processing|geo\w*|total)\b"
)
"""Counts and links are not refusals: a number of unsubscriptions, a link to unsubscribe."""

_NAMED = re.compile(
    r"\b(?:pages?|titles?|titre|ids?|ip|subject|objet|histor\w*|montant|amount|frais|prix|score|last|dernier\w*|name"
    r"|nom|address|adresse|street|rue|city|ville|zip|state|country|pays)\b"
)
"""Words of names and places, which are not agreements."""

_TRACE = re.compile(
    r"\b(?:dates?|times?|timestamp|heure|since|depuis|when|reasons?|raisons?|motifs?|sources?|modes?|comments?"
    r"|commentaires?|titles?|titre|names?|ids?)\b|\b(?:le|on|at)$"
)

_V1 = {
    "massmailing unsubscribed": "email",
    "massmailing unsubscribed sms": "sms",
    "phoning unsubscribed": "phone",
    "massmailing unsubscribed mail": "postal_mail",
    "massmailing unsubscribed custom": "custom",
}
"""Sellsy's own names of refusals (its v1 reference)."""


_LIST = re.compile(r"unsub|desinscri|desabonn|subscri|abonn|opt(?:ed)? ?in\b|marketing stat|statut marketing")


def stance_of(header: str) -> Stance | None:
    """Return the stance of a header on campaigns; None where it has none, or on no campaign of Sellsy."""
    if is_custom(header):
        return None
    words = _plain(header)
    if words in _V1:
        return Stance("refusal", (_V1[words],))
    # HubSpot names a list after a colon: its name means nothing.
    head = _plain(header.partition(":")[0])
    kind = _kind(head if _REFUSAL.search(head) else words)
    if kind is None:
        return None
    channels = _channels(head) if _named_channels(head) else _channels(words)
    return Stance(kind, channels) if channels else None


def mapped_stance(header: str, channel: str) -> Stance | None:
    """Return the stance of a header that the user mapped to a channel's campaigns; a denial is a refusal."""
    stance = stance_of(header)
    if stance is None:
        words = _plain(header)
        if _DENIED.search(words) and not _BOTH.search(words):
            return Stance("refusal", (channel,))
    return stance


def _plain(header: str) -> str:
    return _PUNCTUATION.sub(" ", fold(spaced(header))).strip()


def _kind(words: str) -> Kind | None:
    if _MEASURED.search(words):
        return None
    traced = _TRACE.search(words) is not None
    if _NOT_REFUSED.search(words):
        return None if traced else "consent"
    if _NOT_AGREED.search(words) or _REFUSAL.search(words):
        return "trace" if traced else "refusal"
    agreed = _CONSENT.search(words) and not traced and not _NAMED.search(words)
    return "consent" if agreed else None


def _named_channels(header: str) -> set[str]:
    named = {channel for channel, words in _CHANNELS if words.search(header)}
    return named | {"email", "postal_mail"} if _MAIL.search(header) else named


def _channels(words: str) -> tuple[str, ...]:
    named = _named_channels(words)
    if not named and _ELSEWHERE.search(words):
        return ()
    if not named:
        # A list to leave or join is one of e-mails; a person not to be contacted refuses every channel.
        listed = _LIST.search(words)
        return ("email",) if listed else _ALL
    return tuple(channel for channel in _ALL if channel in named)
