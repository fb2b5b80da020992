"""Record rules as Polars expressions: what each matches and posts, what ends it, who is listed, on whom it is carried.

Days are whole numbers counted from 1 January 1970; running totals are taken over stretches of rows, never by hashing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil

import numpy as np
import polars as pl

from benchmarks import tables as table
from benchmarks.tables import MILLIONTHS, Tables, kinds_matching
from pilot.ruleset.model import Bounds, Cap, Conditions, PointsPer, RecordWhen, Repeat, Rule, Ruleset

EPOCH = dt.date(1970, 1, 1)
CALENDAR = np.arange(np.datetime64("1900-01-01"), np.datetime64("2201-01-01"))
FIRST = int(CALENDAR[0].astype(np.int64))
POSTING: dict[str, pl.DataType] = {
    "subject": pl.Int32(), "day": pl.Int32(), "type": pl.UInt8(), "record": pl.Int32(), "rule": pl.Int16(),
    "via": pl.Int32(), "points": pl.Int64(), "note": pl.UInt8(), "ends_on": pl.Int32(), "ends_by": pl.UInt8(),
}  # fmt: skip
ENDS = ("settled_on", "upheld_on")
SUBJECT, DAY, POINTS = pl.col("subject"), pl.col("day"), pl.col("points")


@dataclass(frozen=True)
class Frames:
    """The tables as Polars likes them: days and agencies as numbers, records apart by kind in ledger order (`row`)."""

    subjects: pl.DataFrame
    by_kind: Mapping[str, pl.DataFrame]
    agencies: tuple[str, ...]
    ties: Mapping[str, pl.DataFrame]
    subject_ids: pl.Series
    record_ids: pl.Series


def frames_of(tables: Tables) -> Frames:
    """The peers' tables handed over to Polars."""
    given = tables.records
    days = [pl.col(name).cast(pl.Date).cast(pl.Int32) for name in ("date", "settled_on", "upheld_on")]
    records = pl.from_pandas(given.assign(kind=given["kind"].astype("str"), agency=given["agency"].cat.codes))
    records = (
        records.with_columns(pl.col("subject", "record").cast(pl.Int32), *days)
        .rename({"date": "day"})
        .with_row_index("row")
    )
    ties = pl.from_pandas(tables.ties.astype({"kind": "str", "subject": "int32", "other": "int32"}))
    return Frames(
        pl.from_pandas(tables.subjects),
        {str(kind): part.drop("kind") for (kind,), part in records.partition_by("kind", as_dict=True).items()},
        tuple(given["agency"].cat.categories),
        {str(kind): part.drop("kind") for (kind,), part in ties.partition_by("kind", as_dict=True).items()},
        pl.from_pandas(tables.subjects["subject_id"]),
        pl.from_pandas(tables.record_ids),
    )


def number_of(date: dt.date) -> int:
    """The day's number."""
    return (date - EPOCH).days


@cache
def _later_table(months: int) -> pl.Series:
    month = CALENDAR.astype("datetime64[M]")
    last = (month + months + 1).astype("datetime64[D]") - 1
    return pl.Series(np.minimum((month + months).astype("datetime64[D]") + (CALENDAR - month), last).astype(np.int32))


@cache
def _period_table(per: str) -> pl.Series:
    return pl.Series(CALENDAR.astype("datetime64[Y]" if per == "year" else "datetime64[M]").astype(np.int32))


def later(months: int) -> pl.Expr:
    """The day so many months on, clamped to the month's end, read off a table of the calendar."""
    return pl.lit(_later_table(months)).gather(DAY - FIRST)


def period(per: str) -> pl.Expr:
    """The calendar year or month that a day falls in, as a running number."""
    return pl.lit(_period_table(per)).gather(DAY - FIRST)


def constants(**values: int | None) -> list[pl.Expr]:
    """Columns of one value each, of the types that postings have."""
    return [pl.lit(value, POSTING[name]).alias(name) for name, value in values.items()]


