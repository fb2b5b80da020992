"""What the people of a generated city really do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from pilot.city.inventing.assumptions import Assumptions, Kind
from pilot.city.inventing.chance import Draws, Floats, Ints
from pilot.city.inventing.people import People

NO_AMOUNT = -1
DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Acts:
    """One entry an act: the places of its doer and kind, its day (from 1970-01-01) and its amount or NO_AMOUNT."""

    subject: Ints
    kind: Ints
    day: Ints
    amount: Ints

    def take(self, places: Ints) -> Acts:
        """The acts at these places, in this order."""
        return Acts(self.subject[places], self.kind[places], self.day[places], self.amount[places])


def joined_acts(parts: list[Acts]) -> Acts:
    """The acts of all parts, one after the other."""
    names = ("subject", "kind", "day", "amount")
    return Acts(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def day_number(date: dt.date) -> int:
    """Days since 1970-01-01."""
    return date.toordinal() - dt.date(1970, 1, 1).toordinal()


def year_starts(years: Ints) -> Ints:
    """The first of January of each year, as days since 1970-01-01."""
    return np.asarray((years - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64))


def what_people_do(draws: Draws, people: People, actors: Ints, assumed: Assumptions) -> Acts:
    """The acts of `actors` (places of residents and companies) over the period, each kind at its rate."""
    spread = assumed.tendencies.values
    own = {"none": np.ones(people.size)}
    for name, deviation in (("lapses", spread.lapses), ("care", spread.care)):
        own[name] = np.exp(deviation * draws.bell(people.size) - deviation**2 / 2)
    parts = []
    for place, kind in enumerate(assumed.kinds.values.values()):
        first, last = _when_of_age(people, kind, assumed)
        rate = np.concatenate([np.full(people.residents, kind.rate), np.full(people.companies, kind.company_rate)])
        years = np.maximum(last - first + 1, 0) / DAYS_A_YEAR
        means = rate * years * own[kind.tendency] * _group_factor(people, kind)
        doer = np.repeat(actors, draws.counts(means[actors]))
        day = draws.whole(first[doer], last[doer], len(doer))
        parts.append(Acts(doer, np.full(len(doer), place), day, amounts(draws, kind, len(doer))))
    return joined_acts(parts)


def amounts(draws: Draws, kind: Kind, count: int) -> Ints:
    """Amounts within what the kind allows, small ones more often; NO_AMOUNT for a kind without."""
    return np.full(count, NO_AMOUNT) if kind.amount is None else draws.between(*kind.amount, count)


def _when_of_age(people: People, kind: Kind, assumed: Assumptions) -> tuple[Ints, Ints]:
    """The first and last day on which each subject could act so; the last before the first where never."""
    period = assumed.period.values
    start, end = day_number(period.first), day_number(period.last)
    first = np.full(people.size, start)
    last = np.full(people.size, end)
    youngest, oldest = kind.ages
    first[: people.residents] = np.maximum(start, year_starts(people.born + youngest))
    last[: people.residents] = np.minimum(end, year_starts(people.born + oldest + 1) - 1)
    return first, last


def _group_factor(people: People, kind: Kind) -> Floats:
    factor = np.ones(people.size)
    for column, factors in kind.by.items():
        part = slice(people.residents, None) if column == "sector" else slice(0, people.residents)
        cells = people.company_columns[column] if column == "sector" else people.columns[column]
        for value, times in factors.items():
            factor[part][cells == value] *= times
    return factor
