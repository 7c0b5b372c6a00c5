"""The files deliveries are appended to: whole lines, mended after a crash, harmless in a spreadsheet."""

import csv
import json
from datetime import UTC, datetime

import pytest

from etl.core.errors import ConfigError, DataError
from etl.webhooks import COLUMNS, Csv, Handled, JsonLines, read_delivery

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def handled(sender):
    def make(number, **more):
        return Handled(read_delivery(sender.form(relatedid=str(number)), received=NOW), **more)

    return make


def kinds(tmp_path):
    return [(JsonLines, tmp_path / "a.jsonl", {}), (Csv, tmp_path / "a.csv", {"lang": "fr"})]


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        return list(csv.DictReader(file, delimiter=delimiter))


def test_lines_are_appended_and_the_last_is_known(tmp_path, handled):
    """Each program finds the digest of the last delivery written before it."""
    for kind, path, options in kinds(tmp_path):
        seen = None
        for number in range(3):
            outlet = kind(path, **options)
            assert outlet.last_digest() == seen
            outlet.write(handled(number))
            seen = handled(number).delivery.digest
            outlet.close()
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["record_id"] for line in lines] == [0, 1, 2]
    assert lines[0]["content"]["corpid"] == "1"
    assert [row["record_id"] for row in rows(tmp_path / "a.csv")] == ["0", "1", "2"]


def test_a_line_that_was_cut_is_mended(tmp_path, handled):
    """Wherever a crash cut the last line, it is removed and the one before it is the last."""
    for kind, path, options in kinds(tmp_path):
        outlet = kind(path, **options)
        outlet.last_digest()
        outlet.write(handled(1))
        outlet.write(handled(2))
        outlet.close()
        whole = path.read_bytes()
        start = whole[:-1].rindex(b"\n") + 1
        for end in range(start, len(whole) - 1, 7):
            path.write_bytes(whole[:end])
            outlet = kind(path, **options)
            assert outlet.last_digest() == handled(1).delivery.digest
            outlet.write(handled(2))
            outlet.close()
            assert path.read_bytes() == whole


def test_a_long_last_line_is_found_whole(tmp_path, handled):
    """A record of some hundred kilobytes is still one line."""
    for kind, path, options in kinds(tmp_path):
        outlet = kind(path, **options)
        outlet.last_digest()
        outlet.write(handled(1, record={"note": "é" * 300_000}))
        assert outlet.last_digest() == handled(1).delivery.digest
        outlet.close()


def test_no_cell_is_a_formula(tmp_path, handled):
    """What looks like one is written as text, and a cell never breaks its line."""
    outlet = Csv(tmp_path / "a.csv", lang="en")
    outlet.last_digest()
    outlet.write(handled(1, problem="=HYPERLINK(1)\r\n+2", record="@SUM(1)"))
    outlet.close()
    (row,) = rows(tmp_path / "a.csv")
    assert row["problem"] == "'=HYPERLINK(1) +2"
    assert row["record"] == "'@SUM(1)"
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_the_delimiter_of_an_existing_file_is_kept(tmp_path, handled):
    """A file begun in French goes on with semicolons."""
    for lang in ("fr", "en"):
        outlet = Csv(tmp_path / "a.csv", lang=lang)
        outlet.last_digest()
        outlet.write(handled(int(lang == "en")))
        outlet.close()
    assert [row["record_id"] for row in rows(tmp_path / "a.csv")] == ["0", "1"]
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf" + ";".join(COLUMNS).encode())


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", "nom;ville\nA;B\n"), ("a.jsonl", "some notes without an end")]
)
def test_a_file_of_somebody_else_is_left_alone(tmp_path, name, content):
    """Other headers, or an unfinished line that is none of ours, are refused unchanged."""
    path = tmp_path / name
    path.write_text(content)
    outlet = JsonLines(path) if name.endswith("jsonl") else Csv(path, lang="fr")
    with pytest.raises(ConfigError) as refused:
        outlet.last_digest()
    outlet.close()
    assert refused.value.code == "watch-out-foreign"
    assert path.read_text() == content


def test_a_folder_in_its_place_is_said(tmp_path):
    """What cannot be opened is a DataError."""
    with pytest.raises(DataError):
        JsonLines(tmp_path)
