"""The JSON Schema of pipeline files, for completion and checks in editors; generated from the same classes."""

import json
from pathlib import Path
from typing import Any

from etl.pipeline.spec import Pipeline

SCHEMA_FILE = "pipeline.schema.json"
"""Its name, beside the pipelines."""


def pipeline_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a pipeline file."""
    schema = Pipeline.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def write_schema(folder: Path) -> Path:
    """Write the schema to a folder and return its path."""
    path = folder / SCHEMA_FILE
    path.write_text(json.dumps(pipeline_schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
