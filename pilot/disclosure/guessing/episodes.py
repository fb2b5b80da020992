"""Stretches of residents' lives in which at most one rule moved the score: what rounds of guessing are made of."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pilot.disclosure.shown.view import seen_as_of
from pilot.evaluation import Assessment

LONGEST_DAYS = 92
MOST_DAYS_WITH_RECORDS = 3
MOST_RECORDS = 4


@dataclass(frozen=True, slots=True)
class Happening:
    """What a neighbour could know: on that day, a thing of this kind happened. From `effective` on it counts."""

    record_id: str
    date: dt.date
    effective: dt.date
    kind: str


@dataclass(frozen=True, slots=True)
class Posted:
    """A line of a ledger, or one that a proposed rule would write."""

    date: dt.date
    record_id: str | None
    rule_id: str | None
    points: int


@dataclass(frozen=True)
class Episode:
    """One resident from `first` to `last`, both included: what happened, what was posted, where the score stood.

    Before and after are the ends of the day before `first` and of `last`. `postings` holds lines without points too;
    those with points are all of one rule, `rule_id`, for records of one `kind`, and come to the same `points` each;
    where nothing moved these three are None.
    """

    subject_id: str
    first: dt.date
    last: dt.date
    happenings: tuple[Happening, ...]
    postings: tuple[Posted, ...]
    scores: tuple[int, int]
    grades: tuple[str | None, str | None]
    rule_id: str | None
    kind: str | None
    points: int | None

    @property
    def kinds(self) -> Counter[str]:
        """How often each kind of thing happened."""
        return Counter(happening.kind for happening in self.happenings)


@dataclass(frozen=True, slots=True)
class _Row:
    posted: Posted
    type: str
    score: int
    grade: str | None


def episodes(assessment: Assessment) -> list[Episode]:
    """All episodes of the residents in scope, in order of subject and day; none where the ruleset keeps no score.

    Left out are residents who ever stood on a list, whose grade a rule set whatever the score, or whose score follows
    that of relatives, and every stretch in which anything else than the records of these days moved the score.
    """
    last = seen_as_of(assessment.ruleset, assessment.as_of)
    if assessment.ruleset.score is None or last is None:
        return []
    ledgers = _ledgers(assessment)
    return [
        episode
        for subject_id, happenings in _happenings(assessment, set(ledgers), last).items()
        for stretch in _stretches(happenings)
        if (episode := _episode(subject_id, stretch, ledgers[subject_id])) is not None
    ]


def _ledgers(assessment: Assessment) -> dict[str, list[_Row]]:
    left_out = _left_out(assessment)
    ledger = assessment.ledger
    people = set(assessment.city.residents["subject_id"].astype("str")) - left_out
    ledger = ledger[ledger["subject_id"].astype("str").isin(people)]
    names = ("record_id", "rule_id", "grade")
    texts = {name: [None if pd.isna(cell) else str(cell) for cell in ledger[name].astype("object")] for name in names}
    columns = zip(
        ledger["subject_id"].astype("str"), ledger["date"].dt.date, texts["record_id"], texts["rule_id"],
        ledger["points"], ledger["type"].astype("str"), ledger["score"], texts["grade"], strict=True,
    )  # fmt: skip
    rows: dict[str, list[_Row]] = defaultdict(list)
    for subject, date, record, rule, points, kind, score, grade in columns:
        rows[subject].append(_Row(Posted(date, record, rule, int(points)), kind, int(score), grade))
    return rows


def _left_out(assessment: Assessment) -> set[str]:
    ruleset = assessment.ruleset
    listed = set(assessment.memberships["subject_id"].astype("str"))
    by_order = {rule.id for rule in ruleset.rules if rule.override is not None}
    ledger = assessment.ledger
    ordered = set(ledger.loc[ledger["rule_id"].astype("str").isin(by_order), "subject_id"].astype("str"))
    counted = {relative for rule in ruleset.rules for relative in rule.when.relationships}
    ties = assessment.city.relationships
    return listed | ordered | set(ties.loc[ties["kind"].isin(counted), "subject_id"])


def _happenings(assessment: Assessment, people: set[str], last: dt.date) -> dict[str, list[Happening]]:
    """Everything on record that counts after the first day, by subject and in order of day."""
    records = assessment.city.records
    effective = records["date"] + pd.Timedelta(days=assessment.ruleset.effect_after_days)
    records = records.assign(effective=effective)
    days = (effective > np.datetime64(assessment.ruleset.opens_on)) & (effective <= np.datetime64(last))
    records = records[days & records["subject_id"].isin(people)].sort_values(["subject_id", "date", "record_id"])
    by_subject: dict[str, list[Happening]] = defaultdict(list)
    dates = (records[name].dt.date for name in ("date", "effective"))
    cells = zip(records["subject_id"], records["record_id"], *dates, records["kind"], strict=True)
    for subject, record, date, effective, kind in cells:
        by_subject[str(subject)].append(Happening(str(record), date, effective, str(kind)))
    return by_subject


def _stretches(happenings: Sequence[Happening]) -> Iterator[tuple[Happening, ...]]:
    """Runs of one to three successive days on which records take effect; no day is taken in part."""
    by_day: dict[dt.date, list[Happening]] = defaultdict(list)
    for happening in happenings:
        by_day[happening.effective].append(happening)
    days = list(by_day)
    for start, first in enumerate(days):
        run: list[Happening] = []
        for day in days[start : start + MOST_DAYS_WITH_RECORDS]:
            run += by_day[day]
            if (day - first).days > LONGEST_DAYS or len(run) > MOST_RECORDS:
                break
            yield tuple(run)


def _episode(subject_id: str, happenings: tuple[Happening, ...], ledger: Sequence[_Row]) -> Episode | None:
    """The episode of these happenings, None where something else moved the score as well."""
    first, last = happenings[0].effective, happenings[-1].effective
    begin = bisect_left(ledger, first, key=_day)
    within = ledger[begin : bisect_right(ledger, last, lo=begin, key=_day)]
    if not begin:
        return None
    start, end = ledger[begin - 1], within[-1] if within else ledger[begin - 1]
    moving = [row for row in within if row.posted.points]
    points = sum(row.posted.points for row in moving)
    cause = _cause(moving, happenings)
    if end.score - start.score != points or (moving and cause is None):
        return None
    return Episode(
        subject_id, first, last, happenings, tuple(row.posted for row in within), (start.score, end.score),
        (start.grade, end.grade), *(cause or (None, None, None)),
    )  # fmt: skip


def _day(row: _Row) -> dt.date:
    return row.posted.date


def _cause(moving: Sequence[_Row], happenings: tuple[Happening, ...]) -> tuple[str, str, int] | None:
    """Rule, kind and points where one rule moved the score by the same for every record of one kind."""
    if not moving or any(row.type != "rule" for row in moving):
        return None
    kinds = {happening.record_id: happening.kind for happening in happenings}
    causes = {(row.posted.rule_id, kinds.get(row.posted.record_id or ""), row.posted.points) for row in moving}
    if len(causes) != 1:
        return None
    rule_id, kind, points = causes.pop()
    wanted = sorted(record for record, its_kind in kinds.items() if its_kind == kind)
    met = sorted(row.posted.record_id or "" for row in moving)
    return (rule_id, kind, points) if rule_id and kind and met == wanted else None
