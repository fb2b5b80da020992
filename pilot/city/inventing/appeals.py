"""Who contests a record in a generated city, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pilot.city.inventing.assumptions import Assumptions
from pilot.city.inventing.chance import Draws, Ints
from pilot.city.inventing.conduct import day_number
from pilot.city.inventing.people import Words
from pilot.city.inventing.recording import NEVER, Records


@dataclass(frozen=True)
class Appeals:
    """One entry an appeal: the place of its record, days (`decided` may be NEVER), outcome (None while pending)."""

    record: Ints
    filed: Ints
    decided: Ints
    outcome: Words


def who_appeals(draws: Draws, records: Records, assumed: Assumptions) -> Appeals:
    """Faults that are contested, wrong ones more often; what would end after the period is pending or not yet filed."""
    habits, last = assumed.appeals.values, day_number(assumed.period.values.last)
    fault = np.array([kind.is_fault for kind in assumed.kinds.values.values()])[records.kind]
    count = len(fault)
    chance = np.where(records.wrong, habits.against_wrong, habits.against_right)
    filed = records.day + draws.whole(*habits.days_to_file, count)
    contested = np.flatnonzero(fault & draws.happens(chance, count) & (filed <= last))
    filed, wrong = filed[contested], records.wrong[contested]
    decided = filed + draws.whole(*habits.days_to_decide, len(contested))
    upheld = draws.happens(np.where(wrong, habits.upheld_if_wrong, habits.upheld_if_right), len(contested))
    outcome = np.where(upheld, "upheld", "rejected").astype(object)
    pending = decided > last
    outcome[pending] = None
    return Appeals(contested, filed, np.where(pending, NEVER, decided), outcome)


def joined_appeals(parts: list[Appeals]) -> Appeals:
    """The appeals of all parts, one after the other."""
    names = ("record", "filed", "decided", "outcome")
    return Appeals(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
