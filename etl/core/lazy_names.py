"""Load the names of a package on first use, so that programs that need few of them start fast."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy_names(page: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package: `modules` maps each module to its names, separated by spaces."""
    homes = {name: module for module, names in modules.items() for name in names.split()}

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {page!r} has no attribute {name!r}")
        return getattr(import_module(homes[name]), name)

    return load
