"""Reading a pipeline file: parameters are filled in and values checked; faults are reported with line and remedy.

Paths are relative to the file's folder. `${NAME}` is a parameter of the file (or of `--set`), else a variable of the
environment; there is no other language in it.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, PrivateAttr

from etl.core.errors import ConfigError
from etl.core.yaml_files import Document, read_documents
from etl.pipeline.order import in_order
from etl.pipeline.parameters import filled, parameters_of
from etl.pipeline.parts import Notifications, Part, Reported, ReportPart
from etl.pipeline.routes import expanded
from etl.pipeline.steps import Step

STEP_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}")


class Pipeline(Part):
    """Imports, exports and the rest, in the order they need each other."""

    name: str | None = None
    """Its name; the file's when absent."""
    description: str | None = None
    """For people."""
    profile: str | None = None
    """The profile whose account it works on, unless another is named."""
    lang: Literal["fr", "en"] | None = None
    """Language of reports and exports."""
    system: str = ""
    """The other system whose ids the files hold, where several are migrated from."""
    parameters: dict[str, str] = Field(default_factory=dict)
    """Names and values that `${NAME}` stands for; `--set NAME=VALUE` replaces one."""
    schedule: str | None = None
    """When `sellsy-etl schedule` runs it: five fields of cron, such as `0 6 * * 1-5`."""
    timezone: str | None = None
    """The time zone of the schedule, such as Europe/Paris."""
    notify: Notifications = Notifications()
    """Notifications of its end."""
    report: Reported | None = None
    """Where the proof of a migration is written, without suffix; or `to` and who signs it."""
    steps: dict[str, Step] = Field(min_length=1)
    """The steps by name."""

    _path: Path = PrivateAttr(default=Path())

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def folder(self) -> Path:
        """The folder that paths are relative to."""
        return self._path.parent

    @property
    def title(self) -> str:
        """The name of the pipeline, by default that of its file."""
        return self.name or self._path.stem

    @property
    def stated_report(self) -> ReportPart:
        """What the file says of its proof."""
        return self.report or ReportPart()

    def placed(self, path: Path) -> "Pipeline":
        """Set the file it was read from."""
        self._path = path.absolute()
        return self

    def ordered(self) -> list[tuple[str, Any]]:
        """Return (name, step) so that each comes after those it needs, otherwise in the order of the file.

        Raises:
            ConfigError: steps need each other in a circle.
        """
        names = in_order({name: step.needs for name, step in self.steps.items()}, path=self._path)
        return [(name, self.steps[name]) for name in names]


def read_pipeline(
    path: str | Path, *, environ: Mapping[str, str], parameters: Mapping[str, str] | None = None
) -> Pipeline:
    """Read a pipeline file with its parameters filled in.

    Args:
        path: the YAML file.
        environ: variables that `${NAME}` may name.
        parameters: values of parameters that replace those of the file; each must be in the file.

    Raises:
        ConfigError: the file cannot be read or is invalid; with the line and the accepted values.
    """
    place = Path(path)
    documents = read_documents(place)
    if not documents:
        raise ConfigError("document-empty", path=place)
    document = documents[0]
    known = parameters_of(document, given=parameters or {})
    pipeline = filled(document, {**environ, **known}).checked(Pipeline).placed(place)
    _check_names(pipeline, document)
    steps = expanded(pipeline.steps, document)
    pipeline = pipeline.model_copy(update={"steps": steps}).placed(place)
    pipeline.ordered()
    return pipeline


def read_notifications(path: Path, *, environ: Mapping[str, str]) -> Notifications:
    """Return whom a file notifies, even where the rest of it is wrong; nobody where that cannot be read."""
    try:
        (document, *_) = read_documents(path)
        value = {"notify": document.value.get("notify") or {}, "parameters": document.value.get("parameters")}
        part = filled(replace(document, value=value), {**environ, **parameters_of(document, given={})})
        return Notifications.model_validate(part.value["notify"])
    except (ConfigError, ValueError, AttributeError):
        return Notifications()


def _check_names(pipeline: Pipeline, document: Document) -> None:
    """Refuse a step whose name cannot be typed on a command line, or that needs an unknown step."""
    for name, step in pipeline.steps.items():
        line = document.line(("steps", name))
        if STEP_NAME.fullmatch(name) is None:
            raise ConfigError("pipeline-step-name", path=pipeline.path, line=line, name=name)
        for need in step.needs:
            if need not in pipeline.steps:
                line = document.line(("steps", name, "needs"))
                accepted = [other for other in pipeline.steps if other != name]
                raise ConfigError(
                    "pipeline-needs", path=pipeline.path, line=line, name=need, accepted=accepted
                )
