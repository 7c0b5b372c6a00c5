"""Pipelines: run, scheduled, proven, undone as a whole, and told about."""
