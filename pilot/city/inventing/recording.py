"""How acts get on record in a generated city, and what goes wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pilot.city.inventing.assumptions import Assumptions
from pilot.city.inventing.chance import Draws, Floats, Ints
from pilot.city.inventing.conduct import Acts, amounts, day_number
from pilot.city.inventing.people import GROWN_UP, People, Words

NEVER = -1
NO_ACT = -1
NAMESAKES = 3


@dataclass(frozen=True)
class Records:
    """One entry a record; `act` is the place of the act behind it or NO_ACT, `settled` a day or NEVER.

    `wrong` marks what should not be there: somebody else's, nobody's, or there twice.
    """

    subject: Ints
    kind: Ints
    day: Ints
    amount: Ints
    agency: Words
    settled: Ints
    act: Ints
    note: Words
    wrong: NDArray[np.bool_]

    def take(self, places: Ints) -> Records:
        """The records at these places, in this order."""
        return Records(*(getattr(self, name)[places] for name in self.__dataclass_fields__))


def joined_records(parts: list[Records]) -> Records:
    """The records of all parts, one after the other."""
    names = Records.__dataclass_fields__
    return Records(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def what_is_recorded(draws: Draws, people: People, acts: Acts, actors: Ints, assumed: Assumptions) -> Records:
    """The records of `acts`, some about the wrong person, some twice, and some of nothing at all.

    Wrong entries fall on `actors` only.
    """
    seen = np.flatnonzero(draws.happens(_chances(people, acts, assumed), len(acts.subject)))
    true = _plain(acts.take(seen), seen, assumed)
    mistaken = _mistaken(draws, people, true, actors, assumed)
    records = joined_records([mistaken, _twice(draws, mistaken, assumed)])
    records = _settled(draws, records, assumed)
    return joined_records([records, _fabricated(draws, people, len(seen), actors, assumed)])


def _plain(acts: Acts, places: Ints, assumed: Assumptions) -> Records:
    agencies = np.array([kind.agency for kind in assumed.kinds.values.values()], dtype=object)
    count = len(places)
    return Records(
        acts.subject,
        acts.kind,
        acts.day,
        acts.amount,
        agencies[acts.kind],
        np.full(count, NEVER),
        places,
        np.full(count, None, dtype=object),
        np.zeros(count, dtype=bool),
    )


def _chances(people: People, acts: Acts, assumed: Assumptions) -> Floats:
    """Of each act the chance to get on record: faults by district, everything else alike."""
    kinds = list(assumed.kinds.values.values())
    chance = np.array([kind.recorded for kind in kinds])[acts.kind]
    fault = np.array([kind.is_fault for kind in kinds])[acts.kind]
    return np.asarray(np.where(fault, np.minimum(chance * recording_factor(people, assumed)[acts.subject], 1), chance))


def recording_factor(people: People, assumed: Assumptions) -> Floats:
    """For each resident and company the factor of its district."""
    districts, place = np.unique(np.concatenate([people.district, people.company_district]), return_inverse=True)
    return np.array([assumed.recording.values[name] for name in districts])[place]


def _mistaken(draws: Draws, people: People, records: Records, actors: Ints, assumed: Assumptions) -> Records:
    """Some faults are put down to somebody of the same or a like name."""
    fault = np.array([kind.is_fault for kind in assumed.kinds.values.values()])[records.kind]
    grown = _grown_up(people, actors, assumed)
    hit = fault & (records.subject < people.residents) & (len(grown) > 1)
    share = assumed.errors.values.mistaken_identity * len(hit) / max(int(hit.sum()), 1)
    moved = np.flatnonzero(hit & draws.happens(share, len(hit)))
    by_name = grown[np.lexsort((people.given[grown], people.family[grown]))]
    place = np.zeros(people.size, dtype=np.int64)
    place[by_name] = np.arange(len(by_name))
    step = draws.whole(1, min(NAMESAKES, max(len(grown) - 1, 1)), len(moved))
    subject, wrong = records.subject.copy(), records.wrong.copy()
    if len(moved):
        other = by_name[(place[subject[moved]] + step) % len(by_name)]
        wrong[moved] = other != subject[moved]
        subject[moved] = other
    return Records(**{**records.__dict__, "subject": subject, "wrong": wrong})


def _grown_up(people: People, actors: Ints, assumed: Assumptions) -> Ints:
    persons = actors[actors < people.residents]
    return persons[people.born[persons] <= assumed.period.values.last.year - GROWN_UP]


def _twice(draws: Draws, records: Records, assumed: Assumptions) -> Records:
    """Some records are entered again within a month."""
    again = np.flatnonzero(draws.happens(assumed.errors.values.double_entry, len(records.subject)))
    copy = records.take(again)
    last = day_number(assumed.period.values.last)
    day = np.minimum(copy.day + draws.whole(0, 30, len(again)), last)
    return Records(**{**copy.__dict__, "day": day, "wrong": np.ones(len(again), dtype=bool)})


def _fabricated(draws: Draws, people: People, true: int, actors: Ints, assumed: Assumptions) -> Records:
    """Records of faults that never were, on residents, more often where more is recorded."""
    kinds = list(assumed.kinds.values.values())
    weights = np.array([kind.rate * kind.recorded * kind.is_fault for kind in kinds])
    targets = _grown_up(people, actors, assumed)
    share = assumed.errors.values.fabricated
    count = round(true * share / max(1 - share, 0.001)) if len(targets) and weights.sum() else 0
    period = assumed.period.values
    kind = draws.which(weights, count) if count else np.empty(0, dtype=np.int64)
    subject = targets[draws.which(recording_factor(people, assumed)[targets], count)] if count else kind
    day = draws.whole(day_number(period.first), day_number(period.last), count)
    amount = np.array([int(amounts(draws, kinds[one], 1)[0]) for one in kind], dtype=np.int64)
    records = _plain(Acts(subject, kind, day, amount), np.full(count, NO_ACT), assumed)
    return Records(**{**records.__dict__, "wrong": np.ones(count, dtype=bool)})


def _settled(draws: Draws, records: Records, assumed: Assumptions) -> Records:
    """Matters that get settled; some are entered as settled long after, with a note of the true day."""
    kinds = [kind.settles for kind in assumed.kinds.values.values()]
    share = np.array([kind.share if kind else 0.0 for kind in kinds])[records.kind]
    days = np.array([kind.days if kind else (0, 0) for kind in kinds])[records.kind]
    count, last = len(records.subject), day_number(assumed.period.values.last)
    paid = records.day + draws.whole(days[:, 0], days[:, 1], count)
    closed = draws.happens(share, count) & (paid <= last)
    late = closed & draws.happens(assumed.errors.values.late_settlement, count)
    delay = draws.whole(*assumed.late_settlement.values, count)
    entered = np.where(late, paid + delay, paid)
    note = records.note.copy()
    note[late] = [f"Paid on {np.datetime64(int(day), 'D')}; entered later." for day in paid[late]]
    settled = np.where(closed & (entered <= last), entered, NEVER)
    return Records(**{**records.__dict__, "settled": settled, "note": note})
