"""Run the main use cases on a local Sellsy, step by step."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfile
from types import TracebackType
from typing import Self

from etl.commands.data.exporting import ExportOptions, ExportResult, export
from etl.commands.run.checking import CheckFileOptions, check_file
from etl.commands.run.importing import ImportFileOptions, import_file
from etl.commands.session import Session, make_folder
from etl.config.settings import Settings
from etl.core.observer import Observer
from etl.core.packaged import packaged
from etl.core.results import RunResult
from etl.messages import Lang
from etl.runs.checking import CheckResult
from etl.sandbox.http.config import SandboxConfig
from etl.sandbox.http.server import running


@dataclass(slots=True)
class Demo:
    """The main use cases on a local Sellsy, step by step; all files are written to `folder`."""

    folder: Path
    url: str
    session: Session
    _stack: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def start(cls, folder: Path, *, lang: Lang, observer: Observer) -> Self:
        """Start a local Sellsy and copy the sample into the folder."""
        stack = ExitStack()
        make_folder(folder)
        copyfile(packaged("samples") / "clients_sales.xlsx", folder / "clients_sales.xlsx")
        server = stack.enter_context(running(SandboxConfig(seed="demo")))
        loaded = Settings.load(environ={"SELLSY_ETL_HOME": str(folder / "journal")}, credentials=False)
        settings = loaded.for_sandbox(server.api_url, server.login_url, server.v1_url)
        session = stack.enter_context(Session.open(settings=settings, lang=lang, observer=observer))
        return cls(folder, server.url, session, stack)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def workbook(self) -> Path:
        """Path of the copy of the sample."""
        return self.folder / "clients_sales.xlsx"

    @property
    def export_path(self) -> Path:
        """Path of the file with the clients read back."""
        return self.folder / "clients_export.xlsx"

    def check(self) -> CheckResult:
        """Check the sample."""
        return check_file(self.session, self.workbook, CheckFileOptions())

    def load(self, name: str) -> RunResult:
        """Import the sample; `name` distinguishes the report."""
        report = self.folder / f"clients_sales.{name}.report.xlsx"
        with self.session.another() as own:
            return import_file(own, self.workbook, ImportFileOptions(create_missing=("tags",), report=report))

    def export(self) -> ExportResult:
        """Read the clients back."""
        with self.session.another() as own:
            return export(own, "client", self.export_path, ExportOptions())
