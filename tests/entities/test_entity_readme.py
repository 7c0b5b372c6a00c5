"""Headers that README or a column of ours names: in a file of any entity they are used, or said not to be."""

import re
from pathlib import Path

import pytest

from etl import check_file
from etl.codecs import fold
from etl.entities import ENTITIES
from etl.mapping import FileMapping
from etl.mapping.headers import match_headers

README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
COLUMNS = [column for entity in ENTITIES for column in (*entity.columns, *entity.origins())]
KNOWN = {fold(name) for column in COLUMNS for name in (column.fr, column.en)}
QUOTED = {name for name in re.findall(r"`([^`\n]+)`", README) if fold(name) in KNOWN}
HEADERS = sorted({*QUOTED, *(name for column in COLUMNS for name in (column.fr, column.en))})


def test_readme_names_headers():
    """README quotes headers, those of ids of another system among them."""
    assert {"Client legacy id", "ID d'origine client", "Legacy id", "ID d'origine"} <= QUOTED


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_no_header_of_ours_is_passed_over_in_silence(entity):
    """Whatever entity a file is of, a header that we name ourselves fills a column or is listed as not read."""
    silent = []
    for header in HEADERS:
        headers = match_headers(entity, [header], mapping=FileMapping(), path="file.csv")
        named = {origin.header for origin in (*headers.origins, *headers.ignored, *headers.refusing)}
        if header not in named:
            silent.append(header)
    assert silent == []


def test_a_header_that_means_nothing_for_the_entity_is_listed(tmp_path):
    """`Client legacy id` in a file of clients is an ignored column, in both languages, not a silent one."""
    for header in ("Client legacy id", "ID d'origine client"):
        path = tmp_path / "clients.csv"
        path.write_text(f"Nom société;{header}\nGarnier;A1\n", encoding="utf-8")
        result = check_file(path, entity="client")
        assert [column.header for column in result.ignored] == [header]
