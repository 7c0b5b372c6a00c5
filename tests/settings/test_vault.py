"""Where secrets are kept, with a keyring that works, works no more, and works again."""

import os
import stat

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from etl.config.vault import Vault


class Fickle(KeyringBackend):
    """A keyring in memory that may be locked."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.stored, self.locked = {}, False

    def _open(self):
        if self.locked:
            raise KeyringError("locked")
        return self.stored

    def get_password(self, service, username):
        return self._open().get((service, username))

    def set_password(self, service, username, password):
        self._open()[service, username] = password

    def delete_password(self, service, username):
        if self._open().pop((service, username), None) is None:
            raise PasswordDeleteError("none")


@pytest.fixture
def fickle():
    """Put a fickle keyring in the place of the system's."""
    usual, mine = keyring.get_keyring(), Fickle()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(usual)


def test_a_secret_kept_in_the_file_is_found_again_where_a_keyring_works(tmp_path, fickle):
    """The file holds the later secret: it is taken even when the keyring works again and holds an older one."""
    vault = Vault(tmp_path / "home")
    assert vault.keep("one", "older") == "keyring"
    fickle.locked = True
    assert vault.keep("one", "later", in_file=True) == "file"
    if os.name == "posix":
        assert stat.S_IMODE(vault.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(vault.home.stat().st_mode) == 0o700
    fickle.locked = False
    assert (vault.get("one"), vault.place("one")) == ("later", "file")


def test_a_keyring_that_takes_the_secret_ends_the_file(tmp_path, fickle):
    """Where the keyring works it takes the secret, with --insecure-file too, and no older one stays on disk."""
    vault = Vault(tmp_path)
    fickle.locked = True
    vault.keep("one", "older", in_file=True)
    fickle.locked = False
    assert vault.keep("one", "later", in_file=True) == "keyring"
    assert (vault.get("one"), vault.path.exists()) == ("later", False)


def test_a_secret_is_forgotten_everywhere(tmp_path, fickle):
    """What is forgotten is neither in the keyring nor in the file."""
    vault = Vault(tmp_path)
    vault.keep("one", "older")
    fickle.locked = True
    vault.keep("one", "later", in_file=True)
    fickle.locked = False
    assert vault.forget("one")
    assert (vault.get("one"), fickle.stored, vault.path.exists()) == (None, {}, False)
