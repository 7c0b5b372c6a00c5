"""A ninth entity, declared in one file, lives through all that the eight live through."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import ninth_entity
import openpyxl
import pytest
from calling import call
from ninth_entity import Product
from plain import HTTP

from etl import (
    apply_plan,
    check_file,
    delete_file,
    export,
    plan_file,
    resume_run,
    undo_run,
    verify_run,
)
from etl.commands.account.copy_account import copy_account
from etl.commands.data.mapping import propose_mapping
from etl.commands.data.searching import get_records, search_records
from etl.entities import ENTITIES, entity_named, register, withdraw
from etl.entities.base.resource import RESOURCES
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running
from etl.sandbox.storage.kind import RELATED, Kind
from etl.templates.writer import write_template_file

ROOT = Path(__file__).parents[2]

PRODUCTS = Kind(
    "products",
    "product",
    {
        "name": {"type": "string", "maxLength": 200},
        "reference": {"type": "string", "maxLength": 50, "nullable": True},
        "unit": {"type": "string", "enum": ["piece", "hour"], "nullable": True},
        "price": {"type": "string", "nullable": True},
        "note": {"type": "string", "nullable": True},
        "related": RELATED,
    },
    required=("name",),
)
"""Products as the account has them; the sandbox derives the rest."""

HEAD = "Référence produit;Nom du produit;Unité;Prix unitaire;Note produit\n"
ROWS = "P-1;Planche;Pièce;12,50;Chêne\nP-2;Pose;Heure;40;\n;Vis;Pièce;0,10;\n"


@pytest.fixture
def ninth():
    """The ninth entity among the others, as long as a test lasts."""
    register(Product)
    yield Product
    withdraw(Product)


@pytest.fixture
def shop(start, ninth):
    """An account that has products."""
    return start(kinds=(PRODUCTS,))


def load(account, text, **options):
    """Import products."""
    return account.load(text, entity="product", create_missing=(), **options)


def products(account):
    """Return the products of an account, by name."""
    records = account.api("GET", "/products?limit=100")["data"]
    return {product["name"]: product for product in records}


def content(account):
    """Return all that the account holds, without ids and times."""
    return HTTP.get(f"{account.url}/_sandbox/dump").json()["products"]


def undo(account, run="last"):
    """Take a run back."""
    return undo_run(run, settings=account.settings, dry_run=False, settle_s=0.5)


def test_an_entity_is_registered_and_withdrawn(ninth):
    """It is named like the others while it is registered, and nothing of it is left afterwards."""
    assert entity_named("Produits") is Product
    assert ENTITIES[-1] is Product
    assert RESOURCES["product"].path == "/products"
    withdraw(Product)
    assert "product" not in RESOURCES
    register(Product)


def test_files_of_it_are_recognised(shop):
    """Its template has its headers, a file is checked and told by them, and foreign headers are proposed."""
    template = shop.folder / "products.xlsx"
    write_template_file("product", template, lang="en")
    heads = [cell.value for cell in next(openpyxl.load_workbook(template).active.iter_rows(max_row=1))]
    assert "Unit price" in heads
    path = shop.folder / "products.csv"
    path.write_text(HEAD + ROWS + "P-4;;Tonne;x;\n", encoding="utf-8")
    checked = check_file(path)
    assert checked.entity == "product"
    assert {problem.code for problem in checked.problems} == {"choice-unknown", "number-invalid"}
    foreign = shop.folder / "foreign.csv"
    foreign.write_text("SKU;Désignation\nP-1;Planche\n", encoding="utf-8")
    mapped = call(propose_mapping, foreign, entity="product")
    shown = mapped.to_dict("fr")["columns"]
    assert [column["column"] for column in shown] == ["Référence produit", "Nom du produit"]


def test_contributing_tells_how_to_add_an_entity_by_this_one():
    """What CONTRIBUTING shows is the declaration of this test, and what it lives through are this file's tests."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## Adding an entity\n")[2].partition("\n## ")[0]
    declared = Path(ninth_entity.__file__).read_text(encoding="utf-8").partition('"""\n\n')[2]
    assert f"```python\n{declared}```" in section
    lived = [line.removeprefix("- ") for line in section.splitlines() if line.startswith("- ")]
    assert lived == [test.__doc__ for test in LIVES]


