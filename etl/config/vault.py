"""Where secrets are kept: the system's keyring, or, only when asked for, a file that its owner alone can read."""

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from etl.core.errors import ConfigError

SERVICE = "sellsy-etl"
"""Name under which secrets are kept in the system's keyring; the user name there is the client id."""

REFRESH = "refresh:"
"""Before a client id: its refresh token (an access granted in a browser)."""

Place = Literal["keyring", "file"]

_BROKEN = (KeyringError, RuntimeError, OSError)


def keyring_secret(name: str) -> str | None:
    """Return the secret that the system's keyring holds; a keyring that does not work holds none."""
    try:
        return keyring.get_password(SERVICE, name)
    except _BROKEN:
        return None


@dataclass(frozen=True, slots=True)
class Vault:
    """The secrets of a home folder: those of the keyring, and of its file `secrets.json` if it was asked for."""

    home: Path

    @property
    def path(self) -> Path:
        """The file, whether it is there or not."""
        return self.home / "secrets.json"

    def get(self, name: str) -> str | None:
        """Return a secret, None when it is nowhere; what was kept in the file is later than the keyring's."""
        return self._file().get(name) or keyring_secret(name)

    def place(self, name: str) -> Place | None:
        """Return where a secret is."""
        if name in self._file():
            return "file"
        return "keyring" if keyring_secret(name) is not None else None

    def keep(self, name: str, secret: str, *, in_file: bool = False) -> Place:
        """Keep a secret in the keyring, or in the file where `in_file` allows it and no keyring works.

        Raises:
            ConfigError: no keyring works and a file was not asked for, or it cannot be written.
        """
        try:
            keyring.set_password(SERVICE, name, secret)
        except _BROKEN as error:
            if not in_file and name not in self._file():
                raise ConfigError("keyring-none", said=type(error).__name__) from error
            self._write({**self._file(), name: secret})
            return "file"
        self._forget_in_file(name)
        return "keyring"

    def forget(self, name: str) -> bool:
        """Forget a secret wherever it is; tell whether there was one."""
        found = self.place(name)
        if keyring_secret(name) is not None:
            with suppress(*_BROKEN, PasswordDeleteError):
                keyring.delete_password(SERVICE, name)
        self._forget_in_file(name)
        return found is not None

    def _forget_in_file(self, name: str) -> None:
        kept = self._file()
        if name in kept:
            self._write({key: value for key, value in kept.items() if key != name})

    def _file(self) -> dict[str, str]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise ConfigError("config-unreadable", path=self.path, said=type(error).__name__) from error
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

    def _write(self, secrets: dict[str, str]) -> None:
        """Replace the file in one step, readable by its owner only; without a secret it goes away."""
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
            said = error.strerror or str(error)
            raise ConfigError("home-unwritable", path=self.home, said=said) from error
