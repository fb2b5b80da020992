"""Record rules in pandas: which records match, what they post, what ends it, who is listed, on whom it is carried."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks import tables as table
from benchmarks.tables import MILLIONTHS, kinds_matching, rounded_share
from pilot.ruleset.model import Bounds, Cap, Conditions, PointsPer, RecordWhen, Repeat, Rule, Ruleset, RulesetList

Mask = npt.NDArray[np.bool_]
Dates = npt.NDArray[np.datetime64]

NEEDED = ["subject", "record", "date", "settled_on", "upheld_on"]


def record_postings(
    ruleset: Ruleset, subjects: pd.DataFrame, records: pd.DataFrame, listed: pd.DataFrame | None = None
) -> dict[int, pd.DataFrame]:
    """Step 4 for the rules without `while_on`; with the memberships in `listed`, step 8 for those that have it."""
    found: dict[int, pd.DataFrame] = {}
    for place, rule, when in ruleset.by_kind.records:
        if (when.while_on is None) != (listed is None):
            continue
        matches = records[matching(rule, when, subjects, records)]
        if listed is not None and when.while_on is not None:
            matches = matches[on_list(ruleset, when.while_on, listed, matches)]
        found[place] = matches[NEEDED].assign(
            points=base_points(rule, matches), type=table.RULE, rule=place, via=-1, note=-1
        )
    lighter = give_way(ruleset, found) if ruleset.overlap == "heaviest" else {}
    return {place: post(ruleset.rules[place], matches, lighter.get(place)) for place, matches in found.items()}


def matching(rule: Rule, when: RecordWhen, subjects: pd.DataFrame, records: pd.DataFrame) -> Mask:
    """Which records the rule's own conditions hold for, lists aside."""
    met = records["kind"].isin(kinds_matching(when.kind, records["kind"].cat.categories)).to_numpy()
    if rule.valid_from is not None:
        met = met & (records["date"] >= pd.Timestamp(rule.valid_from)).to_numpy()
    if rule.valid_until is not None:
        met = met & (records["date"] <= pd.Timestamp(rule.valid_until)).to_numpy()
    if when.amount is not None:
        met = met & within(records["amount"], when.amount, MILLIONTHS)
    if when.agency is not None:
        met = met & records["agency"].isin(when.agency).to_numpy()
    if when.subject:
        met = met & on_the_day(when.subject, subjects, records)
    return met


def on_the_day(conditions: Conditions, subjects: pd.DataFrame, records: pd.DataFrame) -> Mask:
    """Which records have a subject that meets the conditions on the record's day; only ages differ by the day."""
    lasting = {column: allowed for column, allowed in conditions.items() if column != "age"}
    met = subjects_where(subjects, lasting)[records["subject"]]
    if "age" in conditions:
        met = met & cells_where(
            records["date"].dt.year - records["subject"].map(subjects["born_in"]), conditions["age"]
        )
    return met


def subjects_where(subjects: pd.DataFrame, conditions: Conditions, year: int | None = None) -> Mask:
    """Which subjects have, in each of the columns, one of the values or a number within the bounds in that year."""
    met = np.ones(len(subjects), dtype=bool)
    for column, allowed in conditions.items():
        if column == "age":
            met = met & cells_where(year - subjects["born_in"], allowed)
        elif column in subjects:
            met = met & cells_where(subjects[column], allowed)
        else:
            met[:] = False
    return met


def cells_where(cells: pd.Series[Any], allowed: tuple[str, ...] | Bounds) -> Mask:
    """Which cells hold one of the values, or a number within the bounds."""
    if isinstance(allowed, Bounds):
        return within(pd.to_numeric(cells, errors="coerce"), allowed, 1)
    return cells.astype("string").isin(allowed).to_numpy(dtype=bool)


def within(numbers: pd.Series[Any], bounds: Bounds, unit: int) -> Mask:
    """Which numbers, counted in `unit`ths, are at least one bound and below the other; a null never is."""
    met = numbers.notna()
    if bounds.at_least is not None:
        met = met & numbers.ge(float(bounds.at_least * unit)).fillna(False)
    if bounds.below is not None:
        met = met & numbers.lt(float(bounds.below * unit)).fillna(False)
    return met.to_numpy(dtype=bool)


def base_points(rule: Rule, matches: pd.DataFrame) -> pd.Series[int]:
    """Step 4a, but for the overlap."""
    if rule.points_per is None:
        return pd.Series(rule.points or 0, index=matches.index, dtype="int64")
    points: pd.Series[int] = full_units(rule.points_per, matches) * rule.points_per.points
    return points


def full_units(per: PointsPer, matches: pd.DataFrame) -> pd.Series[int]:
    """How many full steps of the amount each match adds: its own, or those that amounts reach within the span."""
    size, step = matches["amount"].abs().fillna(0).astype("int64"), int(per.amount * MILLIONTHS)
    if per.within is None:
        return size // step
    reached = size.groupby(spans(per.within, matches)).cumsum()
    return reached // step - (reached - size) // step


def spans(per: str, matches: pd.DataFrame) -> list[pd.Series[int]]:
    """What tells apart the stretches within which amounts or points add up: the subject, and the month or year."""
    keys = [matches["subject"]]
    if per != "ever":
        keys.append(matches["date"].dt.year)
    if per == "month":
        keys.append(matches["date"].dt.month.rename("month"))
    return keys


