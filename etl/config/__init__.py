"""Settings and where secrets are kept; `Settings` is loaded on first use, with pydantic."""

from typing import TYPE_CHECKING

from etl.core.lazy_names import lazy_names

if TYPE_CHECKING:
    from etl.config.settings import Settings

_MODULES = {"etl.config.settings": "Settings"}

__all__ = ["Settings"]

if not TYPE_CHECKING:
    __getattr__ = lazy_names(__name__, _MODULES)
