"""Pipelines: run, schedule, prove, undo as a whole, and notify."""
