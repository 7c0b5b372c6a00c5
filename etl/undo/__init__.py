"""Undoing a run: delete what it created, restore what it changed or deleted, unless edited since."""

from etl.undo.preparation import Undo

__all__ = ["Undo"]
