"""The ledger laid out: every posting in order, with balance, score and grade after it (step 10)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pilot.evaluation.kernel.balance import band_of, clamped, factor_ends, factor_number, score_of
from pilot.evaluation.kernel.columns import Columns, Flags, Ints, Longs
from pilot.evaluation.kernel.frames import categories, whole_numbers, words
from pilot.evaluation.kernel.ledger_lines import TYPES, LedgerLines, lines_of
from pilot.evaluation.kernel.match import Scope
from pilot.evaluation.kernel.postings import Postings
from pilot.evaluation.kernel.price import NOTES
from pilot.evaluation.threads import in_parallel, meanwhile
from pilot.ruleset.model import Ruleset

COLUMNS = (
    "posting_id", "subject_id", "date", "type", "record_id", "rule_id", "via_id",
    "points", "balance", "score", "grade", "note",
)  # fmt: skip


def ledger_of(
    posted: Postings, ruleset: Ruleset, columns: Columns, scope: Scope, chosen: Flags | None = None
) -> pd.DataFrame:
    """Step 10 as the spec's table, of the `chosen` subjects alone where given; `posting_id` counts within them.

    Record ids are text, all other words categories, dates `datetime64[s]`.
    """
    lines = lines_of(posted, columns, scope, chosen)
    size = len(lines)
    record_ids = meanwhile(words, columns.record_ids, lines.row)
    balance = score = grade = None
    if ruleset.score is not None:
        balance = _balances(lines, posted, ruleset, columns.subjects)
        score = score_of(ruleset.score, balance)
        if ruleset.bands:
            grade = band_of(ruleset, score)
    return pd.DataFrame(
        {
            "posting_id": np.arange(1, size + 1),
            "subject_id": pd.Categorical.from_codes(lines.subject, dtype=columns.subject_words, validate=False),
            "date": (lines.day * 86_400).view("datetime64[s]"),
            "type": categories(lines.type, TYPES),
            "record_id": record_ids.result(),
            "rule_id": categories(lines.place, [rule.id for rule in ruleset.rules]),
            "via_id": pd.Categorical.from_codes(lines.via, dtype=columns.subject_words, validate=False),
            "points": lines.points,
            "balance": whole_numbers(balance, size),
            "score": whole_numbers(score, size),
            "grade": categories(np.full(size, -1) if grade is None else grade, ruleset.grades),
            "note": categories(lines.note - 1, NOTES[1:]),
        },
        copy=False,
    )


def _balances(lines: LedgerLines, posted: Postings, ruleset: Ruleset, subjects: int) -> Longs:
    """The balance after each posting: the running sum of what each one moves it by, its factor's ends counted in.

    A factor's ends are looked at for those subjects alone whose postings could reach one.
    """
    moves = lines.points.copy()
    of_rule = np.array([0, *(factor_number(ruleset, place) for place in range(len(ruleset.rules)))], dtype=np.int64)
    factor = of_rule.take(lines.place + np.int16(1))

    def hold(number: int) -> None:
        low, high = factor_ends(ruleset)[number - 1]
        lowest, highest = posted.furthest(ruleset, number, subjects)
        held_back = np.zeros(subjects, dtype=bool)
        if low is not None:
            held_back |= lowest < low
        if high is not None:
            held_back |= highest > high
        if not held_back.any():
            return
        mine = np.flatnonzero((factor == number) & held_back.take(lines.subject))
        first = _starts(lines.subject.take(mine))
        held = clamped(_running(lines.points.take(mine), first), low, high)
        moved = held.copy()
        moved[1:] -= held[:-1]
        moved[first] = held.take(first)
        moves[mine] = moved

    in_parallel(hold, range(1, len(factor_ends(ruleset)) + 1), len(lines))
    return _running(moves, _starts(lines.subject))


def _starts(subject: Ints) -> Ints:
    """The positions at which another subject begins."""
    return np.flatnonzero(np.concatenate([[len(subject) > 0], subject[1:] != subject[:-1]]))


def _running(points: Longs, starts: Ints) -> Longs:
    """Running sums that begin anew at each of the starts."""
    total = np.cumsum(points)
    if len(starts):
        before = total.take(starts) - points.take(starts)
        total -= np.repeat(before, np.diff(starts, append=len(points)))
    return total
