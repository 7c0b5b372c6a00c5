"""How the engine reports progress; the default observer is silent."""

from typing import Protocol


class Observer(Protocol):
    """Receives stages and progress; must be quick and must not raise."""

    def begin(self, run_id: str) -> None:
        """Receive the run that begins or resumes: messages about an interruption name it."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage ("read", "match", "plan", "load", "report"); `total` is in rows when known."""

    def advance(self, rows: int = 1) -> None:
        """Report that `rows` more rows of the stage are done."""

    def note(self, code: str, **params: object) -> None:
        """Report a note; `code` names a text of the catalogue."""


class SilentObserver:
    """Ignores everything."""

    def begin(self, run_id: str) -> None:
        """Ignore the run."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Ignore the stage."""

    def advance(self, rows: int = 1) -> None:
        """Ignore the progress."""

    def note(self, code: str, **params: object) -> None:
        """Ignore the note."""
