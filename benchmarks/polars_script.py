"""The ledger in tuned Polars: whole-number codes, a frame a kind, stretches and not groups, plans together, one sort.

It reads the same rulesets as the engine and gives the same ledger, row for row, for rulesets that have a score and
bands and in which every matching rule counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from benchmarks import tables as table
from benchmarks.polars_postings import (
    POINTS,
    POSTING,
    SUBJECT,
    Frames,
    carried,
    constants,
    lists_behind,
    matches,
    memberships,
    number_of,
    on_list,
    posted,
    subjects_where,
)
from benchmarks.tables import LEDGER, NOTES, PHASES, TYPES
from pilot.ruleset.model import Rule, Ruleset, Score

WIDEST_KEY = 63


def ledger(frames: Frames, ruleset: Ruleset, as_of: dt.date) -> pl.DataFrame:
    """Every posting of every subject in scope, in ledger order; columns as in LEDGER."""
    assert ruleset.overlap == "all", "the script is for rulesets in which every matching rule counts"
    scope = in_scope(frames, ruleset, as_of.year)
    direct = record_postings(frames, ruleset, scope, as_of)
    carries = [rows for place, part in direct.items() for rows in carried(frames, ruleset.rules[place], part, scope)]
    parts = [*at_the_start(frames, ruleset, scope), *(part.lazy() for part in direct.values()), *carries]
    postings = pl.concat([part.select(*POSTING) for part in parts]).collect()
    ended = postings.filter((pl.col("ends_on") <= number_of(as_of)) & (POINTS != 0))
    back = ended.with_columns(*constants(note=None), day="ends_on", type="ends_by", points=-POINTS)
    postings = pl.concat([postings, back])
    postings = pl.concat([postings, *contact_postings(frames, ruleset, scores(ruleset, postings, scope), as_of)])
    return laid_out(frames, ruleset, postings)


def in_scope(frames: Frames, ruleset: Ruleset, year: int) -> pl.Series:
    """Step 1: which subjects the ruleset applies to in that year, by number; of companies no age is asked."""
    scope = subjects_where(frames, {"type": ruleset.applies_to})
    if ruleset.participation == "voluntary":
        scope &= subjects_where(frames, {"enrolled": ("true",)})
    for column, allowed in ruleset.scope.items():
        met = subjects_where(frames, {column: allowed}, year)
        scope &= met | (frames.subjects["type"] == "company") if column == "age" else met
    return scope


def score_of(ruleset: Ruleset) -> Score:
    """The ruleset's score, which this script cannot do without."""
    assert ruleset.score is not None, "the script is for rulesets with a score"
    return ruleset.score


def record_postings(frames: Frames, ruleset: Ruleset, scope: pl.Series, as_of: dt.date) -> dict[int, pl.DataFrame]:
    """Steps 4 and 8: the postings of each record rule, those with `while_on` last."""
    found, waiting = {}, {}
    for place, rule, when in ruleset.by_kind.records:
        records = matches(frames, ruleset, rule, when, scope, as_of)
        if when.while_on is None:
            found[place] = posted(rule, place, records)
        else:
            waiting[place] = (when.while_on, records)
    first = together(found)
    if not waiting:
        return first
    names = [name for on, _ in waiting.values() for name in lists_behind(ruleset, on)[0]]
    listed = memberships(frames, ruleset, names, first).collect().lazy()
    return first | together(
        {
            place: posted(ruleset.rules[place], place, on_list(ruleset, on, records, listed))
            for place, (on, records) in waiting.items()
        }
    )


def together(plans: Mapping[int, pl.LazyFrame]) -> dict[int, pl.DataFrame]:
    """All the plans at once, over all cores."""
    return dict(zip(plans, pl.collect_all(list(plans.values())), strict=True))


def at_the_start(frames: Frames, ruleset: Ruleset, scope: pl.Series) -> Iterator[pl.LazyFrame]:
    """Steps 2 and 3: the opening postings, then those of each profile rule."""
    opens = number_of(ruleset.opens_on)
    yield plain_postings(scope, opens, table.OPENING, None, score_of(ruleset).start)
    for place, rule, when in ruleset.by_kind.profiles:
        met = scope & subjects_where(frames, when.profile, ruleset.opens_on.year)
        yield plain_postings(met, opens, table.PROFILE, place, rule.points or 0)


def plain_postings(met: pl.Series, day: int, kind: int, place: int | None, points: int) -> pl.LazyFrame:
    """One posting for each of the subjects, from no record and through nobody."""
    none = constants(record=None, via=None, note=None, ends_on=None, ends_by=None)
    subjects = met.arg_true().cast(pl.Int32).alias("subject").to_frame().lazy()
    return subjects.with_columns(*none, *constants(day=day, type=kind, rule=place, points=points))


def factors_of(ruleset: Ruleset) -> list[tuple[pl.Expr, int | None, int | None]]:
    """For each factor, the one without bounds first: the points that count towards it, and its bounds."""
    of_factor: dict[str | None, list[int]] = {None: [], **{name: [] for name in score_of(ruleset).factors}}
    for place, rule in enumerate(ruleset.rules):
        of_factor[rule.factor].append(place)
    bounds = [(None, None), *((clamp.min, clamp.max) for clamp in score_of(ruleset).factors.values())]
    counted = []
    for places, (low, high) in zip(of_factor.values(), bounds, strict=True):
        counts = np.zeros(len(ruleset.rules) + 1, dtype=bool)
        counts[places] = True
        mask = pl.lit(pl.Series(counts)).gather(pl.col("rule").fill_null(len(ruleset.rules)))
        counted.append((pl.when(mask).then(POINTS).otherwise(0), low, high))
    return counted


