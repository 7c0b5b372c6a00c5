"""Read mappings: HEADER=COLUMN, a YAML file, or the name of a mapping that ships with the program.

A YAML file is lines HEADER: COLUMN, or the sections of `FileMapping`; after `---` comes the mapping of another
entity, and the file that is read decides which of them fits.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from etl.core.errors import ConfigError
from etl.core.yaml_files import Document, read_documents
from etl.mapping.model import FileMapping

MappingSource = str | Path | Mapping[str, Any] | FileMapping
"""A mapping as given; in Python the sections of a file, or header -> column, are a mapping too."""

_READY = Path(__file__).parent / "ready"
_SUFFIXES = (".yaml", ".yml")


def ready_names() -> list[str]:
    """Return the names of the mappings that ship with the program."""
    return sorted(path.stem for path in _READY.glob("*.yaml"))


def read_mappings(sources: MappingSource | Sequence[MappingSource] | None) -> tuple[FileMapping, ...]:
    """Return the sources merged into a mapping, later ones over earlier ones.

    Several are returned where a file has a mapping for each of several entities.

    Raises:
        ConfigError: a file cannot be read or is not a mapping (with the line), or there is no mapping of that name.
    """
    if sources is None:
        return ()
    many = [sources] if isinstance(sources, str | Path | Mapping | FileMapping) else list(sources)
    made: list[FileMapping] = []
    for source in many:
        read = _read(source)
        made = [new.over(old) for old in made for new in read if _together(old, new)] if made else read
        if not made:
            raise ConfigError("mapping-entities", said=str(source))
    return tuple(made)


def _together(old: FileMapping, new: FileMapping) -> bool:
    return old.entity is None or new.entity is None or old.entity == new.entity


def _read(source: MappingSource) -> list[FileMapping]:
    if isinstance(source, FileMapping):
        return [source]
    if isinstance(source, Mapping):
        return [mapping_of(Document(Path("--map"), dict(source)))]
    path = Path(source)
    if path.suffix.lower() in _SUFFIXES:
        return _of_file(path)
    header, mark, column = str(source).rpartition("=")
    if mark and header.strip() and column.strip():
        return [FileMapping.of_pairs({header.strip(): column.strip()})]
    name = str(source).strip().lower()
    if mark or name not in ready_names():
        raise ConfigError("mapping-unknown", said=source, accepted=ready_names())
    return ready_mapping(name)


def ready_mapping(name: str) -> list[FileMapping]:
    """Return the mappings of a product, one for each kind of file it exports."""
    return _of_file(_READY / f"{name}.yaml")


def _of_file(path: Path) -> list[FileMapping]:
    documents = read_documents(path)
    if not documents:
        raise ConfigError("mapping-empty", path=path)
    return [mapping_of(document) for document in documents]


def mapping_of(document: Document) -> FileMapping:
    """Return the mapping that a document is; the files it names are beside that of the document.

    Raises:
        ConfigError: it is not a mapping, with the line.
    """
    value = document.value
    if isinstance(value, dict) and all(isinstance(column, str) for column in value.values()):
        lines = {("columns", *place): line for place, line in document.lines.items() if place}
        # Lines HEADER: COLUMN are the columns of a mapping without other sections.
        document = Document(document.path, {"columns": value}, {**document.lines, **lines})
    places = {place: f"{document.path}:{line}" for place, line in document.lines.items()}
    mapping = document.checked(FileMapping)
    folder = document.path.parent if document.path.suffix.lower() in _SUFFIXES else Path()
    return mapping.within(folder).placed(places)