def test_rows_are_created_updated_and_taken_back(shop):
    """An import creates, a second one updates and leaves alone; both are taken back, the newer one first."""
    first = load(shop, HEAD + ROWS)
    assert (first.counts["created"], first.problems) == (3, ())
    before = content(shop)
    again = load(shop, HEAD + ROWS.replace("12,50", "13"))
    assert (again.counts["updated"], again.counts["unchanged"]) == (1, 2)
    assert verify_run(again.run_id, settings=shop.settings).rows == ()
    assert undo(shop, again.run_id).counts["updated"] == 1
    assert content(shop) == before
    assert undo(shop, first.run_id).counts["deleted"] == 3
    assert content(shop) == []


def test_what_somebody_changed_is_not_taken_back(shop):
    """A product that was edited since the import stays, and is named."""
    load(shop, HEAD + ROWS)
    shop.api("PUT", f"/products/{products(shop)['Vis']['id']}", {"note": "à compter"})
    undone = undo(shop)
    assert (undone.counts["deleted"], list(products(shop))) == (2, ["Vis"])


def test_what_it_hangs_on_is_named_and_stays(shop):
    """A product names its client by a key of it, and a client that a later product hangs on is not undone."""
    client = shop.load("Nom société\nMenuiserie\nÉbénisterie\n")
    text = "Nom du produit;Nom client\nSur mesure;Menuiserie\nAutre;Inconnue\n"
    made = load(shop, text)
    assert [problem.code for problem in made.problems] == ["link-unknown"]
    owner = shop.company(name="Menuiserie")["id"]
    assert products(shop)["Sur mesure"]["related"] == [{"type": "company", "id": owner}]
    undone = undo(shop, client.run_id)
    assert (undone.counts["deleted"], [company["id"] for company in shop.companies()]) == (1, [owner])


def test_nothing_is_written_by_a_dry_run_and_by_a_plan_only_when_it_is_applied(shop):
    """Sellsy validates the dry run, a plan is applied as it was shown."""
    dry = load(shop, HEAD + ROWS, dry_run=True)
    assert (dry.counts["created"], content(shop)) == (3, [])
    path, plan = shop.folder / "planned.csv", shop.folder / "products.plan.xlsx"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    plan_file(path, output=plan, entity="product", settings=shop.settings)
    assert content(shop) == []
    assert apply_plan(plan, settings=shop.settings).counts["created"] == 3


def test_records_are_read_back(shop):
    """An export reads back as the import, an increment has what changed, search and get find them."""
    load(shop, HEAD + ROWS)
    out = shop.folder / "out.csv"
    export("product", out, settings=shop.settings, lang="fr", since="last")
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["Nom du produit"] for row in rows] == ["Planche", "Pose", "Vis"]
    assert load(shop, out).counts["unchanged"] == 3
    assert (
        call(search_records, "product", where=["text=chêne"], settings=shop.settings).documents[0]["name"]
        == "Planche"
    )
    result = call(get_records, "product", [products(shop)["Pose"]["id"]], settings=shop.settings)
    assert (len(result.rows), result.missing) == (1, ())


def test_deleted_records_come_back(shop):
    """Products that a file deletes are created again by undo, with a word on what does not come back."""
    load(shop, HEAD + ROWS)
    before = content(shop)
    path = shop.folder / "gone.csv"
    path.write_text("Référence produit\nP-1\nP-2\n", encoding="utf-8")
    gone = delete_file(path, entity="product", settings=shop.settings, dry_run=False)
    assert (gone.counts["deleted"], list(products(shop))) == (2, ["Vis"])
    back = undo(shop)
    assert {problem.code for problem in back.warnings} == {"recreated-record"}
    assert content(shop) == before


