"""Frames of decoded columns."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from etl.entities import Entity

MakeFrame = Callable[..., pd.DataFrame]


@pytest.fixture
def make_frame() -> MakeFrame:
    """Return a maker of frames: attribute -> values, typed as the codecs type them; the first row is 2."""

    def make(entity: type[Entity], first_row: int = 2, **columns: list[Any]) -> pd.DataFrame:
        attributes = {name.replace("__", "."): values for name, values in columns.items()}
        count = len(next(iter(attributes.values())))
        index = pd.Index(range(first_row, first_row + count))
        return pd.DataFrame(
            {
                name: pd.Series(values, dtype=entity.column(name).codec.dtype, index=index)
                for name, values in attributes.items()
            },
            index=index,
        )

    return make