def scores(ruleset: Ruleset, postings: pl.DataFrame, scope: pl.Series) -> pl.Series:
    """Each subject's score after all of these postings, by number; null out of scope."""
    given = score_of(ruleset)
    factors = factors_of(ruleset)
    split = postings.lazy().select(SUBJECT, *(points.alias(str(place)) for place, (points, _, _) in enumerate(factors)))
    held = [pl.col(str(place)).clip(low, high) for place, (_, low, high) in enumerate(factors)]
    sums = split.group_by(SUBJECT).agg(pl.all().sum())
    score = sums.select(SUBJECT, score=(given.start + pl.sum_horizontal(held)).clip(given.floor, given.ceiling))
    every = scope.to_frame("in_scope").with_row_index("subject").with_columns(SUBJECT.cast(pl.Int32)).lazy()
    return every.join(score, on="subject", how="left", maintain_order="left").collect()["score"]


def contact_postings(frames: Frames, ruleset: Ruleset, score: pl.Series, as_of: dt.date) -> Iterator[pl.DataFrame]:
    """Step 9, from the scores after step 8."""
    for place, rule, when in ruleset.by_kind.contacts:
        contacts = when.contacts
        met = score < contacts.score_below if contacts.score_below is not None else score >= contacts.score_at_least
        near = frames.ties.get(contacts.relationship)
        if near is not None:
            near = near.filter(
                pl.lit(met.fill_null(False)).gather("other"), pl.lit(score.is_not_null()).gather("subject")
            )
            yield contact_rows(rule, place, near, number_of(as_of))


def contact_rows(rule: Rule, place: int, near: pl.DataFrame, day: int) -> pl.DataFrame:
    """One posting for each subject with a contact that counts, capped where the rule has a cap."""
    full = pl.len().cast(pl.Int64) * (rule.points or 0)
    most = None if rule.cap is None else rule.cap.points
    rows = (
        near.group_by("subject")
        .agg(full=full)
        .with_columns(points=pl.col("full").clip(None if most is None else -most, most))
    )
    note = pl.when(POINTS != pl.col("full")).then(pl.lit(table.CAPPED, pl.UInt8))
    none = constants(record=None, via=None, ends_on=None, ends_by=None)
    return rows.with_columns(*none, *constants(day=day, type=table.CONTACT, rule=place), note=note).select(*POSTING)


def ledger_key(frames: Frames, ruleset: Ruleset, postings: pl.DataFrame) -> pl.Expr:
    """Step 10's order as one whole number; `via` follows from subject and record, so it adds nothing."""
    days = postings["day"].to_numpy()
    low, high = (int(days.min()), int(days.max())) if len(days) else (0, 0)
    fields = [
        (SUBJECT, len(frames.subject_ids)),
        (pl.col("day") - low, high - low),
        (pl.lit(pl.Series(PHASES, dtype=pl.UInt8)).gather("type"), max(PHASES)),
        (pl.col("record").fill_null(-1) + 1, len(frames.record_ids)),
        (pl.col("rule").fill_null(-1) + 1, len(ruleset.rules)),
    ]
    wide = pl.Int64() if sum(largest.bit_length() for _, largest in fields) <= WIDEST_KEY else pl.Int128()
    key = pl.lit(0, wide)
    for field, largest in fields:
        key = key * (1 << largest.bit_length()) + field.cast(wide)
    return key


def laid_out(frames: Frames, ruleset: Ruleset, postings: pl.DataFrame) -> pl.DataFrame:
    """Step 10: ledger order, running balance, and the numbers turned back into words."""
    given, bands = score_of(ruleset), ruleset.bands[::-1]
    key = ledger_key(frames, ruleset, postings)
    rows = postings.lazy().drop("ends_on", "ends_by").sort(key, maintain_order=True)
    starts = (SUBJECT != SUBJECT.shift(1)).fill_null(True)
    running = [
        (points.cum_sum() - pl.when(starts).then(points.cum_sum() - points).forward_fill()).clip(low, high)
        for points, low, high in factors_of(ruleset)
    ]
    rows = rows.with_columns(balance=given.start + pl.sum_horizontal(running))
    rows = rows.with_columns(score=pl.col("balance").clip(given.floor, given.ceiling))
    grade = pl.lit(pl.Series([band.from_ for band in bands[1:]], dtype=pl.Int64)).search_sorted(
        pl.col("score"), side="right"
    )
    words = {
        "type": (pl.col("type"), TYPES),
        "rule_id": (pl.col("rule"), [rule.id for rule in ruleset.rules]),
        "grade": (grade, [band.grade for band in bands]),
        "note": (pl.col("note"), NOTES),
    }
    return (
        rows.with_columns(
            pl.int_range(1, pl.len() + 1).alias("posting_id"),
            pl.col("day").cast(pl.Date).alias("date"),
            pl.lit(frames.subject_ids).gather("subject").alias("subject_id"),
            pl.lit(frames.record_ids).gather("record").alias("record_id"),
            pl.lit(frames.subject_ids).gather("via").alias("via_id"),
            *(
                pl.lit(pl.Series(named, dtype=pl.Enum(named))).gather(codes).alias(name)
                for name, (codes, named) in words.items()
            ),
        )
        .select(*LEDGER)
        .collect()
    )
