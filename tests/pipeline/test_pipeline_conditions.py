"""When a step is run, which files a pattern names."""

import os
import re

import pytest

from etl.pipeline.conditions import files_of, holds, prune

pytestmark = pytest.mark.databases(slow=True)


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        (None, True),
        ("yes == YES", True),
        ("a == b", False),
        ("a != b", True),
        ("FR != fr", False),
        ("no", False),
        ("", False),
        ("anything", True),
        ("exists a.csv", True),
        ("exists *.xlsx", False),
        ("failed", True),
        ("failed clients", True),
        ("failed deals", False),
    ],
)
def test_conditions_compare_texts_look_for_files_and_ask_how_it_went(tmp_path, condition, wanted):
    """A condition is a comparison without case, a look for files, or a question about earlier steps."""
    (tmp_path / "a.csv").write_text("x")
    assert holds(condition, folder=tmp_path, failed=["clients"]) is wanted


def test_a_glob_leaves_out_what_the_program_wrote(tmp_path):
    """Reports beside the sources, hidden files and Excel's own lock files are not sources."""
    for name in ("b.csv", "a.csv", "a.errors.csv", "a.report.xlsx", "~$a.csv", ".a.csv"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sub.csv").mkdir()
    assert [path.name for path in files_of("*.csv", folder=tmp_path)] == ["a.csv", "b.csv"]
    assert [path.name for path in files_of(str(tmp_path / "b.*"), folder=tmp_path)] == ["b.csv"]
    assert files_of("none.csv", folder=tmp_path) == []


def test_only_files_of_the_exports_own_name_are_pruned(tmp_path):
    """The newest are kept, and nothing that is called otherwise is ever deleted."""
    for rank, name in enumerate(
        (
            "out-2026-01-01.csv",
            "out-2026-01-02.csv",
            "out-2026-01-03.csv",
            "out-notes.csv",
            "my-out-2026-01-01.csv",
        )
    ):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (rank, rank))
    names = re.compile(r"out-\d{4}-\d\d-\d\d\.csv")
    assert [path.name for path in prune(tmp_path, names, keep=2)] == ["out-2026-01-01.csv"]
    assert prune(tmp_path, None, keep=1) == []
    assert len(list(tmp_path.iterdir())) == 4


def test_the_home_of_nobody_is_a_folder_of_that_name(tmp_path):
    """`~name` stays as it is where no user has that name, as in a shell."""
    (tmp_path / "~nobody-here").mkdir()
    (tmp_path / "~nobody-here" / "a.csv").touch()
    for pattern in ("~nobody-here/a.csv", "~nobody-here/*.csv"):
        assert [path.name for path in files_of(pattern, folder=tmp_path)] == ["a.csv"]