def give_way(ruleset: Ruleset, found: Mapping[int, pd.DataFrame]) -> dict[int, Mask]:
    """Step 4a, overlap `heaviest`: for each rule with points, which of its matches give way to a heavier rule."""
    priced = {place: matches for place, matches in found.items() if ruleset.rules[place].has_points}
    if not priced:
        return {}
    every = pd.concat([matches[["record", "rule", "points"]] for matches in priced.values()])
    every = every.assign(size=-every["points"].abs()).sort_values(["record", "size", "rule"])
    heaviest = every.drop_duplicates("record").set_index("record")["rule"]
    return {place: matches["record"].map(heaviest).ne(place).to_numpy() for place, matches in priced.items()}


def post(rule: Rule, matches: pd.DataFrame, lighter: Mask | None) -> pd.DataFrame:
    """Steps 4b, 4c and 6 for one rule: the points of its matches, and by what and when each is taken back."""
    postings = matches.copy()
    counts = np.ones(len(postings), dtype=bool) if lighter is None else ~lighter
    postings.loc[~counts, "points"] = 0
    postings.loc[~counts, "note"] = table.OUTWEIGHED
    if rule.repeat is not None:
        postings.loc[counts, "points"] *= multipliers(rule.repeat, postings[counts])
    if rule.cap is not None:
        kept = capped(rule.cap, postings)
        postings.loc[kept != postings["points"], "note"] = table.CAPPED
        postings["points"] = kept
    return with_ends(rule, postings)


def multipliers(repeat: Repeat, matches: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Step 4b; only as many matches back as there are multipliers can make a difference."""
    lapses = matches["date"] + pd.DateOffset(months=repeat.within_months)
    by_subject = lapses.groupby(matches["subject"])
    earlier = np.zeros(len(matches), dtype=np.int64)
    for back in range(1, len(repeat.multiply)):
        earlier += (matches["date"] < by_subject.shift(back)).to_numpy()
    return np.array(repeat.multiply, dtype=np.int64)[earlier]


def capped(cap: Cap, postings: pd.DataFrame) -> pd.Series[int]:
    """Step 4c: what the cap leaves of each posting's points."""
    size = postings["points"].abs()
    used = size.groupby(spans(cap.per, postings)).cumsum()
    left = used.clip(upper=cap.points) - (used - size).clip(upper=cap.points)
    signed: pd.Series[int] = left * np.sign(postings["points"])
    return signed


def with_ends(rule: Rule, postings: pd.DataFrame) -> pd.DataFrame:
    """Step 6: the day on which each posting would be taken back, and by what; of equal days the first named."""
    appeal: Dates = postings["upheld_on"].to_numpy()
    settlement: Dates = np.full(len(postings), np.datetime64("NaT", "s"))
    expiry = settlement
    if rule.until == "settled":
        settlement = postings["settled_on"].to_numpy()
    if rule.expires_after_months is not None:
        expiry = (postings["date"] + pd.DateOffset(months=rule.expires_after_months)).to_numpy()
    first = np.fmin(np.fmin(appeal, settlement), expiry)
    kind = np.select([appeal == first, settlement == first], [table.APPEAL, table.SETTLEMENT], table.EXPIRY)
    return postings.assign(ends_on=first, ends_by=kind)


def carried(ruleset: Ruleset, place: int, postings: pd.DataFrame, ties: pd.DataFrame) -> list[pd.DataFrame]:
    """Step 5 for the postings of one rule: a frame for each entry of `carry`, ended like the postings it comes from."""
    frames = []
    for entry in ruleset.rules[place].carry:
        reached = postings.merge(ties.loc[ties["kind"] == entry.to, ["subject", "other"]], on="subject")
        points = rounded_share(reached["points"].to_numpy(), Fraction(entry.share))
        rows = reached.assign(
            via=reached["subject"], subject=reached["other"], points=points, type=table.CARRY, note=-1
        )
        frames.append(rows[points != 0])
    return frames


def memberships(ruleset: Ruleset, postings: Mapping[int, pd.DataFrame], ties: pd.DataFrame) -> pd.DataFrame:
    """Step 7 as far as `while_on` needs it: subject, list, entered_on and left_on (null where nothing ends it)."""
    frames = []
    for place, frame in postings.items():
        rule = ruleset.rules[place]
        for name in rule.lists:
            given = ruleset.lists[name]
            spans = frame[["subject"]].assign(list=name, entered_on=frame["date"], left_on=left_on(rule, given, frame))
            near = ties.loc[ties["kind"].isin(given.carry), ["subject", "other"]]
            relatives = spans.merge(near, on="subject").drop(columns="subject").rename(columns={"other": "subject"})
            frames += [spans, relatives]
    return (
        pd.concat(frames, ignore_index=True)
        if frames
        else pd.DataFrame(columns=["subject", "list", "entered_on", "left_on"])
    )


def left_on(rule: Rule, given: RulesetList, postings: pd.DataFrame) -> Dates:
    """The day on which each listing ends, null where nothing ends it."""
    ends: Dates = postings["upheld_on"].to_numpy()
    if rule.until == "settled":
        ends = np.fmin(ends, postings["settled_on"].to_numpy())
    if given.lasts_months is not None:
        ends = np.fmin(ends, (postings["date"] + pd.DateOffset(months=given.lasts_months)).to_numpy())
    return ends


def on_list(ruleset: Ruleset, name: str, listed: pd.DataFrame, matches: pd.DataFrame) -> Mask:
    """Which matches have a subject that is on the list on the record's date."""
    derived = ruleset.lists[name].entered_when
    lists, at_least = ((name,), 1) if derived is None else (derived.of, derived.at_least)
    both = matches[["subject", "record", "date"]].merge(listed[listed["list"].isin(lists)], on="subject")
    on = both[(both["entered_on"] <= both["date"]) & (both["left_on"].isna() | (both["date"] < both["left_on"]))]
    distinct = on.groupby("record")["list"].nunique()
    return matches["record"].map(distinct).ge(at_least).to_numpy(dtype=bool)
