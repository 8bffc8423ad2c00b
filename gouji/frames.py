"""Tables of cells: made from rows in one go, and read row by row, without what pandas does a cell or a row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

# Where pyarrow is installed, pandas would keep texts in it: that takes longer for tables of a few hundred rows, and refuses
# a lone surrogate, which a source may hold.
pd.options.mode.string_storage = "python"


def frame(rows: Sequence[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """A table of object cells, one block for all of them. Raises ValueError where they do not fill the columns."""
    cells = np.empty(sum(map(len, rows)), dtype=object)
    cells[:] = list(chain.from_iterable(rows))
    return pd.DataFrame(cells.reshape(len(rows), len(columns)), columns=list(columns), dtype=object, copy=False)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries, their cells as they are."""
    names = table.columns.tolist()
    return [dict(zip(names, row, strict=True)) for row in zip(*(table[name].tolist() for name in names), strict=True)]
