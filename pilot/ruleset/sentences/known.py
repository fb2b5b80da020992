"""What a form may suggest, beside what the ruleset itself holds: the columns and agencies of a city."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_AS_NUMBERS = {"age": 18, "born": 1990}
"""Columns that are bounded rather than compared, each with a bound to begin with."""


@dataclass(frozen=True)
class Known:
    """Columns of subjects with the values that stand in them, and agencies, the most frequent first."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agencies: tuple[str, ...] = ()

    @property
    def conditions(self) -> dict[str, Any]:
        """The columns that a condition can be on, each with a condition to begin with."""
        firsts: dict[str, Any] = {"type": "person", "age": {"at_least": _AS_NUMBERS["age"]}}
        for column, values in self.columns.items():
            if column in _AS_NUMBERS:
                firsts[column] = {"at_least": _AS_NUMBERS[column]}
            elif values:
                firsts[column] = values[0]
        return firsts
