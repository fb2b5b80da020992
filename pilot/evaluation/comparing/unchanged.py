"""Why a rule that was changed makes no difference."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, assert_never

import numpy as np
import pandas as pd

from pilot.evaluation.assess import Assessment
from pilot.evaluation.comparing.net import net_of
from pilot.evaluation.everybody.stands import standing_of_all
from pilot.evaluation.kernel.columns import Ints, Longs
from pilot.evaluation.kernel.match import match_records
from pilot.evaluation.kernel.postings import PerSubject
from pilot.evaluation.kernel.price import CAP_REACHED, HEAVIER, Block, Codes
from pilot.ruleset.model import ContactWhen, ProfileWhen, RecordWhen, Rule, Ruleset
from pilot.ruleset.model.counted import counted, counted_fields

Reason = Literal[
    "same ruleset", "words only", "rights only", "out of force", "nobody meets it", "heavier rule", "capped",
    "taken back", "no points", "no occasion", "nobody there",
]  # fmt: skip


@dataclass(frozen=True)
class Unchanged:
    """A rule that differs without effect, and the reason; `rule_id` is None for a reason that lies in no rule.

    The reasons: `same ruleset`; `words only` (nothing differs that the evaluation reads); `rights only` (so too, but
    what is disclosed to whom, or what can be done, differs); `out of force` (what would meet it lies outside its
    time); `nobody meets it`; `heavier rule` (all its postings give way to one); `capped` (the cap takes the difference
    away); `taken back` (appeal, settlement or expiry has undone all of them); `no points` (it posts 0 and lists
    nobody); `no occasion` (it is met, but never where the difference would count); `nobody there` (where nothing
    changed although grades, score, lists or consequences differ: for nobody do they come to something else).
    """

    rule_id: str | None
    reason: Reason


def unchanged_because(before: Assessment, after: Assessment) -> tuple[Unchanged, ...]:
    """What differs and yet moves nobody's points, lists or grade, rule by rule, each with the reason."""
    if same_content(before, after):
        return (Unchanged(None, _kept_apart(before.ruleset, after.ruleset)),)
    sides = (_Effects(before), _Effects(after))
    names = dict.fromkeys([*sides[0].places, *sides[1].places])
    differing = [name for name in names if sides[0].rule(name) != sides[1].rule(name)]
    still = [name for name in differing if _does_the_same(name, *sides)]
    found = tuple(Unchanged(name, _reason(name, sides)) for name in still)
    beside = nothing_changed(before, after) and not _same_around(before.ruleset, after.ruleset)
    return (*found, Unchanged(None, "nobody there")) if beside else found


def _kept_apart(one: Ruleset, other: Ruleset) -> Reason:
    """Where two rulesets differ although the evaluation reads the same in both."""
    if one == other:
        return "same ruleset"
    same_rights = (one.disclosure, one.recourse) == (other.disclosure, other.recourse)
    return "words only" if same_rights else "rights only"


def nothing_changed(before: Assessment, after: Assessment) -> bool:
    """Whether standing, memberships and consequences are the same, row for row.

    They are laid out and set side by side only where the rulesets' own words, or what was kept, do not settle it.
    """
    if same_content(before, after):
        return True
    one, other = before.stands, after.stands
    if not (np.array_equal(one.subject, other.subject) and np.array_equal(one.postings, other.postings)):
        return False
    if one.score is not None and other.score is not None and not np.array_equal(one.score, other.score):
        return False
    same_measures = before.joined == after.joined and all(
        getattr(before.ruleset, name) == getattr(after.ruleset, name) for name in ("bands", "lists", "consequences")
    )
    same_rules = [rule.id for rule in before.ruleset.rules] == [rule.id for rule in after.ruleset.rules]
    if same_measures and same_rules and before.postings.memberships is after.postings.memberships:
        return np.array_equal(standing_of_all(before).grade, standing_of_all(after).grade) and np.array_equal(
            one.because, other.because
        )
    names = ("standing", "memberships", "consequences")
    return all(_plain(getattr(before, name)).equals(_plain(getattr(after, name))) for name in names)


def same_content(before: Assessment, after: Assessment) -> bool:
    """Whether both sides come to the same because they read the same: all that differs, if anything, is words."""
    one, other = before.ruleset, after.ruleset
    if (before.as_of, before.joined) != (after.as_of, after.joined) or len(one.rules) != len(other.rules):
        return False
    return all(map(_counts_alike, one.rules, other.rules)) and _same_around(one, other)


def _same_around(one: Ruleset, other: Ruleset) -> bool:
    """Whether two rulesets differ in nothing beside the rules that the evaluation reads."""
    around = [counted(ruleset.model_copy(update={"rules": ()})) for ruleset in (one, other)]
    return around[0] == around[1]


def _counts_alike(one: Rule, other: Rule) -> bool:
    """Whether two rules differ in nothing that the evaluation reads."""
    return one is other or all(getattr(one, name) == getattr(other, name) for name in counted_fields(Rule))


