"""The use cases, one module each: what this page lists is loaded on first use."""

from typing import TYPE_CHECKING

from etl.core.lazy_names import lazy_names

if TYPE_CHECKING:
    from etl.commands.account.copy_account import copy_account as copy_account
    from etl.commands.account.doctor import examine as examine
    from etl.commands.account.login import login_browser as login_browser
    from etl.commands.account.login import login_secret as login_secret
    from etl.commands.account.login import logout as logout
    from etl.commands.account.login import use_profile as use_profile
    from etl.commands.account.profiles import list_profiles as list_profiles
    from etl.commands.account.watch import WatchOptions as WatchOptions
    from etl.commands.account.watch import watch as watch
    from etl.commands.account.webhooks import WebhookOptions as WebhookOptions
    from etl.commands.account.webhooks import create_webhook as create_webhook
    from etl.commands.account.webhooks import delete_webhooks as delete_webhooks
    from etl.commands.account.webhooks import list_events as list_events
    from etl.commands.account.webhooks import list_webhooks as list_webhooks
    from etl.commands.account.webhooks import update_webhook as update_webhook
    from etl.commands.connection import connect as connect
    from etl.commands.data.api_call import call_api as call_api
    from etl.commands.data.dictionary import write_dictionary as write_dictionary
    from etl.commands.data.exporting import ExportOptions as ExportOptions
    from etl.commands.data.exporting import export as export
    from etl.commands.data.mapping import MapFileOptions as MapFileOptions
    from etl.commands.data.mapping import propose_mapping as propose_mapping
    from etl.commands.data.searching import SearchOptions as SearchOptions
    from etl.commands.data.searching import get_records as get_records
    from etl.commands.data.searching import search_records as search_records
    from etl.commands.data.templates import column_labels as column_labels
    from etl.commands.data.templates import write_template as write_template
    from etl.commands.demo import Demo as Demo
    from etl.commands.pipeline.pipeline_runs import UndoWholeOptions as UndoWholeOptions
    from etl.commands.pipeline.pipeline_runs import undo_left as undo_left
    from etl.commands.pipeline.pipeline_runs import undo_whole as undo_whole
    from etl.commands.pipeline.pipeline_runs import verify_whole as verify_whole
    from etl.commands.pipeline.pipelines import RunPipelineOptions as RunPipelineOptions
    from etl.commands.pipeline.pipelines import resume_pipeline as resume_pipeline
    from etl.commands.pipeline.pipelines import run_pipeline as run_pipeline
    from etl.commands.pipeline.projects import FIRST as FIRST
    from etl.commands.pipeline.projects import ready_pipelines as ready_pipelines
    from etl.commands.pipeline.projects import start_project as start_project
    from etl.commands.pipeline.proof.corrections import import_left_out as import_left_out
    from etl.commands.pipeline.proof.corrections import is_left_out as is_left_out
    from etl.commands.pipeline.schedule_status import status_of as status_of
    from etl.commands.pipeline.schedule_status import write_metrics as write_metrics
    from etl.commands.pipeline.scheduling import Service as Service
    from etl.commands.pipeline.timetable import Invocation as Invocation
    from etl.commands.pipeline.timetable import next_times as next_times
    from etl.commands.pipeline.timetable import schedules_in as schedules_in
    from etl.commands.pipeline.timetable import units_for as units_for
    from etl.commands.pipeline.whole import show_whole as show_whole
    from etl.commands.pipeline.whole import whole_of as whole_of
    from etl.commands.run.checking import CheckFileOptions as CheckFileOptions
    from etl.commands.run.checking import check_file as check_file
    from etl.commands.run.earlier_run import AgainOptions as AgainOptions
    from etl.commands.run.importing import DeleteFileOptions as DeleteFileOptions
    from etl.commands.run.importing import ImportFileOptions as ImportFileOptions
    from etl.commands.run.importing import delete_file as delete_file
    from etl.commands.run.importing import import_file as import_file
    from etl.commands.run.in_words import rows_in_words as rows_in_words
    from etl.commands.run.in_words import without_op_ids as without_op_ids
    from etl.commands.run.naming import names_of_rows as names_of_rows
    from etl.commands.run.planning import apply_plan as apply_plan
    from etl.commands.run.planning import plan_file as plan_file
    from etl.commands.run.pruning import prune_runs as prune_runs
    from etl.commands.run.resume import resume_run as resume_run
    from etl.commands.run.resume import unfinished_run as unfinished_run
    from etl.commands.run.resume import verify_run as verify_run
    from etl.commands.run.retry import retry_run as retry_run
    from etl.commands.run.runs import list_runs as list_runs
    from etl.commands.run.runs import run_rows as run_rows
    from etl.commands.run.runs import show_run as show_run
    from etl.commands.run.undo import UndoRunOptions as UndoRunOptions
    from etl.commands.run.undo import undo_run as undo_run
    from etl.commands.sandbox import ServeOptions as ServeOptions
    from etl.commands.sandbox import embedded as embedded
    from etl.commands.sandbox import reset_sandbox as reset_sandbox
    from etl.commands.sandbox import serve_sandbox as serve_sandbox
    from etl.commands.sandbox import setup_sandbox as setup_sandbox
    from etl.commands.session import Session as Session