def matches(
    frames: Frames, ruleset: Ruleset, rule: Rule, when: RecordWhen, scope: pl.Series, as_of: dt.date
) -> pl.LazyFrame:
    """The records that the rule's conditions hold for, lists aside, in ledger order."""
    lasting = {column: allowed for column, allowed in when.subject.items() if column != "age"}
    met = pl.lit(scope & subjects_where(frames, lasting)).gather(SUBJECT)
    if "age" in when.subject:
        born_in = pl.lit(frames.subjects["born_in"]).gather(SUBJECT)
        met &= cells_where(period("year") + EPOCH.year - born_in, when.subject["age"]).fill_null(False)
    met &= DAY.is_between(
        number_of(max(ruleset.opens_on, rule.valid_from or ruleset.opens_on)),
        number_of(min(as_of, rule.valid_until or as_of)),
    )
    if when.agency is not None:
        met &= pl.col("agency").is_in(
            [frames.agencies.index(agency) for agency in when.agency if agency in frames.agencies]
        )
    if when.amount is not None:
        met &= within(pl.col("amount"), when.amount, MILLIONTHS)
    kinds = kinds_matching(when.kind, frames.by_kind)
    parts = [in_effect(frames.by_kind[kind].lazy(), ruleset.effect_after_days).filter(met) for kind in kinds]
    if not parts:
        return next(iter(frames.by_kind.values())).lazy().limit(0)
    return parts[0] if len(parts) == 1 else pl.concat(parts).sort("row")


def in_effect(records: pl.LazyFrame, days: int) -> pl.LazyFrame:
    """Step 1: the records dated by the day on which they take effect, so many days later; nothing ends before that."""
    if not days:
        return records
    ends = [pl.when(pl.col(name).is_not_null()).then(pl.max_horizontal(name, DAY)).alias(name) for name in ENDS]
    return records.with_columns(day=DAY + days).with_columns(ends)


def subjects_where(frames: Frames, conditions: Conditions, year: int | None = None) -> pl.Series:
    """Which subjects have, in each of the columns, one of the values or a number within the bounds in that year."""
    met = [pl.repeat(True, pl.len())]
    for column, allowed in conditions.items():
        if column == "age":
            met.append(cells_where(year - pl.col("born_in"), allowed))
        else:
            known = column in frames.subjects.columns
            met.append(cells_where(pl.col(column), allowed) if known else pl.lit(False))
    return frames.subjects.select(met=pl.all_horizontal(met).fill_null(False))["met"]


def cells_where(cells: pl.Expr, allowed: tuple[str, ...] | Bounds) -> pl.Expr:
    """Whether cells hold one of the values, or a number within the bounds."""
    if isinstance(allowed, Bounds):
        return within(cells.cast(pl.Float64, strict=False), allowed, 1)
    return cells.cast(pl.String).is_in(allowed)


def within(numbers: pl.Expr, bounds: Bounds, unit: int) -> pl.Expr:
    """Whether numbers, counted in `unit`ths, are at least one bound and below the other; a null never is."""
    met = numbers.is_not_null()
    if bounds.at_least is not None:
        met &= numbers >= ceil(bounds.at_least * unit) if unit > 1 else numbers >= float(bounds.at_least)
    if bounds.below is not None:
        met &= numbers < ceil(bounds.below * unit) if unit > 1 else numbers < float(bounds.below)
    return met


def posted(rule: Rule, place: int, found: pl.LazyFrame) -> pl.LazyFrame:
    """Steps 4 and 6 for one rule: points and note of each match, by what it ends and when."""
    base = pl.lit(rule.points or 0, pl.Int64)
    if rule.points_per is not None:
        base = full_units(rule.points_per) * rule.points_per.points
    times = pl.lit(1, pl.Int64) if rule.repeat is None else multiplier(rule.repeat)
    found = found.with_columns(*constants(type=table.RULE, rule=place, via=None, note=None), points=base * times)
    if rule.cap is not None:
        found = capped(rule.cap, found)
    return with_ends(rule, found)


def full_units(per: PointsPer) -> pl.Expr:
    """How many full steps of the amount each match adds: its own, or those that amounts reach within the span."""
    size, step = pl.col("amount").fill_null(0).abs(), int(per.amount * MILLIONTHS)
    if per.within is None:
        return size // step
    reached = running(size, per.within)
    return reached // step - (reached - size) // step


def running(size: pl.Expr, per: str) -> pl.Expr:
    """The running total within each stretch of one subject and period."""
    starts = SUBJECT != SUBJECT.shift(1)
    if per != "ever":
        starts |= period(per) != period(per).shift(1)
    total = size.cum_sum()
    return total - pl.when(starts.fill_null(True)).then(total - size).forward_fill()


def multiplier(repeat: Repeat) -> pl.Expr:
    """Step 4b: how many of the last few matches of the same subject have not run out yet, as a factor."""
    lapse, count = later(repeat.within_months), pl.lit(0, pl.UInt32)
    for back in range(1, len(repeat.multiply)):
        count += ((SUBJECT == SUBJECT.shift(back)) & (DAY < lapse.shift(back))).fill_null(False).cast(pl.UInt32)
    return pl.lit(pl.Series(repeat.multiply, dtype=pl.Int64)).gather(count)


