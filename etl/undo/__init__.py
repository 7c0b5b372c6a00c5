"""Taking a run back: what it made ends, what it changed returns, what it deleted comes back, unless touched since."""

from etl.undo.preparation import Undo

__all__ = ["Undo"]
