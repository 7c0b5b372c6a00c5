"""The connection to an account; loaded when something is first asked of Sellsy."""

from dataclasses import dataclass

from etl import __version__
from etl.config.settings import Settings
from etl.config.vault import REFRESH, Vault
from etl.sellsy import Connection, Sellsy


@dataclass(frozen=True, slots=True)
class _Refresh:
    """The refresh token of the settings, stored in the vault again whenever Sellsy changes it."""

    settings: Settings

    def read(self) -> str | None:
        name = f"{REFRESH}{self.settings.client_id}"
        return Vault(self.settings.home).get(name) or self.settings.refresh_token.get_secret_value()

    def write(self, token: str) -> None:
        Vault(self.settings.home).keep(f"{REFRESH}{self.settings.client_id}", token)


def connect(settings: Settings) -> Sellsy:
    """Return a connection to the account of some settings."""
    return Sellsy.open(
        Connection(
            api_url=settings.api_url,
            login_url=settings.login_url,
            v1_url=settings.v1_url,
            client_id=settings.client_id,
            client_secret=settings.client_secret.get_secret_value(),
            token_folder=settings.token_folder,
            refresh=_Refresh(settings) if settings.grant == "refresh_token" else None,
            user_agent=f"sellsy-etl/{__version__}",
        )
    )