def capped(cap: Cap, found: pl.LazyFrame) -> pl.LazyFrame:
    """Step 4c: what the cap leaves of each posting's points."""
    size, used = POINTS.abs(), pl.col("used")
    found = found.with_columns(used=running(size, cap.per))
    left = POINTS.sign() * (used.clip(upper_bound=cap.points) - (used - size).clip(upper_bound=cap.points))
    note = pl.when(left != POINTS).then(pl.lit(table.CAPPED, pl.UInt8))
    return found.with_columns(points=left, note=note)


def with_ends(rule: Rule, found: pl.LazyFrame) -> pl.LazyFrame:
    """Step 6: the day on which each posting is taken back, and by what; of equal days the first named."""
    ends, by = [pl.col("upheld_on")], pl.when(pl.col("upheld_on") == pl.col("ends_on")).then(table.APPEAL)
    if rule.until == "settled":
        ends.append(pl.col("settled_on"))
    if rule.expires_after_months is not None:
        ends.append(later(rule.expires_after_months))
    settled = (
        pl.when(pl.col("settled_on") == pl.col("ends_on")).then(table.SETTLEMENT) if rule.until == "settled" else None
    )
    otherwise = pl.lit(table.EXPIRY) if settled is None else settled.otherwise(table.EXPIRY)
    found = found.with_columns(ends_on=pl.min_horizontal(ends))
    return found.with_columns(ends_by=by.otherwise(otherwise).cast(pl.UInt8))


def carried(frames: Frames, rule: Rule, postings: pl.DataFrame, scope: pl.Series) -> Iterator[pl.LazyFrame]:
    """Step 5 for the postings of one rule: a frame for each entry of `carry`, exact in whole numbers."""
    for entry in rule.carry:
        near, share = frames.ties.get(entry.to), Fraction(entry.share)
        if near is None:
            continue
        exact = POINTS * share.numerator
        points = exact.sign() * ((2 * exact.abs() + share.denominator) // (2 * share.denominator))
        reached = postings.lazy().join(near.lazy().filter(pl.lit(scope).gather("other")), on="subject")
        reached = reached.with_columns(
            *constants(type=table.CARRY, note=None), points=points, via="subject", subject="other"
        )
        yield reached.filter(POINTS != 0)


def memberships(
    frames: Frames, ruleset: Ruleset, names: Iterable[str], postings: Mapping[int, pl.DataFrame]
) -> pl.LazyFrame:
    """Step 7 for these lists: subject, list, entered and left (null where nothing ends it)."""
    wanted = set(names)
    spans = [pl.LazyFrame(schema={"subject": pl.Int32, "entered": pl.Int32, "left": pl.Int32, "list": pl.String})]
    for place, part in postings.items():
        rule = ruleset.rules[place]
        for name in wanted.intersection(rule.lists):
            given = ruleset.lists[name]
            ends = [pl.col("upheld_on")] + ([pl.col("settled_on")] if rule.until == "settled" else [])
            ends += [later(given.lasts_months)] if given.lasts_months is not None else []
            own = part.lazy().select(
                "subject", pl.col("day").alias("entered"), left=pl.min_horizontal(ends), list=pl.lit(name)
            )
            spans.append(own)
            for kind in set(given.carry).intersection(frames.ties):
                spans.append(
                    own.join(frames.ties[kind].lazy(), on="subject").select(
                        pl.col("other").alias("subject"), "entered", "left", "list"
                    )
                )
    return pl.concat(spans)


def lists_behind(ruleset: Ruleset, name: str) -> tuple[tuple[str, ...], int]:
    """The lists that standing on this one rests on, and on how many of them at once one must stand."""
    derived = ruleset.lists[name].entered_when
    return ((name,), 1) if derived is None else (derived.of, derived.at_least)


def on_list(ruleset: Ruleset, name: str, found: pl.LazyFrame, listed: pl.LazyFrame) -> pl.LazyFrame:
    """The matches whose subject is on the list on the record's date, in the same order."""
    lists, at_least = lists_behind(ruleset, name)
    both = found.select("subject", "record", "day").join(listed.filter(pl.col("list").is_in(lists)), on="subject")
    on = both.filter((pl.col("entered") <= DAY) & (pl.col("left").is_null() | (DAY < pl.col("left"))))
    enough = on.group_by("record").agg(pl.col("list").n_unique()).filter(pl.col("list") >= at_least)
    return found.join(enough, on="record", how="semi", maintain_order="left")