def test_a_lost_answer_is_found_again(shop):
    """Creations whose answer was lost are looked up, not sent again."""
    shop.faults({"match": {"path": "/batch$"}, "fault": "drop_after", "nth": [1]})
    assert load(shop, HEAD + ROWS).counts["unknown"] == 3
    shop.calm()
    assert resume_run("last", settings=shop.settings, settle_s=0.5).counts["created"] == 3
    assert len(content(shop)) == 3


def test_a_killed_process_that_finds_it_by_its_entry_point_is_resumed(shop, tmp_path):
    """A package of its own offers the entity to another process; killed in the middle, its run is resumed."""
    offered = tmp_path / "plugin" / "ninth-1.0.dist-info"
    offered.mkdir(parents=True)
    (offered / "METADATA").write_text("Metadata-Version: 2.1\nName: ninth\nVersion: 1.0\n", encoding="utf-8")
    point = "[sellsy_etl.entities]\nproduct = ninth_entity:Product\n"
    (offered / "entry_points.txt").write_text(point, encoding="utf-8")
    path = tmp_path / "killed.csv"
    path.write_text(HEAD + "".join(f"K-{i};Produit {i};;;\n" for i in range(12)), encoding="utf-8")
    never = [
        {"match": {"path": "/batch$"}, "nth": nth, "fault": "delay", "ms": 600_000} for nth in range(4, 12)
    ]
    shop.faults(*never)  # a few batches are written, the others not before the process is killed
    code = (
        "import sys; from etl import import_file; from etl.config.settings import Settings;"
        "s = Settings.load(environ={'SELLSY_ETL_HOME': sys.argv[2]}, credentials=False).for_sandbox(*sys.argv[3:6]);"
        "import_file(sys.argv[1], entity='product', settings=s, batch_size=2)"
    )
    urls = (shop.settings.api_url, shop.settings.login_url, shop.settings.v1_url)
    homes = os.pathsep.join((str(tmp_path / "plugin"), str(Path(ninth_entity.__file__).parent)))
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path), str(shop.settings.home), *urls],
        env={**os.environ, "PYTHONPATH": homes},
    )
    while process.poll() is None and not products(shop):
        time.sleep(0.02)
    process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()
    shop.calm()
    assert 0 < len(products(shop)) < 12
    done = resume_run("last", settings=shop.settings, settle_s=0.5)
    assert (done.counts["created"], len(products(shop))) == (12, 12)


def test_a_copy_without_names_seeds_another_account(shop, tmp_path, monkeypatch):
    """An anonymous copy keeps what is declared public and replaces the rest."""
    load(shop, HEAD + ROWS)
    home = tmp_path / "copying"
    home.mkdir()
    used = shop.settings
    lines = {"api_url": used.api_url, "login_url": used.login_url, "v1_url": used.v1_url}
    text = "".join(f'{name} = "{value}"\n' for name, value in lines.items())
    profile = f'[profiles.shop]\n{text}client_id = "x"\nclient_secret = "y"\n'
    (home / "config.toml").write_text(profile, encoding="utf-8")
    monkeypatch.setenv("SELLSY_ETL_HOME", str(home))
    with running(SandboxConfig(kinds=(PRODUCTS,))) as other:
        made = call(copy_account, profile="shop", url=other.url, entities=("product",), anonymise=True)
        copied = HTTP.get(f"{other.url}/_sandbox/dump").json()["products"]
    assert made["products"] == 3
    assert sorted(product["unit"] for product in copied) == ["hour", "piece", "piece"]
    assert {"Planche", "Pose", "Vis"}.isdisjoint(product["name"] for product in copied)


LIVES = [
    test_files_of_it_are_recognised,
    test_rows_are_created_updated_and_taken_back,
    test_what_somebody_changed_is_not_taken_back,
    test_what_it_hangs_on_is_named_and_stays,
    test_nothing_is_written_by_a_dry_run_and_by_a_plan_only_when_it_is_applied,
    test_records_are_read_back,
    test_deleted_records_come_back,
    test_a_lost_answer_is_found_again,
    test_a_killed_process_that_finds_it_by_its_entry_point_is_resumed,
    test_a_copy_without_names_seeds_another_account,
]
"""What CONTRIBUTING says that an entity lives through."""
