"""Pipelines: YAML files of imports, exports and other steps, how they are read and run."""

from etl.pipeline.parts import Errors, Mail, Notifications, Notify
from etl.pipeline.spec import Pipeline, read_pipeline
from etl.pipeline.steps import CallStep, DeleteStep, ExportStep, ImportStep, Step, WaitStep

__all__ = [
    "CallStep",
    "DeleteStep",
    "Errors",
    "ExportStep",
    "ImportStep",
    "Mail",
    "Notifications",
    "Notify",
    "Pipeline",
    "Step",
    "WaitStep",
    "read_pipeline",
]
