"""A ledger in short: a posting and what took it back are one row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pilot.evaluation.one_subject.explain import Line
from pilot.views.pieces import marks
from pilot.views.visit.resident_case import Account

BY = {"appeal": "appeal", "settlement": "settled", "expiry": ""}
"""What took a posting back, in a word; that its time is over is the rule."""


@dataclass(frozen=True)
class LedgerRow:
    """A posting that is no reversal, with the line that took it back, if one did."""

    line: Line
    taken_back: Line | None

    @property
    def amount(self) -> str:
        """Its points, and the grade that it sets whatever the points."""
        rule = self.line.rule
        sets = f"→ {rule.override.grade}" if rule and rule.override and self.line.type == "rule" else ""
        points = marks.points(self.line.points) if self.line.points or not sets else ""
        return f"{points} {sets}".strip()

    @property
    def end(self) -> str:
        """What took it back and when; empty where it stands."""
        if self.taken_back is None:
            return ""
        points = marks.points(self.taken_back.points) if self.taken_back.points else ""
        parts = (points, self.taken_back.date.isoformat(), BY.get(self.taken_back.type, ""))
        return " ".join(part for part in parts if part)


def ledger_rows(case: Account, lines: Sequence[Line]) -> tuple[LedgerRow, ...]:
    """The rows of these lines of a ledger in their order, without the start that everybody has."""
    return tuple(_rows(case, lines))


def _rows(case: Account, lines: Sequence[Line]) -> Iterable[LedgerRow]:
    for line in lines:
        if line.type != "opening" and not line.reverses:
            yield LedgerRow(line, case.lines[line.reversed_by - 1] if line.reversed_by else None)
