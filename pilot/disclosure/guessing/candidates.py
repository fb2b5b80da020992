"""A closed family of simple rules, how many of them a round leaves standing, and what would settle it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pilot.disclosure.guessing.episodes import Episode
from pilot.disclosure.guessing.glimpses import Glimpse, glimpse
from pilot.disclosure.guessing.rounds import MOST_POINTS, Deck, Round
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Item

POINTS = np.array([points for points in range(-MOST_POINTS, MOST_POINTS + 1) if points], dtype=np.int64)
EXACT_UP_TO = 3

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Family:
    """The candidates: every record of one kind moves the score by one number of points; masks have a row per kind."""

    kinds: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many candidates there are."""
        return len(self.kinds) * len(POINTS)

    def place(self, kind: str, points: int) -> tuple[int, int]:
        """Row and column of a candidate."""
        return self.kinds.index(kind), int(np.searchsorted(POINTS, points))

    def allowed(self, episode: Episode, seen: Glimpse) -> Mask:
        """Which candidates the screen of an episode allows."""
        mask = np.full((len(self.kinds), len(POINTS)), seen.allows(()), dtype=np.bool_)
        for kind in episode.kinds:
            mask[self.kinds.index(kind)] = _prices(episode, seen, kind)
        return mask

    def standing(self, episodes: Iterable[Episode], ruleset: Ruleset, items: Collection[Item]) -> Mask:
        """Which candidates no screen contradicts."""
        mask = np.ones((len(self.kinds), len(POINTS)), dtype=np.bool_)
        for episode in episodes:
            mask &= self.allowed(episode, glimpse(episode, ruleset, items))
        return mask


def family_of(deck: Deck) -> Family:
    """The candidates of a city: its kinds of record, by the kinds that are on record or in its table."""
    city = deck.assessment.city
    return Family(tuple(sorted({*map(str, city.kinds["kind"]), *map(str, city.records["kind"].unique())})))


def _prices(episode: Episode, seen: Glimpse, kind: str) -> NDArray[np.bool_]:
    """The prices at which each record of a kind may have moved the score: `Glimpse.allows`, for all at once."""
    records = {happening.record_id for happening in episode.happenings if happening.kind == kind}
    moved = POINTS * len(records)
    mask = (seen.low <= moved) & (moved <= seen.high)
    if seen.lines is None:
        return mask
    happened = [happening for happening in episode.happenings if happening.record_id in records]
    wanted = [(happening.effective, happening.record_id if "records" in seen.parts else None) for happening in happened]
    lines = [line for line in seen.lines if line.points or "points" not in seen.parts]
    there = [(line.date, line.record_id if "records" in seen.parts else None) for line in lines]
    if any(wanted.count(line) > there.count(line) for line in wanted):
        return np.zeros_like(mask)
    if "points" not in seen.parts:
        return mask
    prices = {line.points for line in lines}
    return mask & (POINTS == prices.pop()) if len(lines) == len(happened) and len(prices) == 1 else np.zeros_like(mask)


@dataclass(frozen=True)
class SettlingScreens:
    """The further screens that would have left the hidden rule alone, or as nearly so as any screen in the city could.

    `exact` tells that no fewer would do; else they were chosen one by one, each ruling out most, and fewer may do.
    `rivals` stood after the round; `left` are those of them that no screen in the city rules out, `left_alike` those
    of `left` that are about the same kind of record as the hidden rule.
    """

    episodes: tuple[Episode, ...]
    exact: bool
    rivals: int
    left: int
    left_alike: int


def settling(deck: Deck, round_: Round, items: Collection[Item]) -> SettlingScreens:
    """The fewest further screens of other days or residents that would have settled a round."""
    family, ruleset = family_of(deck), deck.assessment.ruleset
    rivals = family.standing(round_.episodes, ruleset, items)
    rivals[family.place(round_.kind, round_.points)] = False
    alike = np.nonzero(rivals)[0] == family.kinds.index(round_.kind)
    number = int(rivals.sum())
    if not number:
        return SettlingScreens((), True, 0, 0, 0)
    offered, rows = _offered(deck, round_, items, family, rivals)
    if not offered:
        return SettlingScreens((), True, number, number, int(alike.sum()))
    rules_out = np.array(rows)
    left = ~rules_out.any(axis=0)
    columns, weights = np.unique(rules_out[:, ~left], axis=1, return_counts=True)
    chosen, exact = fewest(columns, weights)
    further = tuple(offered[place] for place in chosen)
    return SettlingScreens(further, exact, number, int(left.sum()), int((left & alike).sum()))


def _offered(
    deck: Deck, round_: Round, items: Collection[Item], family: Family, rivals: Mask
) -> tuple[list[Episode], list[NDArray[np.bool_]]]:
    """The other episodes of the city that rule out a rival, each with those that it rules out; no two alike."""
    dealt = set(round_.episodes)
    rows: dict[bytes, tuple[Episode, NDArray[np.bool_]]] = {}
    known: set[object] = set()
    for episode in deck.admitted(round_.rule, round_.kind):
        seen = glimpse(episode, deck.assessment.ruleset, items)
        alike = (frozenset(episode.kinds.items()), seen.low, seen.high, seen.lines)
        if seen.silent or episode in dealt or alike in known:
            continue
        known.add(alike)
        out = ~family.allowed(episode, seen)[rivals]
        if out.any():
            rows.setdefault(np.packbits(out).tobytes(), (episode, out))
    return [episode for episode, _ in rows.values()], [row for _, row in rows.values()]


def fewest(rules_out: Mask, weights: NDArray[np.int64]) -> tuple[tuple[int, ...], bool]:
    """The fewest rows that together have a true cell in every column, and whether it is proved that no fewer do.

    Up to three rows are found by search; beyond that they are chosen one by one, the row that adds
    most weight first.
    """
    chosen = _greedy(rules_out, weights)
    for number in range(1, min(len(chosen), EXACT_UP_TO + 1)):
        found = _search(rules_out, np.ones(rules_out.shape[1], dtype=np.bool_), number)
        if found is not None:
            return found, True
    return chosen, len(chosen) <= EXACT_UP_TO + 1


def _greedy(rules_out: Mask, weights: NDArray[np.int64]) -> tuple[int, ...]:
    open_, chosen = np.ones(rules_out.shape[1], dtype=np.bool_), []
    while open_.any():
        best = int(np.argmax(rules_out @ (weights * open_)))
        chosen.append(best)
        open_ = open_ & ~rules_out[best]
    return tuple(chosen)


def _search(rules_out: Mask, open_: NDArray[np.bool_], number: int) -> tuple[int, ...] | None:
    """At most so many rows that cover the open columns; branches on the column that the fewest rows cover."""
    if not open_.any():
        return ()
    covered = rules_out[:, open_]
    gains = covered.sum(axis=1)
    if gains.max() * number < covered.shape[1]:
        return None
    if number == 1:
        return (int(np.argmax(gains)),)
    hardest = int(np.argmin(covered.sum(axis=0)))
    rows: Sequence[int] = np.flatnonzero(covered[:, hardest]).tolist()
    for row in sorted(rows, key=lambda place: -int(gains[place])):
        rest = _search(rules_out, open_ & ~rules_out[row], number - 1)
        if rest is not None:
            return (row, *rest)
    return None
