"""`${NAME}` in a pipeline file: a parameter of the file or of the command line, else an environment variable.

Names are replaced once: values are not expanded again. `$$` is a dollar sign.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from etl.core.errors import ConfigError
from etl.core.yaml_files import Document, Place

_NAME = re.compile(r"\$\$|\$\{([^}]*)\}")


def parameters_of(document: Document, *, given: Mapping[str, str]) -> dict[str, str]:
    """Return the file's parameters, with the `given` values in place of its own.

    Raises:
        ConfigError: a given parameter is not in the file.
    """
    value = document.value
    own = value.get("parameters") if isinstance(value, dict) else None
    known = (
        {name: text for name, text in own.items() if isinstance(text, str)} if isinstance(own, dict) else {}
    )
    unknown = [name for name in given if name not in known]
    if unknown:
        raise ConfigError("pipeline-parameter", path=document.path, name=unknown[0], accepted=sorted(known))
    return {**known, **given}


def filled(document: Document, values: Mapping[str, str]) -> Document:
    """Return a document with every `${NAME}` replaced, except in its own `parameters`.

    Raises:
        ConfigError: a name is neither a parameter nor a variable, with its line.
    """
    return replace(document, value=_filled(document, document.value, (), values))


def _filled(document: Document, value: Any, place: Place, values: Mapping[str, str]) -> Any:
    if place == ("parameters",):
        return value
    if isinstance(value, dict):
        return {key: _filled(document, item, (*place, key), values) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(document, item, (*place, i), values) for i, item in enumerate(value)]
    if not isinstance(value, str):
        return value

    def replaced(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return "$"
        if name not in values:
            raise ConfigError("pipeline-variable", path=document.path, line=document.line(place), name=name)
        return values[name]

    return _NAME.sub(replaced, value)
