"""Files written beside their target and renamed when complete: a reader sees the old file or the new one.

The temporary file is in the same folder, so that putting it in place is one rename of the file system.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from etl.core.errors import DataError

_KEPT = 50
"""Characters of the name that stand in the temporary one: a name of 255 bytes has no room for more."""


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Yield a file to write; it replaces `path` when the block ends, and is removed when it raises.

    Its bytes and its name are on disk before the block is left. An existing file keeps its mode.

    Raises:
        DataError: the folder or the file cannot be written.
    """
    with _reported(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name[:_KEPT]}.{uuid4().hex[:8]}.tmp")
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        yield temporary
        with _reported(path):
            _put(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _put(temporary: Path, path: Path) -> None:
    with suppress(FileNotFoundError):
        temporary.chmod(path.stat().st_mode & 0o777)
    with temporary.open("r+b") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    if os.name == "posix":  # elsewhere a folder cannot be opened; the file system keeps names by itself
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # a name that holds a NUL is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError("file-unwritable", path=path, said=reason) from error
