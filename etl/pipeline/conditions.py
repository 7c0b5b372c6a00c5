"""The `when` of a step: a comparison of two texts, the existence of files, or failures of earlier steps.

    ${full} == yes      ${country} != FR      exists ${folder}/tasks.csv      failed companies      ${full}

A text alone is true unless it is empty, no, false, off or 0. There is no `and`: steps are cheap.
"""

import re
from collections.abc import Collection
from pathlib import Path

from etl.core.user_paths import expanded

_LEFT_OUT = re.compile(r"left_out(-\d+)?\.csv")
"""The list of what a migration left out, beside its proof."""

_FALSE = frozenset({"", "no", "non", "false", "off", "0"})


def holds(condition: str | None, *, folder: Path, failed: Collection[str]) -> bool:
    """Tell whether a step is run; `failed` are the names of earlier steps that failed."""
    if condition is None:
        return True
    text = condition.strip()
    for mark, wanted in (("!=", False), ("==", True)):
        left, operator, right = text.partition(mark)
        if operator:
            return (left.strip().casefold() == right.strip().casefold()) is wanted
    word, _, rest = text.partition(" ")
    if word == "exists" and rest.strip():
        return bool(files_of(rest.strip(), folder=folder))
    if word == "failed":
        return rest.strip() in failed if rest.strip() else bool(failed)
    return text.casefold() not in _FALSE


def files_of(pattern: str, *, folder: Path) -> list[Path]:
    """Return the files of a path or a glob, in the order of their names; relative paths start in the folder.

    A glob leaves out files that the program itself writes beside a source (reports, errors).
    """
    place = expanded(pattern)
    if not any(mark in pattern for mark in "*?["):
        file = place if place.is_absolute() else folder / place
        return [file] if _is_file(file) else []
    base, rest = (
        (Path(place.anchor), place.relative_to(place.anchor)) if place.is_absolute() else (folder, place)
    )
    try:
        files = [path for path in base.glob(str(rest)) if _is_file(path)]
    except OSError:
        return []  # no file can have such a name
    return sorted(path for path in files if not _ours(path))


def _is_file(path: Path) -> bool:
    """Tell whether a file exists; a name that the system refuses counts as missing."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def prune(folder: Path, names: re.Pattern[str] | None, *, keep: int) -> list[Path]:
    """Delete all but the newest `keep` files of a folder whose whole name matches; return the deleted ones."""
    if names is None:
        return []
    files = [file for file in folder.iterdir() if file.is_file() and names.fullmatch(file.name)]
    files.sort(key=lambda file: (file.stat().st_mtime_ns, file.name))
    old = files[: max(len(files) - keep, 0)]
    for file in old:
        file.unlink(missing_ok=True)
    return old


def _ours(path: Path) -> bool:
    """Tell whether a file is one that the program writes beside a source."""
    names = (".report.", ".check.", ".delete.", ".errors.")
    return (
        path.name.startswith(("~$", "."))
        or any(name in path.name for name in names)
        or _LEFT_OUT.fullmatch(path.name) is not None
    )
