"""The profiles of this computer: neither httpx nor pydantic is loaded to list them."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from etl.config.config_file import config_of, home_of, profiles_of
from etl.config.vault import REFRESH, Vault
from etl.core.errors import ConfigError

__all__ = ["Profile", "list_profiles", "unknown_profile"]

Grant = Literal["client_credentials", "refresh_token"]


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile of this computer; `secret` is where its secret is: keyring, file, config or nowhere (None)."""

    name: str
    client_id: str
    grant: Grant
    secret: str | None
    active: bool


def list_profiles(home: Path | None = None) -> list[Profile]:
    """Return the profiles of the config file, the active one marked.

    Raises:
        ConfigError: the config file cannot be read.
    """
    home = home or home_of(os.environ)
    vault = Vault(home)
    profiles, active = profiles_of(home, os.environ)
    listed = []
    for name, values in sorted(profiles.items()):
        client_id = str(values.get("client_id") or "")
        grant: Grant = "refresh_token" if values.get("grant") == "refresh_token" else "client_credentials"
        kept = vault.place(f"{REFRESH}{client_id}" if grant == "refresh_token" else client_id)
        listed.append(
            Profile(name, client_id, grant, "config" if values.get("client_secret") else kept, name == active)
        )
    return listed


def unknown_profile(name: str | None, known: Collection[str], home: Path) -> ConfigError:
    """Return the error about a profile that is not among the known ones."""
    accepted, config = sorted(known), config_of(home)
    if name is None:
        return ConfigError("profile-none", accepted=accepted, config=config)
    return ConfigError("profile-unknown", profile=name, accepted=accepted, config=config)
