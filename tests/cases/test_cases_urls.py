"""Web addresses as people type them: read, completed and said, or refused with the reason."""

from pathlib import Path

from etl import check_file

FILE = Path(__file__).parent / "values" / "url.csv"


def test_every_address_of_the_file_ends_right(tmp_path):
    """An address without an ending is refused as such; what is whole is read, and what lacks its scheme is said."""
    path = tmp_path / "url.csv"
    path.write_bytes(FILE.read_bytes())
    result = check_file(path, entity="client")
    codes = {
        f"T{problem.row - 2:03d}": problem.code
        for problem in (*result.problems, *result.warnings)
        if problem.column == "Site web"
    }
    assert codes["T026"] == "url-unended"
    read = {f"T{number:03d}" for number in range(30)} - codes.keys()
    assert read == {"T002", "T011", "T017", "T019"}
    assert {name for name, code in codes.items() if code == "url-scheme-added"} == {
        "T000", "T001", "T003", "T018", "T020", "T022"
    }  # fmt: skip
