"""The ledger as a good data analyst writes it in pandas: masks, groupby, merge, cumsum; only the rules are looped over.

It reads the same rulesets as the engine and gives the same ledger, row for row, where a ruleset has a score and bands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from benchmarks import tables as table
from benchmarks.pandas_postings import Mask, carried, memberships, record_postings, subjects_where
from benchmarks.tables import LEDGER, NOTES, PHASES, TYPES, Tables
from pilot.ruleset.model import Rule, Ruleset, Score

ENDS = ("settled_on", "upheld_on")
ORDER = ["subject", "date", "phase", "record", "rule", "via"]


def ledger(tables: Tables, ruleset: Ruleset, as_of: dt.date) -> pd.DataFrame:
    """Every posting of every subject in scope, in ledger order; columns as in LEDGER."""
    scope = in_scope(ruleset, tables.subjects, as_of.year)
    effective = in_effect(ruleset, tables.records)
    days = effective["date"].between(pd.Timestamp(ruleset.opens_on), pd.Timestamp(as_of))
    records = effective[scope[effective["subject"]] & days]
    ties = tables.ties[scope[tables.ties["other"]]]
    posted = record_postings(ruleset, tables.subjects, records)
    listed = memberships(ruleset, posted, tables.ties)
    posted |= record_postings(ruleset, tables.subjects, records, listed)
    carries = [frame for place, postings in posted.items() for frame in carried(ruleset, place, postings, ties)]
    postings = pd.concat(
        [*at_the_start(ruleset, tables.subjects, scope), *posted.values(), *carries], ignore_index=True
    )
    postings = pd.concat([postings, taken_back(postings, as_of)], ignore_index=True)
    contacts = contact_postings(ruleset, scores(ruleset, postings), ties, as_of)
    return laid_out(ruleset, tables, pd.concat([postings, *contacts], ignore_index=True))


def in_scope(ruleset: Ruleset, subjects: pd.DataFrame, year: int) -> Mask:
    """Step 1: which subjects the ruleset applies to in that year, by number; of companies no age is asked."""
    scope = subjects["type"].isin(ruleset.applies_to).to_numpy(dtype=bool)
    if ruleset.participation == "voluntary":
        scope = scope & subjects["enrolled"].eq("true").to_numpy(dtype=bool)
    for column, allowed in ruleset.scope.items():
        met = subjects_where(subjects, {column: allowed}, year)
        scope = scope & (met | subjects["type"].eq("company").to_numpy() if column == "age" else met)
    return scope


def in_effect(ruleset: Ruleset, records: pd.DataFrame) -> pd.DataFrame:
    """Step 1: the records dated by the day on which they take effect; nothing ends before that."""
    if not ruleset.effect_after_days:
        return records
    date = records["date"] + pd.Timedelta(days=ruleset.effect_after_days)
    ends = {name: records[name].where(records[name].isna() | (records[name] >= date), date) for name in ENDS}
    return records.assign(date=date, **ends)


def at_the_start(ruleset: Ruleset, subjects: pd.DataFrame, scope: Mask) -> Iterator[pd.DataFrame]:
    """Steps 2 and 3: the opening postings, then those of each profile rule."""
    yield plain_postings(scope, ruleset.opens_on, table.OPENING, -1, score_of(ruleset).start)
    for place, rule, when in ruleset.by_kind.profiles:
        met = scope & subjects_where(subjects, when.profile, ruleset.opens_on.year)
        yield plain_postings(met, ruleset.opens_on, table.PROFILE, place, rule.points or 0)


def plain_postings(subjects: Mask, day: dt.date, kind: int, place: int, points: int) -> pd.DataFrame:
    """One posting for each of the subjects, from no record and through nobody."""
    rows = pd.DataFrame({"subject": np.flatnonzero(subjects)})
    rows = rows.assign(date=pd.Timestamp(day), type=kind, rule=place, points=points, record=-1, via=-1, note=-1)
    return rows.assign(ends_on=np.datetime64("NaT", "s"), ends_by=-1)


def taken_back(postings: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """Step 6: the opposite of each posting of a record rule that has ended by `as_of`, and of what it carried."""
    ended = postings[(postings["points"] != 0) & (postings["ends_on"] <= pd.Timestamp(as_of))]
    return ended.assign(date=ended["ends_on"], type=ended["ends_by"], points=-ended["points"], note=-1)


def factors_of(ruleset: Ruleset, postings: pd.DataFrame) -> pd.Series[int]:
    """The place of each posting's factor among the score's, or -1 where its rule has none; -2 for the opening."""
    names = list(score_of(ruleset).factors)
    by_rule = [names.index(rule.factor) if rule.factor else -1 for rule in ruleset.rules]
    return pd.Series(np.array([*by_rule, -2])[postings["rule"]], index=postings.index)


def score_of(ruleset: Ruleset) -> Score:
    """The ruleset's score, which this script cannot do without."""
    assert ruleset.score is not None, "the script is for rulesets with a score"
    return ruleset.score


