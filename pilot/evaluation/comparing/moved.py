"""The one posting that moved somebody most between two assessments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from pilot.evaluation.assess import Assessment
from pilot.evaluation.comparing.net import Net, net_of
from pilot.evaluation.comparing.shift import Floats
from pilot.evaluation.everybody.stands import standing_of_all
from pilot.evaluation.kernel.columns import Columns, Ints, Longs
from pilot.evaluation.kernel.days import NEVER, Days, to_dates
from pilot.evaluation.kernel.frames import Cells, words

COLUMNS = ("record_id", "via_id", "date", "rule_before", "points_before", "rule_after", "points_after", "by_override")


@dataclass(frozen=True)
class _Counted:
    """The postings of one side that may have moved somebody; `cause` numbers what is taken together over both sides.

    A cause is a record (and whom it came through), or a rule that rests on no record.
    """

    net: Net
    cause: Ints


def moving_postings(
    before: Assessment, after: Assessment, movers: Ints, toward: Floats, *, same_grades: bool, same_scale: bool
) -> Cells:
    """For each mover (a subject's number) the posting that did most of it, as each side counts it: the columns.

    `toward` is +1 where the mover rose and -1 where it fell. What reverses a posting is counted with it. Postings that
    both sides count alike drop out where the scale is the same; else points are weighed by how far a score is from the
    start on average on their own side. Of what remains, taken together by record (and by whom it came through), the
    largest that points the way the mover went is chosen, or the largest at all. Where an override lowers the grade on
    the side on which the mover stands lower, it is the override (`by_override`), with that rule and no points. `rule_`
    and `points_` are missing on a side that posts nothing for the record; all are missing where no posting differs.
    """
    assessments = (before, after)
    chosen = np.zeros(before.columns.subjects, dtype=bool)
    chosen[movers] = True
    codes = _codes_of_rules(assessments)
    if same_scale:
        apart = _apart(assessments)
        nets = [net_of(assessment, chosen, places) for assessment, places in zip(assessments, apart, strict=True)]
        nets = _without_equal(nets, codes)
    else:
        nets = [net_of(assessment, chosen) for assessment in assessments]
    counted = _by_cause(nets, codes, before.columns)
    units = [1.0, 1.0] if same_scale else [_unit(assessment) for assessment in assessments]
    causes = _largest(counted, units, movers, toward)
    found = [_named(side, causes) for side in counted]
    return _cells(assessments, found, _overrides(assessments, codes, movers, toward, same_grades))


def _codes_of_rules(assessments: Sequence[Assessment]) -> list[Ints]:
    """For each side the number of the rule at each place, the same for the same id, in order of the ids; -1 at -1."""
    names = [[rule.id for rule in assessment.ruleset.rules] for assessment in assessments]
    numbers = {name: number for number, name in enumerate(sorted({name for side in names for name in side}))}
    return [np.array([*(numbers[name] for name in side), -1], dtype=np.int64) for side in names]


def _apart(assessments: Sequence[Assessment]) -> list[set[int]]:
    """For each side the places of the rules that may post otherwise there: not those whose postings are kept by both.

    An evaluation takes the postings of a rule over from an earlier one where the rule is the same at the same place.
    """
    ids = [[rule.id for rule in assessment.ruleset.rules] for assessment in assessments]
    renamed = {place for place in range(max(map(len, ids))) if ids[0][place : place + 1] != ids[1][place : place + 1]}
    posted = [assessment.postings for assessment in assessments]
    pieces = [{id(part) for part in (*side.blocks, *side.carried)} for side in posted]
    common = pieces[0] & pieces[1]
    return [
        renamed
        | {own.place for own in (*side.profiles, *side.contacts)}
        | {block.place for block in side.blocks if id(block) not in common}
        | {carried.block.place for carried in side.carried if id(carried) not in common}
        for side in posted
    ]


def _without_equal(nets: Sequence[Net], codes: Sequence[Ints]) -> list[Net]:
    """Both sides without the postings that are on the other side too, for the same points."""
    rules = [code[net.place] for net, code in zip(nets, codes, strict=True)]
    keys = [np.stack([net.subject, net.row, rule, net.via, net.points]) for net, rule in zip(nets, rules, strict=True)]
    together = np.concatenate(keys, axis=1)
    order = np.lexsort(together)
    same = (together[:, order[1:]] == together[:, order[:-1]]).all(axis=0)
    shared = np.zeros(len(order), dtype=bool)
    shared[order[1:][same]] = shared[order[:-1][same]] = True
    size = len(nets[0])
    return [nets[0].only(~shared[:size]), nets[1].only(~shared[size:])]


def _by_cause(nets: Sequence[Net], codes: Sequence[Ints], columns: Columns) -> list[_Counted]:
    """The postings of each side with their causes, which are numbered by subject, record id and via."""
    rank = np.append(columns.rank, -1)
    subject, row, via = (np.concatenate([getattr(net, name) for net in nets]) for name in ("subject", "row", "via"))
    rule = np.concatenate([code[net.place] for net, code in zip(nets, codes, strict=True)])
    keys = np.stack([np.where(row < 0, rule, -1), via, rank[row], subject])
    order = np.lexsort(keys)
    other = np.ones(len(order), dtype=bool)
    other[1:] = (keys[:, order[1:]] != keys[:, order[:-1]]).any(axis=0)
    cause = np.empty(len(order), dtype=np.int64)
    cause[order] = np.cumsum(other) - 1
    size = len(nets[0])
    return [_Counted(nets[0], cause[:size]), _Counted(nets[1], cause[size:])]


def _unit(assessment: Assessment) -> float:
    """How far a score is from the start on average; 1 where nobody is."""
    score, stands = assessment.ruleset.score, assessment.stands
    if score is None or stands.score is None or not len(stands.score):
        return 1.0
    return float(np.abs(stands.score - score.start).mean()) or 1.0


def _largest(counted: Sequence[_Counted], units: Sequence[float], movers: Ints, toward: Floats) -> Ints:
    """For each mover the cause with the largest weight, those that point its way before all others; -1 for none."""
    size = max((int(side.cause.max()) + 1 for side in counted if len(side.cause)), default=0)
    sums = [np.bincount(side.cause, side.net.points, size) for side in counted]
    weight = sums[1] / units[1] - sums[0] / units[0]
    whose = np.zeros(size, dtype=np.int64)
    for side in counted:
        whose[side.cause] = side.net.subject
    place = np.empty(int(movers.max(initial=-1)) + 1, dtype=np.int64)
    place[movers] = np.arange(len(movers))
    mover = place[whose]
    along = np.sign(weight) == toward[mover]
    order = np.lexsort((-np.abs(weight), ~along))
    order = order[weight[order] != 0]
    first, at = np.unique(mover[order], return_index=True)
    chosen = np.full(len(movers), -1, dtype=np.int64)
    chosen[first] = order[at]
    return chosen


@dataclass(frozen=True)
class _Found:
    """A posting for each mover on one side; `place` is -1 and `day` NEVER where there is none."""

    place: Ints
    points: Longs
    row: Ints
    via: Ints
    day: Days


def _named(side: _Counted, causes: Ints) -> _Found:
    """The largest posting of each cause on one side; of equals the one of the rule that comes first."""
    order = np.lexsort((side.net.place, -np.abs(side.net.points), side.cause))
    known, at = np.unique(side.cause[order], return_index=True)
    place = np.searchsorted(known, causes)
    there = np.zeros(len(causes), dtype=bool)
    there[place < len(known)] = known[place[place < len(known)]] == causes[place < len(known)]
    rows = order[at[place[there]]]

    def cells(values: Ints, nothing: int) -> Ints:
        column = np.full(len(causes), nothing, dtype=np.int64)
        column[there] = values[rows]
        return column

    net = side.net
    return _Found(
        cells(net.place, -1), cells(net.points, 0), cells(net.row, -1), cells(net.via, -1), cells(net.day, NEVER)
    )


def _overrides(
    assessments: Sequence[Assessment], codes: Sequence[Ints], movers: Ints, toward: Floats, same_grades: bool
) -> list[Ints]:
    """For each side the place of the rule that lowers the mover's grade there alone, -1 where none does."""
    sides = [standing_of_all(assessment) for assessment in assessments]
    because = [side.because[movers] for side in sides]
    differs = codes[0][because[0]] != codes[1][because[1]]
    if same_grades:
        differs &= sides[0].grade[movers] != sides[1].grade[movers]
    lower = (toward > 0, toward < 0)
    return [np.where(differs & way, cause, -1) for way, cause in zip(lower, because, strict=True)]


def _cells(assessments: Sequence[Assessment], found: Sequence[_Found], overrides: Sequence[Ints]) -> Cells:
    columns = assessments[0].columns
    by_override = (overrides[0] >= 0) | (overrides[1] >= 0)
    only_before = found[0].place >= 0

    def either(name: str, nothing: int) -> Ints:
        cells = np.where(only_before, getattr(found[0], name), getattr(found[1], name))
        return np.where(by_override, nothing, cells)

    rules = [np.where(by_override, override, side.place) for override, side in zip(overrides, found, strict=True)]
    names = [
        pa.array([rule.id for rule in assessment.ruleset.rules], type=pa.large_string()) for assessment in assessments
    ]
    points = [pd.arrays.IntegerArray(side.points, by_override | (side.place < 0)) for side in found]
    return {
        "record_id": words(columns.record_ids, either("row", -1)),
        "via_id": words(columns.subject_ids, either("via", -1)),
        "date": to_dates(either("day", NEVER)),
        "rule_before": words(names[0], rules[0]),
        "points_before": points[0],
        "rule_after": words(names[1], rules[1]),
        "points_after": points[1],
        "by_override": by_override,
    }
