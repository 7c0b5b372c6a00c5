"""The command line in French: help, usage errors and questions, click's own words included."""

import ast
import importlib
import re
from pathlib import Path

import click
import pytest

from etl.cli.groups.in_french import in_french
from etl.cli.groups.lazy_group import LazyGroup
from etl.cli.main import asked_language, cli, globals_first
from etl.messages.cli_help import CLICK, COMMANDS, METAVARS, OPTIONS


def context_of(command):
    """Return a context as the root of the command line has it."""
    return click.Context(command, info_name="sellsy-etl", help_option_names=["-h", "--help"])


def commands(command=cli, path=""):
    """Yield (path, command) of every command, the root first."""
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context_of(command)):
            yield from commands(command.get_command(context_of(command), name), f"{path} {name}".strip())


ALL = dict(commands())


def options():
    """Yield (path, option) of every option, --help excepted."""
    for path, command in ALL.items():
        yield from ((path, param) for param in command.params if isinstance(param, click.Option))


def test_every_command_has_its_help_in_french():
    """Each command has a French help that begins with one sentence, and none is of a command that does not exist."""
    assert {path: help_text.en for path, help_text in COMMANDS.items()} == {
        path: command.help.splitlines()[0] for path, command in ALL.items()
    }
    for path, command in ALL.items():
        summary, _, more = in_french(command, path).help.partition("\n")
        assert summary.endswith((".", "…")), path
        assert not more or more.startswith("\n"), path
        assert len(summary) <= 130, path
        assert ("Exemples" in more) == ("Examples" in command.help), path


def test_every_option_has_its_help_in_french():
    """Each option has a French help by its English one, no two the same, and none is idle."""
    assert set(OPTIONS) == {option.help for _, option in options()}
    assert len(set(OPTIONS.values())) == len(OPTIONS)


@click.command("hello")
@click.option("--format", help="How to greet.")
def hello(**_):
    """Greet."""


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_command_without_texts_is_shown_in_english(lang):
    """It is listed with its own first sentence, and its help and its options are its own, whatever others have."""
    group = LazyGroup("sellsy-etl", homes={})
    group.commands = {"demo": ALL["demo"], "hello": hello}
    root = in_french(group) if lang == "fr" else group
    root.lang = lang
    listed = root.get_help(context_of(root))
    assert re.search(r"hello +Greet$", listed, re.MULTILINE)
    context = context_of(root)
    assert "How to greet." in root.get_command(context, "hello").get_help(context)


CODES = {
    "OPTIONS",
    "CODE",
    "ID",
    "URL",
    "PLAN",
    "N",
    "MS",
    "FORMAT",
    "WEBHOOK",
    "SECRET",
    "DATE",
    "A",
    "B",
    "C",
    "TYPE",
}
"""What is the same in both languages."""


def test_every_word_for_a_value_is_french():
    """No English word is left among those that stand for values."""
    for path, command in ALL.items():
        french = in_french(command, path)
        context = context_of(french)
        usage = " ".join(
            [*french.collect_usage_pieces(context), *(p.make_metavar(context) for p in french.params)]
        )
        words = set(re.findall(r"[A-ZÀ-Ý]{1,}(?![a-z])", usage))
        assert words - CODES - {word for shown in METAVARS.values() for word in shown.split("|")} == set(), (
            path
        )
    english = {
        piece
        for command in ALL.values()
        for piece in [
            *command.collect_usage_pieces(context_of(command)),
            *(param.make_metavar(context_of(command)) for param in command.params),
        ]
    }
    shown = " ".join(english)
    assert {word for word in METAVARS if not re.search(rf"(?<![A-Z]){word}(?![A-Z])", shown)} == set()


TO_DEVELOPERS = re.compile(
    r"defined twice|No options defined but|exactly one parameter declaration|same flag for|Could not determine name|"
    r"deprecated|Invalid start character|Unknown (color|standard)|Value must be an iterable|^\(dynamic\)|UUID|"
    r"format|Choice\(|Takes {nargs}|values are required|^Positional|^Missing (parameter|{param_type})|unknown error|"
    r"Do you want|Confirm the action|Press any key|Repeat for|two entered values|^Error: invalid input|^(directory|file|path)$"
)  # fmt: skip
"""What a mistake in our own declarations would say, or a part of click that no command of ours uses."""


def said_by_click():
    """Return the texts that click looks up."""
    texts = set()
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types"):
        source = Path(importlib.import_module(f"click.{name}").__file__).read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                texts |= {item.value for item in node.args if isinstance(item, ast.Constant)}
    return {text for text in texts if isinstance(text, str)}


