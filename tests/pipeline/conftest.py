"""Pipeline files on disk."""

from pathlib import Path  # noqa: TC003 - fixtures are annotated
from textwrap import dedent

import pytest

from etl.pipeline import Pipeline, read_pipeline


@pytest.fixture
def read(tmp_path):
    """Return what writes a pipeline file and reads it."""

    def written(text: str, *, environ=None, name: str = "p.yaml", **parameters: str) -> Pipeline:
        path: Path = tmp_path / name
        path.write_text(dedent(text), encoding="utf-8")
        return read_pipeline(path, environ=environ or {}, parameters=parameters)

    return written
