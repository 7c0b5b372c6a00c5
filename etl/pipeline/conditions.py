"""The `when` of a step: a comparison of two texts, whether files are there, or how the steps before went.

    ${full} == yes      ${country} != FR      exists ${folder}/tasks.csv      failed companies      ${full}

A text alone is true unless it is empty, no, false, off or 0. There is no `and`: steps are cheap.
"""

import re
from collections.abc import Collection
from pathlib import Path

from etl.core.user_paths import expanded

_FALSE = frozenset({"", "no", "non", "false", "off", "0"})


def holds(condition: str | None, *, folder: Path, failed: Collection[str]) -> bool:
    """Tell whether a step is run; `failed` are the names of steps that went wrong before."""
    if condition is None:
        return True
    text = condition.strip()
    for mark, wanted in (("!=", False), ("==", True)):
        left, found, right = text.partition(mark)
        if found:
            return (left.strip().casefold() == right.strip().casefold()) is wanted
    word, _, rest = text.partition(" ")
    if word == "exists" and rest.strip():
        return bool(files_of(rest.strip(), folder=folder))
    if word == "failed":
        return rest.strip() in failed if rest.strip() else bool(failed)
    return text.casefold() not in _FALSE


def files_of(pattern: str, *, folder: Path) -> list[Path]:
    """Return the files of a path or a glob, in the order of their names; relative ones are in the folder.

    What the program itself wrote beside a source (a report, errors) is left out of a glob.
    """
    place = expanded(pattern)
    if not any(mark in pattern for mark in "*?["):
        one = place if place.is_absolute() else folder / place
        return [one] if _is_file(one) else []
    base, rest = (
        (Path(place.anchor), place.relative_to(place.anchor)) if place.is_absolute() else (folder, place)
    )
    try:
        found = [path for path in base.glob(str(rest)) if _is_file(path)]
    except OSError:
        return []  # no file can have such a name
    return sorted(path for path in found if not _ours(path))


def _is_file(path: Path) -> bool:
    """Tell whether there is a file; none has a name that the system refuses."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def prune(folder: Path, names: re.Pattern[str] | None, *, keep: int) -> list[Path]:
    """Delete the files of a folder whose whole name fits, but the newest; return what was deleted."""
    if names is None:
        return []
    found = [one for one in folder.iterdir() if one.is_file() and names.fullmatch(one.name)]
    found.sort(key=lambda one: (one.stat().st_mtime_ns, one.name))
    old = found[: max(len(found) - keep, 0)]
    for one in old:
        one.unlink(missing_ok=True)
    return old


def _ours(path: Path) -> bool:
    """Tell whether a file is one that the program writes beside a source."""
    names = (".report.", ".check.", ".delete.", ".errors.")
    return path.name.startswith(("~$", ".")) or any(name in path.name for name in names)
