"""The HTML page of a run, as text and in a real browser."""

import re
import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest

ROWS = (
    "Nom société;E-mail;Pays;Adresse;Ville;Code postal\n"
    "A;<script>document.title='owned'</script>;France;1 rue;Paris;75001\n"
    "B;faux;Frnace;1 rue;Sète;1000\n"
    "C;c@x.example;France;1 rue;Paris;1000\n"
    "D;d@x.example;France;1 rue;Paris;75001\n"
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

MEASURE = """<script>
const wide = [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
const small = [...document.querySelectorAll("main *")].filter(e => parseFloat(getComputedStyle(e).fontSize) < 12.5)
const seen = e => { const box = e.getBoundingClientRect(); return box.width > 3 && box.height > 3 }
const bars = [...document.querySelectorAll(".stack i, .bars i")].filter(seen)
parent.document.title = JSON.stringify({inner: innerWidth, scroll: document.documentElement.scrollWidth,
  wide: wide.length, small: small.length, bars: bars.length, columns: getComputedStyle(document.querySelector(".kind:not(.head)")).gridTemplateColumns.split(" ").length})
</script></body>"""


def page_of(account, **options):
    result = account.load(ROWS, **options)
    assert result.html.endswith(".html")
    return result, Path(result.html)


def test_a_run_leaves_a_page_beside_its_report(account, tmp_path):
    """It tells outcomes, problems by column and code, repaired values and settings; in the language asked."""
    result, page = page_of(account, lang="fr")
    assert (page.name, Path(result.report).name) == ("file.report.html", "file.report.csv")
    text = page.read_text(encoding="utf-8")
    for sentence in ("créées", "à corriger", "Vouliez-vous dire France (FR)\u202f?", "country-near", "postal-code-zero-restored",
                 result.run_id, "file.report.csv", "EFFACER"):  # fmt: skip
        assert sentence in text, sentence
    dry = account.load(ROWS, lang="en", dry_run=True, report=tmp_path / "out" / "r.xlsx")
    assert dry.html == str(tmp_path / "out" / "r.html")
    assert "nothing was written" in Path(dry.html).read_text(encoding="utf-8")
    assert account.load(ROWS, html=False, report=tmp_path / "bare.xlsx").html is None
    assert not (tmp_path / "bare.html").exists()


def test_the_requests_are_on_the_page_of_who_asks(account):
    """Addresses and the pace of calls are details; without asking for them the page says nothing of them."""
    _, plain = page_of(account)
    assert "POST /batch" not in plain.read_text(encoding="utf-8")
    _, detailed = page_of(account, details=True, lang="fr")
    text = detailed.read_text(encoding="utf-8")
    assert ("GET /quotas" in text, "quota du compte" in text) == (True, True)


def test_the_page_loads_nothing_and_runs_nothing(account):
    """One file: no script, no address, no secret; what stands in cells is text."""
    _, page = page_of(account)
    text = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text
    assert not re.findall(r"<script|<link|<img|<iframe|\bsrc=|\bhref=|url\(|@import|https?://", text)
    assert "default-src 'none'" in text
    secret = account.settings.client_secret.get_secret_value()
    assert not secret or secret not in text


def test_a_page_that_cannot_be_written_hides_nothing(account, tmp_path):
    """The run ends with its result and its report."""
    (tmp_path / "file.report.html").mkdir()
    result = account.load(ROWS)
    assert (result.counts["created"], result.html) == (2, None)
    assert Path(result.report).exists()


def rendered(browser, page, folder):
    """Return the document as a browser has it."""
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
         f"--user-data-dir={folder}", "--window-size=1400,900", "--dump-dom", page.as_uri()],
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    return done.stdout.decode("utf-8")


@pytest.mark.slow
def test_the_page_is_readable_on_a_phone_and_on_a_desk(account, tmp_path):
    """In a headless browser: cells run no script, nothing is wider than the screen or too small, charts are drawn."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    _, page = page_of(account, details=True)
    dom = rendered(browser, page, tmp_path / "browser")
    assert "<title>file.csv · sellsy-etl</title>" in dom
    text = re.sub(r"<meta http-equiv=.*", "", page.read_text(encoding="utf-8")).replace("</body>", MEASURE)
    framed = tmp_path / "framed.html"
    for width, columns in ((360, 2), (1280, 4)):
        frame = f'<iframe style="border:0" width="{width}" height="900" srcdoc="{escape(text)}"></iframe>'
        framed.write_text(f"<!doctype html><title></title>{frame}", encoding="utf-8")
        dom = rendered(browser, framed, tmp_path / "browser")
        matched = re.search(r"<title>(\{.*?\})</title>", dom)[1]
        assert f'"inner":{width},"scroll":{width},"wide":0,"small":0' in matched
        assert f'"columns":{columns}' in matched
        assert int(re.search(r'"bars":(\d+)', matched)[1]) >= 3
