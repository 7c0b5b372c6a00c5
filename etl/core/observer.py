"""How the engine tells what it does; the default observer is silent."""

from typing import Protocol


class Observer(Protocol):
    """Hears of stages and progress; must be quick and must not raise."""

    def begin(self, run_id: str) -> None:
        """Hear which run begins, or goes on: what is said of an interruption names it."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage ("read", "match", "plan", "load", "report"); `total` is in rows when known."""

    def advance(self, rows: int = 1) -> None:
        """Say that `rows` more rows of the stage are done."""

    def note(self, code: str, **params: object) -> None:
        """Say something worth reading; `code` names a text of the catalogue."""


class SilentObserver:
    """Hears and says nothing."""

    def begin(self, run_id: str) -> None:
        """Ignore the run."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Ignore the stage."""

    def advance(self, rows: int = 1) -> None:
        """Ignore the progress."""

    def note(self, code: str, **params: object) -> None:
        """Ignore the note."""
