"""What City and Compare show, counted once for all who look at the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd

from pilot.evaluation import Assessment
from pilot.evaluation.comparing.compare import Comparison, compare
from pilot.evaluation.comparing.gains import gains_by
from pilot.evaluation.everybody.groups import Groups, groups_of
from pilot.evaluation.everybody.recording_errors import recording_by_district
from pilot.evaluation.everybody.totals import (
    Summary,
    consequence_totals,
    list_totals,
    rule_totals,
    summary_of,
)
from pilot.evaluation.memo import Memo
from pilot.report.receipt import Receipt

Row = dict[str, Any]
"""A row of a frame by the names of its columns; a missing cell is None."""


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame as plain values, by way of one table of objects, which is quicker than column by column."""
    cells = frame.astype(object)
    names, rows, missing = list(map(str, frame)), cells.to_numpy().tolist(), cells.isna().to_numpy().tolist()
    return [
        {name: None if lacks else cell for name, cell, lacks in zip(names, row, lacking, strict=True)}
        for row, lacking in zip(rows, missing, strict=True)
    ]


@dataclass(frozen=True, eq=False)
class Figures:
    """The counts of one assessment, each made when it is first asked for."""

    assessment: Assessment
    receipt: Receipt

    @cached_property
    def persons(self) -> Summary:
        """What came of the residents."""
        return summary_of(self.assessment, "person")

    @cached_property
    def companies(self) -> Summary:
        """What came of the companies."""
        return summary_of(self.assessment, "company")

    @cached_property
    def rules(self) -> pd.DataFrame:
        """See `rule_totals`."""
        return rule_totals(self.assessment)

    @cached_property
    def by_rule(self) -> dict[str, Row]:
        """The same rows by the ids of the rules."""
        return {row["rule_id"]: row for row in rows_of(self.rules)}

    @cached_property
    def consequences(self) -> pd.DataFrame:
        """See `consequence_totals`."""
        return consequence_totals(self.assessment)

    @cached_property
    def lists(self) -> pd.DataFrame:
        """See `list_totals`."""
        return list_totals(self.assessment)

    @cached_property
    def recording(self) -> pd.DataFrame:
        """See `recording_by_district`."""
        return recording_by_district(self.assessment.city, self.assessment.ruleset.opens_on, self.assessment.as_of)

    @cached_property
    def _groups(self) -> dict[tuple[str, ...], Groups]:
        return {}

    def groups(self, by: Sequence[str]) -> Groups:
        """Residents grouped by one or two dimensions."""
        key = tuple(by)
        if key not in self._groups:
            self._groups[key] = groups_of(self.assessment, key)
        return self._groups[key]


_receipts: WeakKeyDictionary[Assessment, Receipt] = WeakKeyDictionary()


def receipt_of(assessment: Assessment) -> Receipt:
    """What the figures of an assessment rest on, worked out once."""
    if assessment not in _receipts:
        _receipts[assessment] = Receipt.of(assessment)
    return _receipts[assessment]


_figures, _comparisons, _gains = Memo(96, 800_000_000), Memo(96, 800_000_000), Memo(96)


def figures_of(assessment: Assessment) -> Figures:
    """The counts of an assessment; shared by all who look at the same."""
    receipt = receipt_of(assessment)
    return _figures.get(receipt, lambda: Figures(assessment, receipt))


def comparison_of(before: Assessment, after: Assessment) -> Comparison:
    """Two assessments side by side; shared by all who look at the same."""
    return _comparisons.get((receipt_of(before), receipt_of(after)), lambda: compare(before, after))


def gains_of(comparison: Comparison, by: str) -> pd.DataFrame:
    """See `gains_by`."""
    sides = receipt_of(comparison.before), receipt_of(comparison.after)
    return _gains.get((*sides, by), lambda: gains_by(comparison, by))
