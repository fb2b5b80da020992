"""What a resident's screen lets the resident see of an episode, and which rules that leaves possible."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pilot.disclosure.guessing.episodes import Episode, Posted
from pilot.disclosure.shown.view import OF_POSTINGS
from pilot.evaluation.kernel.balance import FURTHEST, scores_of
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Item


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The screen before and after an episode.

    `scores`, `grades` and `lines` are None where the screen leaves them blank. Of each line the parts that `parts`
    names are seen, and its day. The screen allows every movement from `low` to `high` points, both included.
    """

    scores: tuple[int, int] | None
    grades: tuple[str, str] | None
    lines: tuple[Posted, ...] | None
    parts: frozenset[Item]
    low: int
    high: int

    @property
    def silent(self) -> bool:
        """Whether the screen allows every movement and shows no lines: nothing can be learned from it."""
        return self.lines is None and (self.low, self.high) == (-FURTHEST, FURTHEST)

    def allows(self, foretold: Sequence[Posted]) -> bool:
        """Whether the screen could look so had exactly these postings moved points.

        Where points are blank a line may be worth nothing, so one that is not foretold is no contradiction.
        """
        if not self.low <= sum(line.points for line in foretold) <= self.high:
            return False
        if self.lines is None:
            return True
        wanted = self.words(foretold)
        if "points" in self.parts:
            return wanted == self.words(line for line in self.lines if line.points)
        return wanted <= self.words(self.lines)

    def words(self, lines: Iterable[Posted], *, priced: bool = True) -> Counter[tuple[dt.date, str | None, int | None]]:
        """Lines as far as they can be told apart on this screen: day, record, and with `priced` points."""
        records, points = "records" in self.parts, priced and "points" in self.parts
        return Counter(
            (line.date, line.record_id if records else None, line.points if points else None) for line in lines
        )


def glimpse(episode: Episode, ruleset: Ruleset, items: Collection[Item]) -> Glimpse:
    """The screen of an episode's resident, who is shown `items`."""
    parts = frozenset(items) & frozenset(OF_POSTINGS)
    before, after = episode.grades
    grades = (before, after) if "grade" in items and before is not None and after is not None else None
    scores = episode.scores if "score" in items else None
    low, high = -FURTHEST, FURTHEST
    if grades is not None:
        low, high = _between(grades, ruleset) if "thresholds" in items else _order(grades, ruleset)
    if scores is not None:
        low = high = scores[1] - scores[0]
    if "points" in parts or (parts and not episode.postings):
        low = high = sum(line.points for line in episode.postings)
    return Glimpse(scores, grades, episode.postings if parts else None, parts, low, high)


def _order(grades: tuple[str, str], ruleset: Ruleset) -> tuple[int, int]:
    """What the names of the grades say: which is better is no secret, where they begin is."""
    before, after = (ruleset.grades.index(grade) for grade in grades)
    if before == after:
        return -FURTHEST, FURTHEST
    return (-FURTHEST, -1) if after > before else (1, FURTHEST)


def _between(grades: tuple[str, str], ruleset: Ruleset) -> tuple[int, int]:
    (old_low, old_high), (new_low, new_high) = (scores_of(grade, ruleset) for grade in grades)
    return max(new_low - old_high, -FURTHEST), min(new_high - old_low, FURTHEST)
