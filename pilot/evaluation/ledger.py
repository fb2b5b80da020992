"""The ledger laid out: every posting in order, with balance, score and grade after it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from pilot.evaluation.balance import balance_of, band_of, factor_number, score_of
from pilot.evaluation.calendar import Days, to_dates
from pilot.evaluation.columns import Columns, Flags, Ints, Longs
from pilot.evaluation.match import Scope
from pilot.evaluation.post import NOTES, Codes
from pilot.evaluation.postings import Postings
from pilot.ruleset.model import Ruleset

TYPES = ("opening", "profile", "rule", "carry", "appeal", "settlement", "expiry", "contact")
_OPENING, _PROFILE, _RULE, _CARRY, _REVERSED, _CONTACT = 0, 1, 2, 3, 3, 7
"""A reversal's type is `_REVERSED` plus its code among REVERSALS."""
_PHASE = np.array([0, 1, 2, 2, 3, 3, 3, 4], dtype=np.int64)

COLUMNS = (
    "posting_id", "subject_id", "date", "type", "record_id", "rule_id", "via_id", "points", "balance", "score", "grade", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Lines:
    """Postings as columns; `row`, `place` and `via` are -1 where there is none."""

    subject: Ints
    day: Days
    type: Codes
    row: Ints
    place: npt.NDArray[np.int16]
    via: Ints
    points: Longs
    note: Codes

    def __len__(self) -> int:
        return len(self.subject)


def _lines(subject: Ints, day: Days | int, type_: Codes | int, points: Longs | int, **given: object) -> dict[str, object]:
    whole = {"row": -1, "place": -1, "via": -1, "note": 0} | given
    return {"subject": subject, "day": day, "type": type_, "points": points, **whole}


_DTYPES = {
    "subject": np.int32, "day": np.int32, "type": np.int8, "row": np.int32, "place": np.int16,
    "via": np.int32, "points": np.int64, "note": np.int8,
}  # fmt: skip


def _joined(parts: list[dict[str, object]]) -> Lines:
    sizes = [len(np.atleast_1d(part["subject"])) for part in parts]  # type: ignore[call-overload]
    columns = {}
    for name, dtype in _DTYPES.items():
        column = np.empty(sum(sizes), dtype=dtype)
        start = 0
        for part, size in zip(parts, sizes, strict=True):
            column[start : start + size] = part[name]
            start += size
        columns[name] = column
    return Lines(**columns)


def lines_of(posted: Postings, ruleset: Ruleset, columns: Columns, scope: Scope, chosen: Flags | None = None) -> Lines:
    """Every posting, in ledger order; only those of the `chosen` subjects where given."""
    inside = scope.inside if chosen is None else scope.inside & chosen
    parts: list[dict[str, object]] = []
    if ruleset.score is not None:
        parts.append(_lines(np.flatnonzero(inside).astype(np.int32), scope.opens, _OPENING, ruleset.score.start))
    for each in posted.profiles:
        parts.append(_lines(each.subject, scope.opens, _PROFILE, each.points, place=each.place, note=each.note))
    reversals: list[dict[str, object]] = []
    for block in posted.blocks:
        matched = block.matched
        parts.append(
            _lines(matched.subject, matched.day, _RULE, block.points, row=matched.rows, place=block.place, note=block.note)
        )
        back = np.flatnonzero(block.reversal)
        if len(back):
            reversals.append(
                _lines(
                    matched.subject[back],
                    block.reversed_on[back],
                    block.reversal[back] + np.int8(_REVERSED),
                    -block.points[back],
                    row=matched.rows[back],
                    place=block.place,
                )
            )
    for carried in posted.carried:
        source = carried.block.matched
        row, day, via = source.rows[carried.source], source.day[carried.source], carried.via
        place = carried.block.place
        parts.append(_lines(carried.subject, day, _CARRY, carried.points, row=row, place=place, via=via))
        back = np.flatnonzero(carried.reversal)
        if len(back):
            reversals.append(
                _lines(
                    carried.subject[back],
                    carried.reversed_on[back],
                    carried.reversal[back] + np.int8(_REVERSED),
                    -carried.points[back],
                    row=row[back],
                    place=place,
                    via=via[back],
                )
            )
    for each in posted.contacts:
        parts.append(_lines(each.subject, scope.as_of, _CONTACT, each.points, place=each.place, note=each.note))
    parts += reversals
    if chosen is not None:
        parts = [_of_chosen(part, chosen) for part in parts]
    lines = _joined(parts)
    order = _ledger_order(lines, ruleset, columns)
    return Lines(*(getattr(lines, name)[order] for name in _DTYPES_ORDER))


_DTYPES_ORDER = ("subject", "day", "type", "row", "place", "via", "points", "note")


def _of_chosen(part: dict[str, object], chosen: Flags) -> dict[str, object]:
    keep = chosen[part["subject"]]  # type: ignore[index]
    return {name: value[keep] if isinstance(value, np.ndarray) else value for name, value in part.items()}


def _ledger_order(lines: Lines, ruleset: Ruleset, columns: Columns) -> npt.NDArray[np.intp]:
    """Step 10: subject, date, phase, record id, the rule's place, via; equal rows stay as they were posted."""
    rank = np.where(lines.row < 0, 0, columns.rank[lines.row] + 1) if len(columns.rank) else np.zeros(len(lines), dtype=np.int64)
    fields = [
        lines.subject,
        lines.day - lines.day.min() if len(lines) else lines.day,
        _PHASE[lines.type],
        rank,
        lines.place + 1,
    ]
    if (lines.via >= 0).any():
        fields.append(lines.via + 1)
    packed: list[Longs] = []
    used = 64
    for field in fields:
        bits = int(field.max()).bit_length() if len(lines) else 0
        if used + bits > 63:
            packed.append(np.zeros(len(lines), dtype=np.int64))
            used = 0
        packed[-1] = (packed[-1] << bits) | field
        used += bits
    if len(packed) == 1:
        return np.argsort(packed[0], kind="stable")
    return np.lexsort(packed[::-1])


def ledger_frame(lines: Lines, ruleset: Ruleset, columns: Columns) -> pd.DataFrame:
    """The ledger as the spec's table: ids and words as categories or text, points as whole numbers, dates as `datetime64[s]`."""
    size = len(lines)
    starts = np.flatnonzero(np.diff(lines.subject, prepend=-1))
    balance = score = grade = None
    if ruleset.score is not None:
        balance = balance_of(ruleset.score, _running(lines, ruleset, starts))
        balance = np.broadcast_to(balance, size)
        score = score_of(ruleset.score, balance)
        if ruleset.bands:
            grade = band_of(ruleset, score)
    return pd.DataFrame(
        {
            "posting_id": np.arange(1, size + 1),
            "subject_id": words(columns.subject_ids, lines.subject),
            "date": to_dates(lines.day),
            "type": categories(lines.type, TYPES),
            "record_id": words(columns.record_ids, lines.row),
            "rule_id": categories(lines.place, [rule.id for rule in ruleset.rules]),
            "via_id": words(columns.subject_ids, lines.via),
            "points": lines.points,
            "balance": whole_numbers(balance, size),
            "score": whole_numbers(score, size),
            "grade": categories(np.full(size, -1) if grade is None else grade, ruleset.grades),
            "note": categories(np.where(lines.note == 0, -1, lines.note - 1), NOTES[1:]),
        },
        copy=False,
    )


def _running(lines: Lines, ruleset: Ruleset, starts: npt.NDArray[np.intp]) -> dict[int, Longs]:
    """Each factor's running sum within each subject; the opening adds nothing to any."""
    lengths = np.diff(np.append(starts, len(lines)))
    points = np.where(lines.type == _OPENING, 0, lines.points)
    numbers = np.array([factor_number(ruleset, place) for place in range(len(ruleset.rules))] + [0])
    sums = {}
    for number in sorted(set(numbers.tolist())):
        mine = points if not numbers.any() else np.where(numbers[lines.place] == number, points, 0)
        total = np.cumsum(mine)
        sums[number] = total - np.repeat(total[starts] - mine[starts], lengths)
    return sums


def words(ids: pa.Array, numbers: Ints) -> pd.api.extensions.ExtensionArray:
    """Ids by number as a text column, -1 as missing."""
    taken = ids.take(pa.array(numbers, mask=numbers < 0))
    return pd.array(taken, dtype="str")


def categories(codes: npt.NDArray[np.integer], of: list[str] | tuple[str, ...]) -> pd.Categorical:
    """Words by number as categories, -1 as missing."""
    return pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(list(of)))


def whole_numbers(values: Longs | None, size: int) -> pd.api.extensions.ExtensionArray:
    """Whole numbers as `Int64`, all missing where there are none."""
    if values is None:
        return pd.array([pd.NA] * size, dtype="Int64")
    return pd.arrays.IntegerArray(np.ascontiguousarray(values), np.zeros(size, dtype=bool))
