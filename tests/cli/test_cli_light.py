"""A command loads only what it needs: the libraries behind each are listed here, and nothing heavy is among them by chance."""

import json
from pathlib import Path

import pytest

import etl.cli
from etl.cli.groups.lazy_group import FOLDERS, command_modules
from etl.cli.main import cli

HEAVY = (
    "pandas",
    "pandera",
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
    "starlette",
    "uvicorn",
    "jsonschema",
    "jinja2",
    "httpx",
    "keyring",
    "phonenumbers",
    "pydantic",
    "sqlalchemy",
    "tqdm",
)
"""Libraries that take a tenth of a second or tens of megabytes to load."""

FILES = (
    "httpx",
    "jinja2",
    "openpyxl",
    "pandas",
    "phonenumbers",
    "pydantic",
    "python_calamine",
    "sqlalchemy",
    "xlsxwriter",
)
"""What comes with a file of records."""

CODE = (
    "import json, sys\n"
    "from etl.cli.main import run\n"
    "code = run(sys.argv[1:])\n"
    f"print(json.dumps([code, sorted({set(HEAVY)!r} & set(sys.modules))]), file=sys.stderr)\n"
)

LOADS = {
    "--help": (),
    "import --help": (),
    "explain match-doubtful": (),
    "profiles list": (),
    "schedule list --pipelines nightly.yaml": ("pydantic",),
    "runs list": ("sqlalchemy",),
    "runs list --json": ("sqlalchemy",),
    "runs show last": ("sqlalchemy",),
    "runs show last --json": ("sqlalchemy",),
    "runs prune --older-than 90d": ("phonenumbers", "sqlalchemy"),
    "map good.csv": FILES,
    "template client -o t.csv": FILES,
    "check good.csv --entity client": (
        "tqdm",
        *(name for name in FILES if name not in {"httpx", "sqlalchemy"}),
    ),
}
"""Command -> the heavy libraries it may load."""


@pytest.fixture
def loaded(bare):
    """What runs a command as a process of its own, and tells which heavy libraries it loaded."""
    good = "Type société;Nom société;Email\nclient;Alpha;a@x.example\n"
    bare.write("good.csv", good)
    bare.write(
        "nightly.yaml", 'schedule: "30 2 * * *"\nsteps:\n  out:\n    export: client\n    to: out.csv\n'
    )
    run = bare("--sandbox", "import", "good.csv", "--entity", "client", "--yes", "--no-html")
    assert run.code == 0, run.err

    def load(command):
        done = bare.python(CODE, *command.split())
        code, modules = json.loads(done.err.strip().splitlines()[-1])
        assert code == 0, done.err
        return tuple(modules)

    return load


@pytest.mark.many
@pytest.mark.parametrize("command", LOADS)
def test_a_command_loads_no_more_than_it_needs(loaded, command):
    """What reads only the journal loads SQLAlchemy and nothing else that is heavy; pandera comes with a table."""
    assert set(loaded(command)) <= set(LOADS[command])


def test_importing_the_entities_loads_no_pandera(bare):
    """Pandera is loaded when a table is validated, not when entities are looked at."""
    done = bare.python("import sys, etl.entities, etl.source.opening; sys.exit('pandera' in sys.modules)")
    assert done.code == 0, done.err


def test_the_list_of_commands_loads_none_of_them(bare):
    """What lists the commands imports the module of none."""
    code = (
        "import sys\n"
        "from etl.cli.main import cli, run\n"
        "run(['--help'])\n"
        "homes = {f\"etl.cli.{home.partition(':')[0]}\" for home in cli.commands.data.values()}\n"
        "assert homes and not homes & set(sys.modules), homes & set(sys.modules)\n"
        "assert not any(name.startswith('etl.commands.') for name in sys.modules)\n"
        "assert not {'etl.messages.catalogue', 'etl.core.results'} & set(sys.modules)\n"
    )
    done = bare.python(code)
    assert done.code == 0, done.err


def test_every_module_of_a_folder_of_commands_is_a_command():
    """What the command line looks up by name is a command that is called so; none is found twice."""
    here = Path(etl.cli.__file__).parent
    modules = [path for folder in FOLDERS for path in (here / folder).glob("[!_]*.py")]
    assert sorted(command_modules().values()) == sorted(f"{path.parent.name}.{path.stem}" for path in modules)
    for name in command_modules():
        assert cli.commands[name].name == name
