"""A city: the tables that a data package holds, read and checked, as pandas frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from pilot.city.cast import CastMember


@dataclass(frozen=True, eq=False)
class City:
    """Who lives in a city and what is on record there.

    Every frame has exactly the columns of its file, in the file's order, after those the format names; a column that
    the file lacks is there and null. Cells are text (dtype `str`) but for dates (`datetime64[s]`) and amounts
    (`decimal128(19, 6)`, yuan unless the kind says otherwise). Row order is the file's; a row given twice is there
    once.
    """

    id: str
    title: str
    fingerprint: str
    residents: pd.DataFrame = field(repr=False)
    companies: pd.DataFrame = field(repr=False)
    records: pd.DataFrame = field(repr=False)
    acts: pd.DataFrame = field(repr=False)
    relationships: pd.DataFrame = field(repr=False)
    appeals: pd.DataFrame = field(repr=False)
    kinds: pd.DataFrame = field(repr=False)
    cast: tuple[CastMember, ...] = field(default=(), repr=False)
    """The residents whose stories the screens tell."""

    @cached_property
    def weight(self) -> int:
        """Bytes of its tables, and as much again for the columns that the evaluation makes of them."""
        tables = (value for value in vars(self).values() if isinstance(value, pd.DataFrame))
        return 2 * sum(int(table.memory_usage().sum()) for table in tables)
