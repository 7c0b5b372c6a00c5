"""French as a French office writes it: typography, vocabulary and plurals of every text for people."""

import re
from string import Formatter

import click
import pytest

from etl.cli.main import cli
from etl.core.encoding import NEAREST
from etl.entities import ENTITIES
from etl.messages import catalogue, counted_text, outcome_text, text, words
from etl.messages.cli_help import CLICK, COMMANDS, OPTIONS
from etl.messages.filling import fill
from etl.messages.languages import MANNERS

FIRST, FIX = 110, 140
LONG = {"credentials-missing"}
"""Texts that name what to type for several cases, and are longer for it."""

TYPED = re.compile(
    r"`[^`]*`|https?://\S*|\w+://|mailto:|&amp;|\{scheme\}:|values:|cellule: valeur|EN-TÊTE: COLONNE|first: true|"
    r'"[^"]*": |(?m:^ {2,}sellsy-etl.*$|^ {6,}[^ ].*:.*$)|in: (?:pair|delivery)|after: true|pipelines:$|sellsy-etl [a-z].*$'
)
"""What is typed or pasted as it stands."""

FORBIDDEN = (
    r"enregistrements?|entités?|entreprises?|exécut\w+|passage|essai à blanc|répétition|planifiez|planifiée?s?|"
    r"pipelines?(?! de vente)|rejetée?s?|incertaines?|passée?s?|écartée?s?|doubles|semblables?|tableurs?|identifiants?|"
    r"autorisations?|trousseau|bac à sable|suffixe|machine|(?<!smart )tags?|étiquettes?|sûrement|close|issue|"
    r"quantième|on|nous|nos|revient|ne dit|a besoin|tient pour|outils?|(?:profil|profils)(?! de connexion)|journal(?!\s+des opérations)|journalisée?"
)

ALLOWED = {
    "planifié": ("schedule-",),
    "planifiés": ("schedule-", "help schedule"),
    "pipeline": ("lookup-several", "proof-head-pipeline", "step-unknown", "column opportunity."),
    "pipelines": ("sandbox-setup", "sandbox-setup-value", "init-readme", "help sandbox setup"),
    "entités": ("workbook-entities",),
    "entreprise": ("api-tls",),
    "passage": ("moment-",),
    "tags": ("tag-unknown", "help search", "help Create unknown names"),
    "exécution": ("help {name}",),
}
"""Words that some texts need: Sellsy's sales pipelines, a proxy, XML, the change of the clocks, schedules, an option."""

NAMED = re.compile(r"[\w.]+\.(?:json|yaml|db|xlsx)|\[profiles[^\]]*\]|--[a-z-]+|sous \w+")


def catalogued(lang):
    """Yield (code, text) of everything the catalogue says in a language."""
    for kind in (catalogue.PROBLEMS, catalogue.ERRORS, catalogue.TEXTS, words.WORDS):
        for code, entry in kind.items():
            yield from ((code, part) for part in (entry.sentence(lang), entry.hint(lang)) if part)


def texts(lang):
    """Yield (code, text) of everything the program says in a language: the catalogue, help, columns."""
    yield from catalogued(lang)
    yield from french_help() if lang == "fr" else english_help()
    for entity in ENTITIES:
        yield f"entity {entity.name}", entity.label(lang)
        for column in (*entity.columns, *entity.unlisted):
            yield f"column {entity.name}.{column.attribute}", column.header(lang)
            yield f"column {entity.name}.{column.attribute}", column.help(lang)
            yield from ((f"column {entity.name}.{column.attribute}", label) for label in column.labels(lang))


def french_help():
    """Yield (code, text) of the French of the command line."""
    commands = {code: command.fr.replace("\n    ", "\n") for code, command in COMMANDS.items()}
    for table in (commands, OPTIONS, CLICK):
        for code, entry in table.items():
            yield f"help {code}", HEADINGS.sub("", entry)


HEADINGS = re.compile(r"^(Options|Commandes)\u00a0$|%\(\w+\)s")
"""What click adds its own colon to, and its own placeholders."""


