"""The target of a file: a local folder, standard output, or a bucket by its URL; it arrives complete or not at all.

URLs (`s3://`, `gs://`, `sftp://`...) go through fsspec: the file is written here, sent under another name, then
renamed there. Standard output is the exception: what was printed stays printed.
"""

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from etl.core.errors import ConfigError, DataError, EtlError
from etl.sheets.writers.atomic_write import atomic_write

STDOUT = "-"

_MOST_BYTES = 180
"""Bytes of a name before its ending: file systems take 255 in all, and the id of a run may follow."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file to be written: `shown` names it, `open` yields the stream to write."""

    shown: str
    open: Callable[[], AbstractContextManager[BinaryIO]]


def is_url(target: str) -> bool:
    """Tell whether a target is an URL; one letter is a drive of Windows."""
    scheme, mark, _rest = target.partition("://")
    return bool(mark) and len(scheme) > 1


def is_folder(target: str) -> bool:
    """Tell whether a target names a folder: it ends with a slash, or is one."""
    return target.endswith(("/", "\\")) or (target != STDOUT and not is_url(target) and Path(target).is_dir())


def join(folder: str, name: str) -> str:
    """Return the target of a file in a folder."""
    return f"{folder.rstrip('/')}/{name}" if is_url(folder) else str(Path(folder) / name)


def place_for(target: str) -> Place:
    """Return the place of a target: "-", a path, or an URL.

    Raises:
        ConfigError: the URL needs what is not installed.
    """
    if target == STDOUT:
        return Place(STDOUT, _printed)
    if not is_url(target):
        return Place(target, lambda: _local(Path(target)))
    if find_spec("fsspec") is None:
        raise ConfigError("extra-missing", what=target.partition("://")[0], library="fsspec", extra="remote")
    return Place(target, lambda: _remote(target))


def beside(path: Path, ending: str) -> Path:
    """Return a place beside a file: its name with another ending.

    A name that is too long for it is cut, and kept unique by a checksum.
    """
    stem = path.stem.encode(errors="surrogatepass")
    if len(stem) <= _MOST_BYTES:
        return path.with_name(f"{path.stem}{ending}")
    short = stem[:_MOST_BYTES].decode(errors="ignore")
    return path.with_name(f"{short}~{sha256(stem).hexdigest()[:6]}{ending}")


@contextmanager
def _printed() -> Iterator[BinaryIO]:
    """Yield stdout; on a terminal, cells are printed without control characters."""
    sys.stdout.flush()
    if sys.stdout.isatty():
        shown = io.BytesIO()
        yield shown
        sys.stdout.write(shown.getvalue().decode("utf-8-sig", "replace").replace("\r\n", "\n"))
        return
    with _told(STDOUT):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


@contextmanager
def _local(path: Path) -> Iterator[BinaryIO]:
    with atomic_write(path) as temporary, _told(str(path)), temporary.open("wb") as file:
        yield file


@contextmanager
def _remote(target: str) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile() as file:
        yield file
        file.seek(0)
        try:
            _send(file, target)
        except EtlError:
            raise
        except Exception as error:  # a bucket's library raises its own exceptions
            raise DataError("file-unwritable", path=target, said=str(error)) from error


def _send(file: BinaryIO, target: str) -> None:
    """Send a file under another name, then rename it there."""
    core = import_module("fsspec.core")
    try:
        system, path = core.url_to_fs(target)
    except (ImportError, ValueError) as error:
        raise ConfigError("place-unknown", target=target, said=str(error)) from error
    part = f"{path}.part"
    try:
        _copy(file, system, part)
        system.mv(part, path)
    except BaseException:
        with suppress(Exception):
            system.rm(part)
        raise


def _copy(file: BinaryIO, system: Any, path: str) -> None:
    with suppress(NotImplementedError, FileExistsError):
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
    with system.open(path, "wb") as there:
        while block := file.read(1 << 20):
            there.write(block)


@contextmanager
def _told(shown: str) -> Iterator[None]:
    """Turn an `OSError` into our own error."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader closed the pipe
    except OSError as error:
        raise DataError("file-unwritable", path=shown, said=error.strerror or str(error)) from error
