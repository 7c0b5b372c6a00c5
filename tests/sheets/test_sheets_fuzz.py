"""Files that chance damaged: an answer every time, soon, in little memory."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pace import slower

from etl.core.errors import EtlError
from etl.sheets import open_table

PLAN = {
    "csv": 5_000,
    "jsonl": 3_000,
    "xlsx": 2_500,
    "xlsb": 1_500,
    "ods": 1_500,
    "xls": 1_500,
    "mapping": 3_000,
    "pipeline": 2_000,
    "settings": 2_000,
}


@pytest.mark.slow
@pytest.mark.hostile
@pytest.mark.parametrize("kind", PLAN)
def test_damaged_files_end_in_an_answer(kind):
    """22,000 damaged files: read, or an error with its texts and code 2 to 5; none in more than 5 s, all below 300 MB."""
    script = Path(__file__).with_name("fuzzing.py")
    done = subprocess.run(
        [sys.executable, str(script), kind, str(PLAN[kind]), "2026"],
        capture_output=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    document = json.loads(done.stdout)
    print(kind, done.stdout)
    assert document["faults"] == []
    assert not [end for end in document["ends"] if end.startswith("silent")]
    assert document["cases"] == PLAN[kind]
    assert document["ends"]["read"] > PLAN[kind] // 50
    assert document["worst_s"] < 5 * slower()
    assert document["peak_mb"] < 300


words = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc", "Zs"], exclude_characters="\u00ad;,|\t\"'"),
    min_size=1,
    max_size=12,
)
quiet = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=5_000, max_examples=60)


@quiet
@given(
    rows=st.lists(st.lists(words, min_size=3, max_size=3), min_size=2, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    mark=st.sampled_from([";", ",", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]),
)
def test_any_table_is_read_as_it_was_written(tmp_path, rows, encoding, mark, end):
    """Whatever the encoding, the delimiter and the line ends, the cells come back."""
    path = tmp_path / "a.csv"
    kept = io.StringIO(newline="")
    csv.writer(kept, delimiter=mark, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [["Nom", "Ville", "Été"], *rows]
    )
    path.write_bytes(kept.getvalue().encode(encoding))
    text = (
        "cp1252" if encoding == "cp1252" else None
    )  # letters by chance are no words: they could be any encoding's
    table = open_table(path, known={"Nom", "Ville"}.__contains__, encoding=text)
    chunks = [list(row) for chunk in table.chunks() for row in zip(*chunk.columns, strict=True)]
    assert chunks == rows
    assert table.layout.delimiter == mark


@quiet
@given(
    content=st.binary(max_size=400),
    suffix=st.sampled_from([".csv", ".xlsx", ".xls", ".ods", ".jsonl", ".gz", ""]),
)
def test_any_bytes_are_a_table_or_an_error(tmp_path, content, suffix):
    """Bytes of any kind under any name give rows or an error that tells what to do."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    hint = "none needed"
    try:
        for _chunk in open_table(path).chunks():
            pass
    except EtlError as error:
        hint = error.hint()
    assert hint
