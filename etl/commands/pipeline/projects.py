"""Start a project folder: pipelines with what they read, templates, a README.

No file is overwritten: when one is in the way, nothing is written at all.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.core.errors import ConfigError, DataError
from etl.core.packaged import packaged
from etl.core.yaml_files import read_documents
from etl.entities import ENTITIES
from etl.messages import Lang, text
from etl.templates.writer import template_name, write_template_file

__all__ = ["FIRST", "Project", "ready_pipelines", "start_project"]

FIRST = "first_import"
"""The ready pipeline that a project has unless others are asked for."""

_SCHEMA = "pipeline.schema.json"
_GENERATORS = ".py"
"""Suffix of the generators of the samples, which are not copied into projects."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that was started: its pipelines, and every file that was written."""

    folder: Path
    pipelines: tuple[str, ...]
    files: tuple[Path, ...]


def ready_pipelines() -> list[str]:
    """Return the names of the pipelines that ship with the program."""
    return sorted(path.stem for path in packaged("pipelines").glob("*.yaml"))


def start_project(folder: str | Path, pipelines: Sequence[str] = (FIRST,), *, lang: Lang = "en") -> Project:
    """Write a project folder, ready to run on the local Sellsy.

    Args:
        folder: the place; it is created when it does not exist.
        pipelines: names of ready pipelines.
        lang: language of the templates and of the README.

    Raises:
        ConfigError: there is no such pipeline, or a file is in the way: nothing was written.
        DataError: a file cannot be written.
    """
    place = Path(folder)
    names = list(dict.fromkeys(pipelines))
    for name in names:
        if name not in ready_pipelines():
            raise ConfigError("init-unknown", name=name, accepted=ready_pipelines())
    copies = {place / target: source for target, source in _copies(names)}
    templates = {place / "templates" / template_name(entity, lang): entity.name for entity in ENTITIES}
    readme = place / "README.md"
    wanted = [*copies, *templates, readme]
    taken = [path for path in wanted if path.exists()]
    if taken:
        raise ConfigError("init-taken", folder=place, files=[str(path.relative_to(place)) for path in taken])
    _write(copies, readme, _readme(names, lang))
    for path, entity in templates.items():
        write_template_file(entity, path, lang=lang)
    return Project(place, tuple(names), tuple(wanted))


def _copies(names: Iterable[str]) -> list[tuple[Path, Path]]:
    """Return (path in the project, source) of the files that are copied."""
    pipelines, samples = packaged("pipelines"), packaged("samples")
    copies = [(Path(_SCHEMA), pipelines / _SCHEMA)]
    for name in names:
        own = sorted(pipelines.glob(f"{name}.*"))
        copies += [(Path(path.name), path) for path in own if path.suffix in (".yaml", ".py")]
        for part in _sample_folders(pipelines / f"{name}.yaml"):
            files = sorted(path for path in (samples / part).rglob("*") if path.is_file())
            copies += [
                (Path("samples") / path.relative_to(samples), path)
                for path in files
                if path.suffix != _GENERATORS
            ]
    return list(dict.fromkeys(copies))


def _sample_folders(pipeline: Path) -> list[str]:
    """Return the folders of samples that the parameters of a pipeline name."""
    value = read_documents(pipeline)[0].value
    parameters: Mapping[str, str] = value.get("parameters") or {}
    return [match[1] for value in parameters.values() if (match := re.fullmatch(r"samples/([\w-]+)", value))]


_COLON: dict[Lang, str] = {"fr": "\u00a0:", "en": ":"}


def _readme(names: Sequence[str], lang: Lang) -> str:
    listed = "\n".join(f"- `{name}.yaml`{_COLON[lang]} {text(f'ready-{name}', lang=lang)}" for name in names)
    readme = text("init-readme", lang=lang, first=f"{names[0]}.yaml", pipelines=listed)
    nightly = next((name for name in names if _has_schedule(name)), None)
    return readme if nightly is None else readme + text("init-nights", lang=lang, first_name=nightly)


def _has_schedule(name: str) -> bool:
    """Return whether a ready pipeline runs by itself."""
    return "schedule" in read_documents(packaged("pipelines") / f"{name}.yaml")[0].value


def _write(copies: Mapping[Path, Path], readme: Path, body: str) -> None:
    try:
        for path, source in copies.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.read_bytes())
        readme.write_text(body, encoding="utf-8")
    except OSError as error:
        raise DataError(
            "file-unwritable", path=error.filename or readme, said=error.strerror or str(error)
        ) from error