def test_whatever_click_may_say_is_french():
    """Each text that click looks up has its French, and no French is of a text that it does not have."""
    texts = said_by_click()
    assert len(texts) > 50
    assert {text for text in texts if not TO_DEVELOPERS.search(text)} - set(CLICK) == set()
    assert set(CLICK) - texts == {"required", "integer", "integer range", "float", "float range"}


WRONG = {
    "imprt": "Erreur\u00a0: Commande inconnue\u00a0: imprt. Vouliez-vous dire import\u202f?",
    "import a.csv --mod": "Erreur\u00a0: Option inconnue\u00a0: --mod. Vouliez-vous dire l'une de celles-ci\u00a0: --map, --mode\u202f?",
    "import a.csv --modd": "Erreur\u00a0: Option inconnue\u00a0: --modd. Vouliez-vous dire --mode\u202f?",
    "import": "Erreur\u00a0: Argument manquant\u00a0: FICHIER.",
    "export client": "Erreur\u00a0: Option manquante\u00a0: -o / --output / --to.",
    "import a.csv --mode foo": "Erreur\u00a0: --mode\u00a0: «\u00a0foo\u00a0» refusé, choix\u00a0: upsert, create, update.",
    "import a.csv --batch-size abc": "Erreur\u00a0: --batch-size\u00a0: «\u00a0abc\u00a0» n'est pas un entier.",
    "import a.csv --batch-size 0": "Erreur\u00a0: --batch-size\u00a0: 0 est hors limites (1 ≤ x ≤ 1000).",
    "import a.csv --delimiter xx": "Erreur\u00a0: --delimiter\u00a0: «\u00a0xx\u00a0» n'est pas un seul caractère, ni tab.",
    "import a.csv b.csv": "Erreur\u00a0: Argument en trop\u00a0: b.csv.",
    "import a.csv --mode": "Erreur\u00a0: L'option --mode demande une valeur.",
    "call GET /companies -q x": "Erreur\u00a0: -q\u00a0: «\u00a0x\u00a0» n'est pas de la forme NOM=VALEUR.",
    "run a.yaml --set x": "Erreur\u00a0: --set\u00a0: «\u00a0x\u00a0» n'est pas de la forme NOM=VALEUR.",
    "login": "Erreur\u00a0: Option manquante\u00a0: --client-id, car la saisie est impossible ici.",
    "delete a.csv": "Erreur\u00a0: Option manquante\u00a0: --entity, obligatoire pour supprimer.",
}  # fmt: skip


@pytest.mark.parametrize("typed", WRONG)
def test_a_usage_error_is_french(bare, typed):
    """What is wrong is said in French, after the usage and where to find help."""
    ran = bare("--lang", "fr", *typed.split())
    assert ran.code == 2
    assert ran.err.splitlines()[-1] == WRONG[typed]


def test_usage_and_help_are_french(bare):
    """The usage, the headings, defaults and bounds are French; where French is not asked for, English."""
    ran = bare("--lang", "fr", "import", "--help")
    assert ran.out.startswith("Usage\u00a0: sellsy-etl import [OPTIONS] FICHIER\n")
    assert "\nOptions\u00a0:\n" in ran.out
    assert "Exemples\u00a0:\n" in ran.out
    assert "[défaut\u00a0: upsert]" in ran.out
    assert "[x ≥ 1]" in ran.out
    assert "Afficher cette aide." in ran.out
    assert "\nCommandes\u00a0:\n" in bare("--lang=fr", "runs", "--help").out
    assert "[obligatoire]" in bare("export", "--help", LANG="fr_FR.UTF-8").out
    assert "Aide\u00a0: sellsy-etl import --help\n" in bare("--lang", "fr", "import").err
    english = bare("--lang", "en", "import", "--help", LANG="fr_FR.UTF-8").out
    assert english.startswith("Usage: sellsy-etl import [OPTIONS] FILE\n")
    assert "[default: upsert]" in english


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["--lang", "fr", "import"], "fr"),
        (["--profile", "--lang", "--lang=fr"], "fr"),
        (["-v", "--lang", "en", "--lang"], "en"),
        (["export", "client", "--lang", "fr"], "en"),
        (["import", "a.xlsx", "--lang", "fr"], "fr"),
        (["runs", "list", "--lang=fr"], "fr"),
        (["runs", "show", "--", "--lang", "fr"], "en"),
        (["--lang"], "en"),
    ],
)
def test_the_language_is_read_before_anything_else(typed, expected, monkeypatch):
    """--lang anywhere on the line decides; what belongs to a command or to another option does not."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert asked_language(globals_first(typed)) == expected