def english_help(command=cli, path="sellsy-etl"):
    """Yield (code, text) of the English of the command line."""
    yield f"help {path}", command.help
    yield from (
        (f"help {path} {param.name}", param.help) for param in command.params if getattr(param, "help", None)
    )
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from english_help(command.commands[name], f"{path} {name}")


def prose(text):
    """Return a text without its placeholders, commands and names, but with both nouns of its plurals."""
    text = NAMED.sub("", TYPED.sub("", text.replace("{{", "").replace("}}", "")))
    return re.sub(r"\{\w+(?::([^}|]*)(?:\|([^}]*))?)?\}", lambda m: f"X {m[1]} {m[2]}" if m[2] else "X", text)


@pytest.mark.parametrize(
    "wrong",
    [
        r"[^\s\u00a0]:(?=\s|$)|(?<!\u00a0)(?<!^):(?=\s|$)",
        r"(?<!\u202f)[;!?%](?=[\s.,)]|$)",
        r"«(?!\u00a0)|(?<!\u00a0)»",
        r"\.\.\.|’|“|”",
        r"\d \d{3}\b",
        r"\w\(s\)|\w\(e\)",
    ],
)
def test_french_typography_holds_in_every_text(wrong):
    """Spaces before : ; ! ? % and inside « » do not break, an ellipsis is one sign, and no plural is in brackets."""
    wrong_texts = [(code, sentence) for code, sentence in texts("fr") if re.search(wrong, prose(sentence))]
    assert wrong_texts == []


def test_french_words_are_those_of_sellsys_own_screens():
    """No text has a word of the program where Sellsy, or an office, has another."""
    pattern = re.compile(rf"(?<![\w-])(?:{FORBIDDEN})(?![\w-])", re.IGNORECASE)
    wrong_texts = [
        (code, word[0].lower(), sentence)
        for code, sentence in texts("fr")
        for word in pattern.finditer(prose(sentence))
    ]
    assert [
        wrong_text
        for wrong_text in wrong_texts
        if not wrong_text[0].startswith(ALLOWED.get(wrong_text[1], ("-",)))
    ] == []


ENGLISH = r"hangs? on|hung on|doubles|holds|stands|lacks|journalled|(?<!here )is no(?! longer)|(?<!here )are no|surely|somebody|nobody knows|tak\w+ back|com\w+ back|foreseen|twins?"


def test_english_words_are_those_of_a_native_engineer():
    """No English text has the riddles that translated ones had."""
    wrong_texts = [
        (code, sentence)
        for code, sentence in texts("en")
        if re.search(rf"\b(?:{ENGLISH})\b", prose(sentence))
    ]
    assert wrong_texts == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_problems_say_what_happened_and_one_thing_to_do_in_two_lines(lang):
    """What happened takes 110 characters at most, what to do 140."""
    long = [
        (code, sentence)
        for kind in (catalogue.PROBLEMS, catalogue.ERRORS)
        for code, entry in kind.items()
        if code not in LONG
        for sentence, most in ((entry.sentence(lang), FIRST), (entry.hint(lang), FIX))
        if len(re.sub(r"\{(\w+)(?::([^}|]*)\|?[^}]*)?\}", r"{\1}", sentence)) > most
    ]
    assert long == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_placeholders_are_shown_in_ways_that_exist(lang):
    """Each placeholder asks for a plural of two forms, for words around a value, or for a way that is known."""
    ways = {"", "n", "duration", "percent", "date", "phone", "cell", "word", "code", "size", "and"}
    specs = {
        (code, spec)
        for code, sentence in catalogued(lang)
        for _, name, spec, _ in Formatter().parse(sentence)
        if name
    }
    assert {
        (code, spec) for code, spec in specs if spec not in ways and spec.count("|") != 1 and "~" not in spec
    } == set()


