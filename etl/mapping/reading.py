"""Mappings as people name them: HEADER=COLUMN, a YAML file, or the name of one that ships with the program.

A YAML file is lines HEADER: COLUMN, or the sections of `FileMapping`; behind `---` stands the mapping of another
entity, and the file that is read decides which of them serves.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from etl.core.errors import ConfigError
from etl.core.yaml_files import Document, read_documents
from etl.mapping.model import FileMapping

Said = str | Path | Mapping[str, Any] | FileMapping
"""One mapping as somebody says it; in Python the sections of a file, or header -> column, are a mapping too."""

_READY = Path(__file__).parent / "ready"
_SUFFIXES = (".yaml", ".yml")


def ready_names() -> list[str]:
    """Return the names of the mappings that ship with the program."""
    return sorted(path.stem for path in _READY.glob("*.yaml"))


def read_mappings(said: Said | Sequence[Said] | None) -> tuple[FileMapping, ...]:
    """Return the mapping that several sayings make together, a later one over an earlier one.

    Several are returned where a file has one for each of several entities.

    Raises:
        ConfigError: a file cannot be read or is no mapping (with the line), or there is no mapping of that name.
    """
    if said is None:
        return ()
    many = [said] if isinstance(said, str | Path | Mapping | FileMapping) else list(said)
    made: list[FileMapping] = []
    for one in many:
        read = _read(one)
        made = [new.over(old) for old in made for new in read if _together(old, new)] if made else read
        if not made:
            raise ConfigError("mapping-entities", said=str(one))
    return tuple(made)


def _together(old: FileMapping, new: FileMapping) -> bool:
    return old.entity is None or new.entity is None or old.entity == new.entity


def _read(said: Said) -> list[FileMapping]:
    if isinstance(said, FileMapping):
        return [said]
    if isinstance(said, Mapping):
        return [_of_document(Document(Path("--map"), dict(said)))]
    path = Path(said)
    if path.suffix.lower() in _SUFFIXES:
        return _of_file(path)
    header, mark, column = str(said).rpartition("=")
    if mark and header.strip() and column.strip():
        return [FileMapping.of_pairs({header.strip(): column.strip()})]
    name = str(said).strip().lower()
    if mark or name not in ready_names():
        raise ConfigError("mapping-unknown", said=said, accepted=ready_names())
    return ready_mapping(name)


def ready_mapping(name: str) -> list[FileMapping]:
    """Return the mappings of a product, one for each kind of file it exports."""
    return _of_file(_READY / f"{name}.yaml")


def _of_file(path: Path) -> list[FileMapping]:
    documents = read_documents(path)
    if not documents:
        raise ConfigError("mapping-empty", path=path)
    return [_of_document(one) for one in documents]


def _of_document(document: Document) -> FileMapping:
    value = document.value
    if isinstance(value, dict) and all(isinstance(column, str) for column in value.values()):
        lines = {("columns", *place): line for place, line in document.lines.items() if place}
        # Lines HEADER: COLUMN are the columns of a mapping that says nothing else.
        document = Document(document.path, {"columns": value}, {**document.lines, **lines})
    places = {place: f"{document.path}:{line}" for place, line in document.lines.items()}
    return document.checked(FileMapping).placed(places)
