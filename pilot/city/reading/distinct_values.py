"""Arrow columns of text, taken apart so that each value is looked at once and not each cell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]
NO_PLACES: Places = np.empty(0, dtype=np.int64)


def as_mask(truths: pa.Array) -> Mask:
    """An Arrow column of truth values as a NumPy mask; unknown counts as false."""
    return np.asarray(truths.fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)


def as_text(column: pa.Array) -> pa.Array:
    """A column of strings or of a dictionary of strings as plain strings."""
    return column.cast(pa.string())


@dataclass(frozen=True)
class Coded:
    """A column taken apart: its values, and for each row the place of its value.

    Of most columns `values` holds each value once; of columns whose cells hardly repeat, the cells as they stand.
    """

    cells: pa.Array

    @property
    def values(self) -> pa.Array:
        """The texts to check; empty cells may be among them as nulls."""
        return self.cells.dictionary if pa.types.is_dictionary(self.cells.type) else self.cells

    @cached_property
    def codes(self) -> NDArray[np.int32]:
        """For each row the place of its value in `values`, -1 where the cell is empty."""
        if pa.types.is_dictionary(self.cells.type):
            return np.asarray(self.cells.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int32)
        return np.where(self.filled, np.arange(len(self.cells), dtype=np.int32), np.int32(-1))

    @property
    def filled(self) -> Mask:
        """Which rows have something in this column."""
        return as_mask(pc.is_valid(self.cells))

    def rows_where(self, bad: Mask) -> Places:
        """The positions of the rows whose value is marked in `bad`, a mask over `values`."""
        if not bad.any():
            return NO_PLACES
        return np.flatnonzero(np.append(bad, False)[self.codes])
