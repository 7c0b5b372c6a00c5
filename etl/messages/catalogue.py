"""The texts of all rooms by code."""

from collections.abc import Mapping
from types import ModuleType

from etl.messages import (
    account,
    cli,
    codecs,
    commands,
    config,
    core,
    entities,
    exports,
    journal,
    load,
    mapping,
    matching,
    pipeline,
    plan,
    recovery,
    reports,
    runs,
    sellsy,
    sheets,
    source,
    templates,
    undo,
    webhooks,
    words,
)
from etl.messages.model import Text

ROOMS: tuple[ModuleType, ...] = (
    sheets, source, codecs, entities, mapping, account, matching, plan, load, recovery, undo, runs, exports, templates,
    reports, sellsy, journal, webhooks, config, core, pipeline, commands, cli, words,
)  # fmt: skip


def _of_all_rooms(kind: str) -> Mapping[str, Text]:
    return {code: text for room in ROOMS for code, text in getattr(room, kind, {}).items()}


PROBLEMS, ERRORS, TEXTS = (_of_all_rooms(kind) for kind in ("PROBLEMS", "ERRORS", "TEXTS"))

WORDS = {
    "fr": {code: text.fr for code, text in words.WORDS.items()},
    "en": {code: text.en for code, text in words.WORDS.items()},
}
"""The words of the program in each language."""
