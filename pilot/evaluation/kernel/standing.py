"""Where each subject stands at the end: score, grade and its reason, lists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pilot.evaluation.kernel.balance import balance_of, band_of, score_of
from pilot.evaluation.kernel.carry import Carried
from pilot.evaluation.kernel.columns import Columns, Flags, Ints, Longs
from pilot.evaluation.kernel.days import later, to_dates
from pilot.evaluation.kernel.frames import categories, whole_numbers, words
from pilot.evaluation.kernel.match import Scope
from pilot.evaluation.kernel.memberships import Memberships, falls_on
from pilot.evaluation.kernel.postings import Postings
from pilot.evaluation.kernel.price import Block
from pilot.ruleset.model import Ruleset

COLUMNS = ("subject_id", "score", "grade", "grade_because", "postings", "lists")


@dataclass(frozen=True)
class StandingColumns:
    """The standing of the subjects in scope, as columns.

    `grade` numbers the bands from 0, best first; `because` is -1 for the score, else the place of the overriding rule.
    Score and grade are None where the ruleset has none.
    """

    subject: Ints
    score: Longs | None
    grade: Ints | None
    because: Ints
    postings: Longs


def standing_of(posted: Postings, ruleset: Ruleset, columns: Columns, scope: Scope) -> StandingColumns:
    """Step 11, for every subject in scope in order of id."""
    subject = np.flatnonzero(scope.inside).astype(np.int64)
    because = np.full(len(subject), -1, dtype=np.int64)
    postings = _postings(posted, columns.subjects)[subject]
    if ruleset.score is None:
        return StandingColumns(subject, None, None, because, postings)
    balance = np.broadcast_to(balance_of(ruleset.score, posted.sums), columns.subjects)
    score = score_of(ruleset.score, balance)[subject]
    if not ruleset.bands:
        return StandingColumns(subject, score, None, because, postings)
    grade = band_of(ruleset, score)
    worst, cause = worst_overrides(posted, ruleset, columns, scope)
    lowered = worst[subject] > grade
    grade[lowered] = worst[subject][lowered]
    because[lowered] = cause[subject][lowered]
    return StandingColumns(subject, score, grade, because, postings)


def _postings(posted: Postings, subjects: int) -> Longs:
    """How many ledger rows each subject has."""
    count = np.full(subjects, 0 if posted.opening is None else 1, dtype=np.int64)
    for own in (*posted.profiles, *posted.contacts):
        count[own.subject] += 1
    parts: tuple[Block | Carried, ...] = (*posted.blocks, *posted.carried)
    for part in parts:
        count += part.counts
    return count


def worst_overrides(posted: Postings, ruleset: Ruleset, columns: Columns, scope: Scope) -> tuple[Ints, Ints]:
    """The worst grade that an override in force gives each subject, and the rule first in ledger order that gives
    it.
    """
    worst = np.full(columns.subjects, -1, dtype=np.int64)
    earliest = np.full(columns.subjects, np.iinfo(np.int64).max, dtype=np.int64)
    for block in sorted(posted.blocks, key=lambda block: block.place):
        rule = ruleset.rules[block.place]
        if rule.override is None:
            continue
        matched = block.matched
        ends = falls_on(rule, matched, columns)
        if rule.override.months is not None:
            ends = np.minimum(ends, later(matched.day, rule.override.months))
        force = matched.only(ends > scope.as_of)
        grade = ruleset.grades.index(rule.override.grade)
        first = np.full(columns.subjects, np.iinfo(np.int64).max, dtype=np.int64)
        np.minimum.at(first, force.subject, force.rows.astype(np.int64) * len(ruleset.rules) + block.place)
        better = (first < np.iinfo(np.int64).max) & ((grade > worst) | ((grade == worst) & (first < earliest)))
        worst[better] = grade
        earliest[better] = first[better]
    cause = np.where(worst >= 0, earliest % max(len(ruleset.rules), 1), -1).astype(np.int64)
    return worst, cause


def lists_now(memberships: Memberships, names: list[str], subjects: int) -> Flags:
    """Who is on which list at the end: a row a list, a column a subject."""
    on = np.zeros((len(names), subjects), dtype=bool)
    on[memberships.now.list, memberships.now.subject] = True
    return on


def standing_frame(
    standing: StandingColumns, memberships: Memberships, ruleset: Ruleset, columns: Columns
) -> pd.DataFrame:
    """The standing as the spec's table."""
    size = len(standing.subject)
    if standing.grade is None:
        grade, because = np.full(size, -1), np.full(size, -1)
    else:
        grade, because = standing.grade, standing.because + 1
    return pd.DataFrame(
        {
            "subject_id": words(columns.subject_ids, standing.subject),
            "score": whole_numbers(standing.score, size),
            "grade": categories(grade, ruleset.grades),
            "grade_because": categories(because, ["score", *(rule.id for rule in ruleset.rules)]),
            "postings": standing.postings,
            "lists": _lists_column(standing.subject, memberships, ruleset, columns),
        },
        copy=False,
    )


def _lists_column(subject: Ints, memberships: Memberships, ruleset: Ruleset, columns: Columns) -> object:
    names = list(ruleset.lists)
    held = np.zeros(columns.subjects, dtype=object if len(names) > 62 else np.int64)
    on = lists_now(memberships, names, columns.subjects)
    for place, name in enumerate(sorted(names)):
        held[on[names.index(name)]] |= 1 << place
    held = held[subject]
    listed = np.flatnonzero(held)
    patterns, which = np.unique(held[listed], return_inverse=True)
    texts = [
        " ".join(name for place, name in enumerate(sorted(names)) if int(pattern) >> place & 1) for pattern in patterns
    ]
    numbers = np.zeros(len(subject), dtype=np.int64)
    numbers[listed] = which + 1
    return categories(numbers, ["", *texts])


def memberships_frame(memberships: Memberships, ruleset: Ruleset, columns: Columns) -> pd.DataFrame:
    """Memberships as the spec's table, by subject, list, entry, record, the rule's place, via."""
    names = list(ruleset.lists)
    by_name = np.argsort(np.argsort(np.array(names, dtype=object))) if names else np.empty(0, dtype=np.int64)
    rank = np.where(memberships.row < 0, -1, columns.rank[memberships.row]) if len(columns.rank) else memberships.row
    listed = by_name[memberships.list] if len(memberships.list) else memberships.list
    order = np.lexsort((memberships.via, memberships.place, rank, memberships.entered, listed, memberships.subject))
    rows = memberships.only(order)
    return pd.DataFrame(
        {
            "subject_id": words(columns.subject_ids, rows.subject),
            "list_id": categories(rows.list, names),
            "entered_on": to_dates(rows.entered),
            "left_on": to_dates(rows.left),
            "record_id": words(columns.record_ids, rows.row),
            "rule_id": categories(rows.place, [rule.id for rule in ruleset.rules]),
            "via_id": words(columns.subject_ids, rows.via),
        },
        copy=False,
    )