SHOWN = {
    ("{x:+prénom ~, }", "Anne"): ("prénom Anne, ", "prénom Anne, "),
    ("{x:+prénom ~, }", ""): ("", ""),
    ("{x:fiche|fiches}", 0): ("0 fiche", "0 fiches"),
    ("{x:fiche|fiches}", 1): ("1 fiche", "1 fiche"),
    ("{x:fiche|fiches}", "2"): ("2 fiches", "2 fiches"),
    ("{x:fiche|fiches}", 1048576): ("1\u202f048\u202f576 fiches", "1,048,576 fiches"),
    ("{x:n}", "0.4"): ("0,4", "0.4"),
    ("{x:n}", "?"): ("?", "?"),
    ("{x}", 2024): ("2024", "2024"),
    ("{x:duration}", 0.0): ("moins d'une minute", "less than a minute"),
    ("{x:duration}", 1.2): ("1 minute", "1 minute"),
    ("{x:duration}", 90): ("90 minutes", "90 minutes"),
    ("{x:percent}", 0.0001): ("moins de 1\u202f%", "less than 1%"),
    ("{x:percent}", 0.42): ("42\u202f%", "42%"),
    ("{x:percent}", 0): ("0\u202f%", "0%"),
    ("{x:size}", 512): ("512 Mo", "512 MB"),
    ("{x:size}", 4096): ("4 Go", "4 GB"),
    ("{x:date}", "2024-04-03"): ("03/04/2024", "2024-04-03"),
    ("{x:date}", "2024-10-27 02:30:15 UTC"): ("27/10/2024 02:30 UTC", "2024-10-27 02:30:15 UTC"),
    ("{x:date}", "2024-10-27T02:30+02:00"): ("27/10/2024 02:30", "2024-10-27T02:30+02:00"),
    ("{x:phone}", ("+33199001042", "+3225121212")): (
        "01 99 00 10 42, +3225121212",
        "+33199001042, +3225121212",
    ),
    ("{x:cell}", None): ("(vide)", "(empty)"),
    ("{x:cell}", ()): ("(vide)", "(empty)"),
    ("{x:cell}", "supplier"): ("fournisseur", "supplier"),
    ("{x:cell}", "delete"): ("delete", "delete"),
    ("{x:word}", "delete"): ("suppression", "deletion"),
    ("{x:cell}", True): ("oui", "yes"),
    ("{x:cell}", 64): ("64", "64"),
    ("{x:and}", ("21", "63")): ("21 et 63", "21 and 63"),
    ("{said}", "[Errno 13] Permission denied: 'a.xlsx'"): (
        "accès refusé",
        "[Errno 13] Permission denied: 'a.xlsx'",
    ),
    ("{accepted}", ()): ("aucun", "none"),
    ("{said}", "Number is already in use"): ("Number is already in use", "Number is already in use"),
}


@pytest.mark.parametrize(("template", "value"), SHOWN)
def test_values_are_shown_as_each_language_writes_them(template, value):
    """Numbers, plurals, times, dates, phones and system errors are French in French, English in English."""
    name = template[1:-1].partition(":")[0]
    shown = tuple(
        fill(template, {name: value}, MANNERS[lang], catalogue.WORDS[lang]) for lang in ("fr", "en")
    )
    assert shown == SHOWN[template, value]


def test_a_row_of_a_simulation_is_to_be_created():
    """What a dry run would do is said as such, of one row in the singular."""
    assert outcome_text("created", lang="fr") == "créée"
    assert outcome_text("created", lang="fr", dry=True) == "à créer"
    assert counted_text("updated", 1, lang="fr") == "1 modifiée"
    assert counted_text("updated", 1200, lang="fr") == "1\u202f200 modifiées"
    assert text("accounts", lang="fr", read=120, parts="103 créées") == "Bilan\u00a0: 120 lues = 103 créées."


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "«\u00a0a\u00a0»\u202f; 1\u202f%…"),
        ("cp1252", "«\u00a0a\u00a0»\u00a0; 1\u00a0%…"),
        ("ascii", '" a " ; 1 %...'),
    ],
)
def test_an_encoding_without_the_narrow_space_has_the_nearest(encoding, shown):
    """Cp1252 takes the no-break space instead, ASCII a space: no question mark stands in a French sentence."""
    sentence = "«\u00a0a\u00a0»\u202f; 1\u202f%…"
    assert sentence.encode(encoding, NEAREST).decode(encoding) == shown
    assert "→é".encode("ascii", NEAREST) == b"->?"
