"""The files of scheduled pipelines: read again when they change; one that cannot be read stops itself only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl.core.errors import ConfigError
from etl.core.yaml_files import read_documents
from etl.pipeline.cron import read_cron
from etl.pipeline.parts import Notifications
from etl.pipeline.schedule import Scheduled
from etl.pipeline.spec import read_notifications, read_pipeline


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that has a schedule, or would have one if it could be read; `notify` as far as it can be read."""

    path: Path
    error: ConfigError
    notify: Notifications

    @property
    def name(self) -> str:
        """The name: that of its file, without suffix."""
        return self.path.stem


_Stamp = tuple[int, int]
_Read = Scheduled | Broken | None


@dataclass(slots=True)
class ScheduleFiles:
    """The pipelines that have a schedule, in files and folders; a folder stands for the YAML files in it.

    `zone` is the time zone of those that state none. A file without `schedule` is none of ours, whatever it is.
    """

    paths: tuple[Path, ...]
    environ: Mapping[str, str]
    zone: str | None = None
    pipelines: list[Scheduled] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    _seen: dict[Path, tuple[_Stamp, _Read]] = field(default_factory=dict)

    def read(self) -> None:
        """Set `pipelines` and `broken` to what the files say now, by name.

        A pipeline that was readable before keeps its earlier times while its file is broken: each is reported then.

        Raises:
            ConfigError: a file or a folder does not exist.
        """
        by_name: dict[str, Scheduled] = {}
        broken: list[Broken] = []
        for path in _files(self.paths):
            read = self._current(path)
            if isinstance(read, Broken):
                broken.append(read)
                read = next((entry for entry in self.pipelines if entry.pipeline.path == path), None)
            if read is None:
                continue
            if path.stem in by_name:
                first = by_name[path.stem].pipeline.path
                error = ConfigError("schedule-doubled", name=path.stem, first=first, path=path)
                broken.append(Broken(path, error, read.pipeline.notify))
                continue
            by_name[path.stem] = read
        self.pipelines = [by_name[name] for name in sorted(by_name)]
        self.broken = sorted(broken, key=lambda file: file.name)

    def _current(self, path: Path) -> _Read:
        stamp = _stamp(path)
        known = self._seen.get(path)
        if known is None or known[0] != stamp:
            known = self._seen[path] = (stamp, read_scheduled(path, environ=self.environ, zone=self.zone))
        return known[1]

    def named(self, name: str) -> Scheduled:
        """Return the pipeline of a name.

        Raises:
            ConfigError: there is none, or its file is broken.
        """
        for file in self.broken:
            if file.name == name:
                raise file.error
        for entry in self.pipelines:
            if entry.name == name:
                return entry
        raise ConfigError("schedule-name", name=name, accepted=[entry.name for entry in self.pipelines])


def read_scheduled(path: Path, *, environ: Mapping[str, str], zone: str | None) -> _Read:
    """Return the pipeline of a file with its schedule, why it cannot be read, or None where it has no schedule."""
    try:
        documents = read_documents(path)
        if not documents or not isinstance(documents[0].value, dict) or "schedule" not in documents[0].value:
            return None
        pipeline = read_pipeline(path, environ=environ)
        if pipeline.schedule is None:
            return None
        return Scheduled(pipeline, read_cron(pipeline.schedule, zone=pipeline.timezone or zone, path=path))
    except ConfigError as error:
        return Broken(path.absolute(), error, read_notifications(path, environ=environ))


def _files(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in map(Path.absolute, paths):
        if path.is_dir():
            files += sorted(file for file in path.iterdir() if file.suffix.lower() in (".yaml", ".yml"))
        elif path.is_file():
            files.append(path)
        else:
            raise ConfigError("schedule-path", path=path)
    return list(dict.fromkeys(files))


def _stamp(path: Path) -> _Stamp:
    try:
        state = path.stat()
    except OSError:
        return (0, 0)
    return state.st_mtime_ns, state.st_size