class _Effects:
    """What the rules of one side do to anybody, looked up rule by rule."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.places = {rule.id: place for place, rule in enumerate(assessment.ruleset.rules)}
        self._side = standing_of_all(assessment)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id, None where this side has none."""
        place = self.places.get(rule_id)
        return None if place is None else self.assessment.ruleset.rules[place]

    def points(self, rule_id: str) -> Longs:
        """The points of a rule that stand, a cell a subject."""
        stands = np.zeros(self.assessment.columns.subjects, dtype=np.int64)
        for subject, points in self._stand.get(self.places.get(rule_id, -1), ()):
            np.add.at(stands, subject, points)
        return stands

    @cached_property
    def _stand(self) -> dict[int, list[tuple[Ints, Longs]]]:
        """Subjects and points of the postings that stand, by the places of their rules."""
        posted, found = self.assessment.postings, defaultdict(list)
        for own in (*posted.profiles, *posted.contacts):
            found[own.place].append((own.subject, own.points))
        for block in posted.blocks:
            found[block.place].append((block.matched.subject[block.standing], block.points[block.standing]))
        for carried in posted.carried:
            kept = ~carried.reversed
            found[carried.block.place].append((carried.subject[kept], carried.points[kept]))
        return found

    def others(self, rule_id: str) -> tuple[object, ...]:
        """Its stays on lists, and the grades that it holds down, as values that can be set side by side."""
        place = self.places.get(rule_id)
        if place is None:
            return [], {}
        held_down = np.flatnonzero(self._side.because == place)
        grades = [self.assessment.ruleset.grades[grade] for grade in self._side.grade[held_down]]
        return self._stays(place), dict(zip(held_down.tolist(), grades, strict=True))

    def _stays(self, place: int) -> list[tuple[object, ...]]:
        names, memberships = list(self.assessment.ruleset.lists), self.assessment.postings.memberships
        own = memberships.only(memberships.place == place)
        lists = [names[number] for number in own.list]
        return sorted(zip(own.subject.tolist(), lists, own.entered.tolist(), own.left.tolist(), strict=True))

    def met(self, rule_id: str) -> tuple[Longs, Codes]:
        """Points and notes of the postings on those who met the rule."""
        posted, place = self.assessment.postings, self.places[rule_id]
        several: tuple[PerSubject | Block, ...] = (*posted.profiles, *posted.blocks, *posted.contacts)
        own = [part for part in several if part.place == place]
        return (
            np.concatenate([np.empty(0, dtype=np.int64), *(part.points for part in own)]),
            np.concatenate([np.empty(0, dtype=np.int8), *(part.note for part in own)]),
        )

    def all_taken_back(self, rule_id: str) -> bool:
        """Whether nothing that the rule posted still stands; what several relatives carried to one is added up."""
        net = net_of(self.assessment, places=frozenset({self.places[rule_id]}))
        _, which = np.unique(np.stack([net.subject, net.row]), axis=1, return_inverse=True)
        return not np.bincount(which.reshape(-1), net.points).any()


def _does_the_same(rule_id: str, one: _Effects, other: _Effects) -> bool:
    """Whether a rule does the same to everybody on both sides; most that do not differ in the points already."""
    same_points = np.array_equal(one.points(rule_id), other.points(rule_id))
    return same_points and one.others(rule_id) == other.others(rule_id)


def _reason(rule_id: str, sides: tuple[_Effects, _Effects]) -> Reason:
    holding = [side for side in sides if rule_id in side.places]
    rules = [rule for side in holding if (rule := side.rule(rule_id))]
    if len(rules) == 2 and _counts_alike(*rules):
        return "words only"
    points, notes = (np.concatenate(cells) for cells in zip(*(side.met(rule_id) for side in holding), strict=True))
    if not len(points):
        late = any(_beyond_its_time(rule, side.assessment) for rule, side in zip(rules, holding, strict=True))
        return "out of force" if late else "nobody meets it"
    if (notes == HEAVIER).all():
        return "heavier rule"
    if (notes == CAP_REACHED).any():
        return "capped"
    if not points.any():
        return "no points"
    return "taken back" if all(side.all_taken_back(rule_id) for side in holding) else "no occasion"


def _beyond_its_time(rule: Rule, assessment: Assessment) -> bool:
    """Whether records in the ruleset's time would match the rule, if it had no dates of its own."""
    match rule.when:
        case RecordWhen() as when if rule.valid_from or rule.valid_until:
            always = rule.model_copy(update={"valid_from": None, "valid_until": None})
            return len(match_records(always, when, assessment.columns, assessment.scope).rows) > 0
        case RecordWhen() | ProfileWhen() | ContactWhen():
            return False
        case _ as never:
            assert_never(never)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without the rulesets' own categories, which differ although the words are the same."""
    return frame.astype({name: "str" for name in frame.columns if isinstance(frame[name].dtype, pd.CategoricalDtype)})
