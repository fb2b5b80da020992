"""Everybody's grade under many drawings of the points that a ruleset leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

import numpy as np
import numpy.typing as npt

from pilot.evaluation.assess import Assessment, evaluate
from pilot.evaluation.kernel.balance import band_of, clamped, factor_ends, factor_number, score_of
from pilot.evaluation.kernel.carry import carried_of
from pilot.evaluation.kernel.columns import Longs
from pilot.evaluation.kernel.match import match_profiles
from pilot.evaluation.kernel.price import block_of
from pilot.evaluation.kernel.standing import worst_overrides
from pilot.evaluation.kernel.subject_rules import meets
from pilot.ruleset.model import ContactWhen, ProfileWhen, RecordWhen, Rule, Ruleset

CELLS_AT_ONCE = 4_000_000
"""How many (drawing, subject) cells are worked on at a time, so that memory stays bounded in large cities."""

Drawn = Mapping[int, npt.NDArray[np.int64]]


def open_ranges(ruleset: Ruleset) -> dict[int, tuple[int, int]]:
    """The rules, by place, whose points are only known to lie in a range, and that range."""
    return {
        place: rule.plausible.points
        for place, rule in enumerate(ruleset.rules)
        if rule.plausible is not None and rule.has_points
    }


def draw(ruleset: Ruleset, drawings: int, seed: int) -> dict[int, npt.NDArray[np.int64]]:
    """For each rule with a range, that many whole numbers from it, all equally likely and independent."""
    rng = np.random.default_rng(seed)
    return {
        place: rng.integers(low, high, drawings, endpoint=True) for place, (low, high) in open_ranges(ruleset).items()
    }


def grades_drawn(assessment: Assessment, drawn: Drawn) -> npt.NDArray[np.int8]:
    """The grade of every subject in scope in every drawing: a row a drawing, bands numbered from 0, best first.

    Lists and overrides do not hang on points and stay as they are.
    """
    ruleset = assessment.ruleset
    drawings = len(next(iter(drawn.values()))) if drawn else 1
    if ruleset.overlap == "heaviest":
        return np.stack([_evaluated(assessment, drawn, turn) for turn in range(drawings)])
    contacts = {place for place, _, _ in ruleset.by_kind.contacts}
    weighed = [_weighed(assessment, place, values) for place, values in drawn.items() if place not in contacts]
    subjects = assessment.columns.subjects
    at_once = max(1, CELLS_AT_ONCE // max(subjects, 1))
    parts = [
        _grades(assessment, drawn, weighed, slice(first, min(first + at_once, drawings)))
        for first in range(0, drawings, at_once)
    ]
    return np.concatenate(parts)


def _repriced(rule: Rule, points: int) -> Rule:
    if rule.points_per is not None:
        return rule.model_copy(update={"points_per": rule.points_per.model_copy(update={"points": points})})
    return rule.model_copy(update={"points": points})


def _evaluated(assessment: Assessment, drawn: Drawn, turn: int) -> npt.NDArray[np.int8]:
    rules = list(assessment.ruleset.rules)
    for place, values in drawn.items():
        rules[place] = _repriced(rules[place], int(values[turn]))
    ruleset = assessment.ruleset.model_copy(update={"rules": tuple(rules)})
    grades = evaluate(ruleset, assessment.city, assessment.as_of, assessment.joined).standing["grade"]
    return np.asarray(grades.cat.codes, dtype=np.int8)


@dataclass(frozen=True)
class Weighed:
    """What one drawn rule adds: `weights` (a row a drawing) times `sums` (a column a subject).

    Whole numbers as floats; every product and sum stays far below 2**53, so that nothing is rounded.
    """

    place: int
    weights: npt.NDArray[np.float64]
    sums: npt.NDArray[np.float64]


def _weighed(assessment: Assessment, place: int, values: npt.NDArray[np.int64]) -> Weighed:
    """Without cap and carry the points are a plain multiple, so that one price settles all; else a row a price."""
    rule = assessment.ruleset.rules[place]
    if rule.cap is None and not rule.carry:
        return Weighed(place, values[:, None].astype(float), _sums_at(assessment, place, 1)[None, :].astype(float))
    distinct = np.unique(values)
    table = np.stack([_sums_at(assessment, place, int(value)) for value in distinct])
    return Weighed(place, (values[:, None] == distinct).astype(float), table.astype(float))


def _sums_at(assessment: Assessment, place: int, points: int) -> Longs:
    """What a rule adds to each subject, standing postings alone, if it cost so many points."""
    columns, scope = assessment.columns, assessment.scope
    rule = _repriced(assessment.ruleset.rules[place], points)
    match rule.when:
        case ProfileWhen() as when:
            sums = np.zeros(columns.subjects, dtype=np.int64)
            sums[match_profiles(when, columns, scope)] = points
            return sums
        case RecordWhen() | ContactWhen():
            pass
        case _ as never:
            assert_never(never)
    matched = next(block.matched for block in assessment.postings.blocks if block.place == place)
    block = block_of(rule, place, matched, columns, scope.as_of, None)
    return block.sums + carried_of(rule, block, columns, scope.inside).sums if rule.carry else block.sums


def _fixed(assessment: Assessment, drawn: Mapping[int, object]) -> dict[int, Longs]:
    """The sums of all rules that are not drawn, contact rules left aside, per factor number."""
    ruleset, posted = assessment.ruleset, assessment.postings
    sums = {
        number: np.zeros(assessment.columns.subjects, dtype=np.int64) for number in range(len(factor_ends(ruleset)) + 1)
    }
    for block in posted.blocks:
        if block.place not in drawn:
            sums[factor_number(ruleset, block.place)] += block.sums
    for carried in posted.carried:
        if carried.block.place not in drawn:
            sums[factor_number(ruleset, carried.block.place)] += carried.sums
    for profile in posted.profiles:
        if profile.place not in drawn:
            sums[factor_number(ruleset, profile.place)][profile.subject] += profile.points
    return sums


def _grades(assessment: Assessment, drawn: Drawn, weighed: Sequence[Weighed], some: slice) -> npt.NDArray[np.int8]:
    ruleset, scale = assessment.ruleset, assessment.ruleset.score
    assert scale is not None
    size = some.stop - some.start
    sums = {}
    for number, total in _fixed(assessment, drawn).items():
        mine = [rule for rule in weighed if factor_number(ruleset, rule.place) == number]
        sums[number] = np.tile(total, (size, 1))
        if mine:
            weights = np.hstack([rule.weights[some] for rule in mine])
            sums[number] += np.rint(weights @ np.vstack([rule.sums for rule in mine])).astype(np.int64)
    ends = [(None, None), *factor_ends(ruleset)]

    def score() -> Longs:
        balance = sum(clamped(total, *ends[number]) for number, total in sums.items()) + scale.start
        return score_of(scale, balance)

    prices = {place: values[some] for place, values in drawn.items()}
    for place, added in list(_contacts(assessment, prices, score())):
        sums[factor_number(ruleset, place)] += added
    inside = np.flatnonzero(assessment.scope.inside)
    grades = band_of(ruleset, score()[:, inside].reshape(-1)).reshape(size, len(inside))
    worst, _ = worst_overrides(assessment.postings, ruleset, assessment.columns, assessment.scope)
    return np.maximum(grades, worst[inside][None, :]).astype(np.int8)


def _contacts(assessment: Assessment, prices: Drawn, score: Longs) -> Iterator[tuple[int, Longs]]:
    """What contact rules add in each drawing, given everybody's score in it."""
    inside = assessment.scope.inside
    for place, rule, when in assessment.ruleset.by_kind.contacts:
        met = meets(when.contacts, score)
        links = assessment.columns.links(when.contacts.relationship)
        running = np.zeros((len(score), len(links.others) + 1), dtype=np.int64)
        np.cumsum((met & inside)[:, links.others], axis=1, out=running[:, 1:])
        price = prices.get(place, np.full(len(score), rule.points or 0))
        full = (running[:, links.starts[1:]] - running[:, links.starts[:-1]]) * price[:, None]
        points = full if rule.cap is None else np.sign(full) * np.minimum(np.abs(full), rule.cap.points)
        yield place, np.where(inside, points, 0)


def settled_by(grades: npt.NDArray[np.int8]) -> npt.NDArray[np.bool_]:
    """Whose grade is the same in every drawing."""
    settled: npt.NDArray[np.bool_] = (grades == grades[0]).all(axis=0)
    return settled
