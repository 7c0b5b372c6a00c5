"""The keyring of the system; loading it looks at every keyring that is installed."""

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from etl.config.config_file import SERVICE

BROKEN = (KeyringError, RuntimeError, OSError)
"""What a keyring raises that is locked, missing or broken."""


def read(name: str) -> str | None:
    """Return a secret; a broken keyring has none."""
    try:
        return keyring.get_password(SERVICE, name)
    except BROKEN:
        return None


def write(name: str, secret: str) -> None:
    """Store a secret; raises one of `BROKEN` where no keyring works."""
    keyring.set_password(SERVICE, name, secret)


def delete(name: str) -> None:
    """Delete a secret, where the keyring works and has it."""
    try:
        keyring.delete_password(SERVICE, name)
    except (*BROKEN, PasswordDeleteError):
        return
