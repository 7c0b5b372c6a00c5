"""The order of steps: each after those it needs, otherwise as in the file."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from etl.core.errors import ConfigError


def in_order(needs: Mapping[str, Sequence[str]], *, path: Path) -> list[str]:
    """Return the names so that each comes after those it needs, otherwise in the order of the file.

    Raises:
        ConfigError: they need each other in a circle, which is named.
    """
    sorter = TopologicalSorter({name: list(before) for name, before in needs.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        circle = [str(name) for name in error.args[1]]
        raise ConfigError("pipeline-circle", path=path, steps=" → ".join(circle)) from None
    rank = {name: i for i, name in enumerate(needs)}
    done: list[str] = []
    waiting = set(sorter.get_ready())
    while waiting:
        following = min(waiting, key=rank.__getitem__)
        waiting.discard(following)
        done.append(following)
        sorter.done(following)
        waiting.update(sorter.get_ready())
    return done
