"""The cells of tables: columns as they are laid out, by number and word, before a frame holds them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from pilot.evaluation.kernel.columns import Ints, Longs
from pilot.evaluation.memo import Memo

Cells = dict[str, npt.NDArray[Any] | pd.api.extensions.ExtensionArray]
"""The columns of a table by name, before they are laid out as a frame."""


def plain_rows(cells: Cells) -> list[dict[str, Any]]:
    """The rows as plain values, None where one is missing: of a few rows a frame would cost more than its content."""
    columns = [
        [None if lacks else value for value, lacks in zip(cell.tolist(), pd.isna(cell).tolist(), strict=True)]
        for cell in cells.values()
    ]
    return [dict(zip(cells, row, strict=True)) for row in zip(*columns, strict=True)]


def words(ids: pa.Array, numbers: Ints) -> pd.api.extensions.ExtensionArray:
    """Ids by number as a text column, -1 as missing."""
    taken = ids.take(pa.array(numbers, mask=numbers < 0))
    column: pd.api.extensions.ExtensionArray = pd.array(taken, dtype="str")
    return column


def categories(codes: npt.NDArray[np.integer], of: list[str] | tuple[str, ...]) -> pd.api.extensions.ExtensionArray:
    """Words by number as categories, -1 as missing."""
    return pd.Categorical.from_codes(codes, dtype=_words_of(tuple(of)), validate=False)


_known_words = Memo(256, 50_000_000, lambda words: 100 * len(words.categories))


def _words_of(words: tuple[str, ...]) -> pd.CategoricalDtype:
    """The words of a column; made once, since every evaluation of a ruleset has the same ones."""
    return _known_words.get(words, lambda: pd.CategoricalDtype(list(words)))


def whole_numbers(values: Longs | None, size: int) -> pd.api.extensions.ExtensionArray:
    """Whole numbers as `Int64`, all missing where there are none."""
    if values is None:
        return pd.array([pd.NA] * size, dtype="Int64")
    return pd.arrays.IntegerArray(np.ascontiguousarray(values), np.zeros(size, dtype=bool))