def scores(ruleset: Ruleset, postings: pd.DataFrame) -> pd.Series[int]:
    """Each subject's score after all of these postings, by number."""
    given = score_of(ruleset)
    sums = postings.groupby(["subject", factors_of(ruleset, postings)])["points"].sum().unstack(fill_value=0)
    sums = sums.reindex(columns=range(-2, len(given.factors)), fill_value=0)
    for place, clamp in enumerate(given.factors.values()):
        sums[place] = sums[place].clip(clamp.min, clamp.max)
    return sums.sum(axis=1).clip(given.floor, given.ceiling)


def contact_postings(
    ruleset: Ruleset, score: pd.Series[int], ties: pd.DataFrame, as_of: dt.date
) -> Iterator[pd.DataFrame]:
    """Step 9, from the scores after step 8."""
    for place, rule, when in ruleset.by_kind.contacts:
        contacts = when.contacts
        low, bound = contacts.score_below is not None, contacts.score_below or contacts.score_at_least or 0
        met = score.lt(bound) if low else score.ge(bound)
        near = ties[
            (ties["kind"] == contacts.relationship)
            & ties["other"].isin(score.index[met])
            & ties["subject"].isin(score.index)
        ]
        counts = near.groupby("subject").size()
        yield contact_rows(rule, place, counts, as_of)


def contact_rows(rule: Rule, place: int, counts: pd.Series[int], as_of: dt.date) -> pd.DataFrame:
    """One posting for each subject with a contact that counts, capped where the rule has a cap."""
    full = counts * (rule.points or 0)
    points = full if rule.cap is None else full.clip(-rule.cap.points, rule.cap.points)
    note = np.where(points != full, table.CAPPED, -1)
    rows = pd.DataFrame({"subject": counts.index, "points": points.to_numpy(), "note": note})
    return rows.assign(date=pd.Timestamp(as_of), type=table.CONTACT, record=-1, rule=place, via=-1)


def balances(ruleset: Ruleset, postings: pd.DataFrame) -> pd.Series[int]:
    """Step 10: the balance after each posting, each factor's sum so far held within its bounds."""
    given, factor = score_of(ruleset), factors_of(ruleset, postings)
    balance = pd.Series(given.start, index=postings.index)
    for place, clamp in [(-1, None), *enumerate(given.factors.values())]:
        so_far = postings["points"].where(factor == place, 0).groupby(postings["subject"]).cumsum()
        balance += so_far if clamp is None else so_far.clip(clamp.min, clamp.max)
    return balance


def laid_out(ruleset: Ruleset, tables: Tables, postings: pd.DataFrame) -> pd.DataFrame:
    """Step 10: ledger order, running balance, and the numbers turned back into words."""
    postings = postings.assign(phase=np.array(PHASES)[postings["type"]]).sort_values(
        ORDER, kind="stable", ignore_index=True
    )
    balance = balances(ruleset, postings)
    score = balance.clip(score_of(ruleset).floor, score_of(ruleset).ceiling)
    bands = ruleset.bands[::-1]
    grade = np.searchsorted(np.array([band.from_ for band in bands[1:]], dtype=np.int64), score, side="right")
    subject_ids = tables.subjects["subject_id"]
    columns = {
        "posting_id": np.arange(1, len(postings) + 1),
        "subject_id": ids(subject_ids, postings["subject"]),
        "date": postings["date"],
        "type": words(postings["type"], TYPES),
        "record_id": ids(tables.record_ids, postings["record"]),
        "rule_id": words(postings["rule"], [rule.id for rule in ruleset.rules]),
        "via_id": ids(subject_ids, postings["via"]),
        "points": postings["points"],
        "balance": balance,
        "score": score,
        "grade": words(pd.Series(grade), [band.grade for band in bands]),
        "note": words(postings["note"], NOTES),
    }
    return pd.DataFrame(columns)[list(LEDGER)]


def words(codes: pd.Series[Any], of: Sequence[str]) -> pd.Categorical[str]:
    """The words by number as categories, null at -1."""
    return pd.Categorical.from_codes(codes, pd.Index(of))


def ids(of: pd.Series[str], numbers: pd.Series[int]) -> pd.Series[str]:
    """The ids by number, null at -1."""
    return pd.Series(of.array.take(numbers.to_numpy(), allow_fill=True))
