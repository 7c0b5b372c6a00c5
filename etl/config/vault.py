"""Store secrets in the system's keyring or, only on request, in a file readable by its owner only."""

import json
import os
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from etl.core.errors import ConfigError

REFRESH = "refresh:"
"""Prefix of a client id: its refresh token (an access granted in a browser)."""

Place = Literal["keyring", "file"]


def _keyring() -> Any:
    """Return the system's keyring, loaded when a secret is first asked for."""
    return import_module("etl.config.system_keyring")


@dataclass(frozen=True, slots=True)
class Vault:
    """The secrets of a home folder: those of the keyring, and of its file `secrets.json` if there is one."""

    home: Path

    @property
    def path(self) -> Path:
        """The path of the file, which may not exist."""
        return self.home / "secrets.json"

    def get(self, name: str) -> str | None:
        """Return a secret, None when there is none; the file's is newer than the keyring's."""
        return self._file().get(name) or _keyring().read(name)

    def place(self, name: str) -> Place | None:
        """Return where a secret is."""
        if name in self._file():
            return "file"
        return "keyring" if _keyring().read(name) is not None else None

    def keep(self, name: str, secret: str, *, in_file: bool = False) -> Place:
        """Store a secret in the keyring, or in the file where `in_file` allows it and no keyring works.

        Raises:
            ConfigError: no keyring works and a file was not requested, or it cannot be written.
        """
        try:
            _keyring().write(name, secret)
        except _keyring().BROKEN as error:
            if not in_file and name not in self._file():
                raise ConfigError("keyring-none", said=type(error).__name__) from error
            self._write({**self._file(), name: secret})
            return "file"
        self._forget_in_file(name)
        return "keyring"

    def forget(self, name: str) -> bool:
        """Delete a secret wherever it is; return whether there was one."""
        place = self.place(name)
        if _keyring().read(name) is not None:
            _keyring().delete(name)
        self._forget_in_file(name)
        return place is not None

    def _forget_in_file(self, name: str) -> None:
        kept = self._file()
        if name in kept:
            self._write({key: value for key, value in kept.items() if key != name})

    def _file(self) -> dict[str, str]:
        try:
            secrets = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise ConfigError("config-unreadable", path=self.path, said=type(error).__name__) from error
        return {str(key): str(value) for key, value in secrets.items()} if isinstance(secrets, dict) else {}

    def _write(self, secrets: dict[str, str]) -> None:
        """Replace the file in one step, readable by its owner only; without secrets it is deleted."""
        try:
            if not secrets:
                self.path.unlink(missing_ok=True)
                return
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            # mkstemp creates the file with mode 0600.
            handle, name = tempfile.mkstemp(dir=self.home, prefix=".secrets-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(secrets, file)
            Path(name).replace(self.path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ConfigError("home-unwritable", path=self.home, said=reason) from error
