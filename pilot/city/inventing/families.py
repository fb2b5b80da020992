"""Who is what to whom in a generated city: couples, parents and children, friends, owners and heads of companies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pilot.city.inventing.assumptions import Assumptions
from pilot.city.inventing.chance import Draws, Ints

MARRIAGEABLE = 22
LEAVES_HOME = 25
YOUNGEST_PARENT, OLDEST_PARENT = 22, 38
GENERATIONS = 4
NOBODY = -1
Rows = NDArray[np.object_]


@dataclass(frozen=True)
class Families:
    """For each resident the place of the spouse and of two parents, NOBODY where there is none."""

    spouse: Ints
    parents: NDArray[np.int64]

    def inherited(self, own: Ints) -> Ints:
        """A trait that goes from the first parent to the child, from the oldest ancestor down."""
        ancestor = np.arange(len(own))
        for _generation in range(GENERATIONS):
            above = self.parents[ancestor, 0]
            ancestor = np.where(above == NOBODY, ancestor, above)
        return own[ancestor]

    def shared_home(self, own: Ints, minor: NDArray[np.bool_]) -> Ints:
        """A trait that couples share, and that children at home share with their parents."""
        partner = self.spouse
        first = np.where((partner != NOBODY) & (partner < np.arange(len(own))), partner, np.arange(len(own)))
        shared = own[first]
        at_home = minor & (self.parents[:, 0] != NOBODY)
        return np.where(at_home, shared[self.parents[:, 0]], shared)

    def relationships(self) -> Rows:
        """Rows (subject, other, kind) of couples, parents and children, both ways."""
        married = np.flatnonzero(self.spouse != NOBODY)
        rows = [make_rows(married, self.spouse[married], "spouse")]
        for side in (0, 1):
            child = np.flatnonzero(self.parents[:, side] != NOBODY)
            parent = self.parents[child, side]
            rows += [make_rows(child, parent, "parent"), make_rows(parent, child, "child")]
        return np.concatenate(rows)


def form_families(draws: Draws, born: Ints, free: NDArray[np.bool_], assumed: Assumptions) -> Families:
    """Marries people of like age and gives children to couples who were of an age for them; only among the `free`."""
    habits = assumed.families.values
    last_year = assumed.period.values.last.year
    spouse = np.full(len(born), NOBODY)
    of_age = free & (born <= last_year - MARRIAGEABLE)
    grown = np.flatnonzero(of_age & draws.happens(habits.married, len(born)))
    grown = grown[np.argsort(born[grown] + 3 * draws.uniform(len(grown)), kind="stable")]
    first, second = grown[0 : len(grown) - 1 : 2], grown[1::2]
    spouse[first], spouse[second] = second, first
    at_home = born > last_year - LEAVES_HOME
    known = draws.happens(np.where(at_home, habits.children_with_parents, habits.grown_ups_with_parents), len(born))
    wanted = born - draws.whole(YOUNGEST_PARENT, OLDEST_PARENT, len(born))
    couple = _couples_by_birth(draws, np.maximum(born[first], born[second]), wanted)
    has = free & known & (couple != NOBODY)
    # Nobody marries a brother or sister.
    has &= ~((spouse != NOBODY) & (couple[spouse] == couple) & has[spouse])
    parents = np.full((len(born), 2), NOBODY)
    parents[has, 0], parents[has, 1] = first[couple[has]], second[couple[has]]
    return Families(spouse, parents)


def _couples_by_birth(draws: Draws, younger_born: Ints, wanted: Ints) -> Ints:
    """For each wanted year a couple whose younger half was born in it, by chance; NOBODY where there is none."""
    order = np.argsort(younger_born, kind="stable")
    low, high = (np.searchsorted(younger_born[order], wanted, side=side) for side in ("left", "right"))
    chosen = draws.whole(low, np.maximum(high - 1, low), len(wanted))
    if not len(order):
        return np.full(len(wanted), NOBODY)
    return np.where(high > low, order[np.minimum(chosen, len(order) - 1)], NOBODY)


def make_friends(
    draws: Draws, born: Ints, district: NDArray[np.object_], free: NDArray[np.bool_], families: Families, mean: float
) -> Rows:
    """Rows (subject, other, `friend`), both ways, of free people who live in one district and are of like age."""
    order = np.lexsort((born, np.unique(district, return_inverse=True)[1]))
    order = order[free[order]]
    count = int(len(order) * mean / 2)
    first = draws.whole(0, max(len(order) - 1, 0), count)
    second = first + draws.whole(1, 15, count)
    there = second < len(order)
    one, other = order[first[there]], order[second[there]]
    related = (families.spouse[one] == other) | (families.parents[one] == other[:, None]).any(axis=1)
    related |= (families.parents[other] == one[:, None]).any(axis=1)
    pairs = np.unique(np.stack([np.minimum(one, other), np.maximum(one, other)], axis=1)[~related], axis=0)
    return np.concatenate(
        [make_rows(pairs[:, 0], pairs[:, 1], "friend"), make_rows(pairs[:, 1], pairs[:, 0], "friend")]
    )


def staff_companies(draws: Draws, born: Ints, free: NDArray[np.bool_], companies: Ints, assumed: Assumptions) -> Rows:
    """Rows (company, resident, kind): one legal representative each, and some shareholders, all of working age."""
    last_year = assumed.period.values.last.year
    grown = np.flatnonzero(free & (born <= last_year - 25) & (born >= last_year - 75))
    most, count = assumed.families.values.most_shareholders, len(companies)
    filled = draws.whole(0, most, count)
    drawn = draws.whole(0, max(len(grown) - 1, 0), count * (most + 1)).reshape(count, most + 1)
    if not len(grown):
        return make_rows(companies[:0], companies[:0], "shareholder")
    seats = grown[drawn]
    rows = [make_rows(companies, seats[:, 0], "legal_representative")]
    for seat in range(1, most + 1):
        new = (filled >= seat) & ~(seats[:, 1:seat] == seats[:, seat : seat + 1]).any(axis=1)
        rows.append(make_rows(companies[new], seats[new, seat], "shareholder"))
    return np.concatenate(rows)


def make_rows(subject: Ints, other: Ints, kind: str) -> Rows:
    """Relationships of one kind: places of subjects and others, and the kind, as three columns."""
    rows = np.empty((len(subject), 3), dtype=object)
    rows[:, 0], rows[:, 1], rows[:, 2] = subject, other, kind
    return rows