_MODULES = {
    "etl.commands.account.copy_account": "copy_account",
    "etl.commands.account.doctor": "examine",
    "etl.commands.account.login": "login_browser login_secret logout use_profile",
    "etl.commands.account.profiles": "list_profiles",
    "etl.commands.account.watch": "WatchOptions watch",
    "etl.commands.account.webhooks": (
        "WebhookOptions create_webhook delete_webhooks list_events list_webhooks update_webhook"
    ),
    "etl.commands.data.api_call": "call_api",
    "etl.commands.data.dictionary": "write_dictionary",
    "etl.commands.data.exporting": "ExportOptions export",
    "etl.commands.data.mapping": "MapFileOptions propose_mapping",
    "etl.commands.data.searching": "SearchOptions get_records search_records",
    "etl.commands.data.templates": "column_labels write_template",
    "etl.commands.demo": "Demo",
    "etl.commands.pipeline.pipeline_runs": "UndoWholeOptions undo_left undo_whole verify_whole",
    "etl.commands.pipeline.pipelines": "RunPipelineOptions resume_pipeline run_pipeline",
    "etl.commands.pipeline.proof.corrections": "import_left_out is_left_out",
    "etl.commands.pipeline.projects": "FIRST ready_pipelines start_project",
    "etl.commands.pipeline.schedule_status": "status_of write_metrics",
    "etl.commands.pipeline.scheduling": "Service",
    "etl.commands.pipeline.timetable": "Invocation next_times schedules_in units_for",
    "etl.commands.pipeline.whole": "show_whole whole_of",
    "etl.commands.run.checking": "CheckFileOptions check_file",
    "etl.commands.run.earlier_run": "AgainOptions",
    "etl.commands.run.importing": "DeleteFileOptions ImportFileOptions delete_file import_file",
    "etl.commands.run.in_words": "rows_in_words without_op_ids",
    "etl.commands.run.naming": "names_of_rows",
    "etl.commands.run.planning": "apply_plan plan_file",
    "etl.commands.run.pruning": "prune_runs",
    "etl.commands.run.resume": "resume_run unfinished_run verify_run",
    "etl.commands.run.retry": "retry_run",
    "etl.commands.run.runs": "list_runs run_rows show_run",
    "etl.commands.run.undo": "UndoRunOptions undo_run",
    "etl.commands.sandbox": "ServeOptions embedded reset_sandbox serve_sandbox setup_sandbox",
    "etl.commands.connection": "connect",
    "etl.commands.session": "Session",
}

if not TYPE_CHECKING:
    __getattr__ = lazy_names(__name__, _MODULES)
