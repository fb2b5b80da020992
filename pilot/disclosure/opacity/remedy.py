"""Of those whose grade an error lowered: who could know, who could still contest, who would be put right, and how."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from pilot.city.city import City
from pilot.disclosure.opacity.wrong_records import wrong_records
from pilot.disclosure.shown.view import OF_POSTINGS, seen_as_of
from pilot.evaluation import Assessment, evaluate
from pilot.evaluation.kernel.columns import Flags, arrow_text
from pilot.ruleset.model import Ruleset

YEAR = 365


@dataclass(frozen=True)
class Decision:
    """What would put an error right: the way (objection or appeal), who decides it, and within how many days.

    `promised` tells whether the ruleset says so; if not, the days are what deciding has taken in the city, the median,
    and None where nothing was ever decided.
    """

    way: str
    decided_by: str | None
    days: float | None
    promised: bool


@dataclass(frozen=True)
class Remedy:
    """Ids of residents, each of the first four groups within the one before.

    Their grade is lowered by an error; they could know of it; they could still lift the grade by contesting it; they
    would be put right within a year, by one of the `decisions`. Of those who could know and not contest, `rejected` had
    a request turned down, and for `too_late` the time is over; of those who could, `pending` have filed a request.
    """

    lowered_by_error: tuple[str, ...]
    could_know: tuple[str, ...]
    could_contest: tuple[str, ...]
    put_right: tuple[str, ...]
    rejected: tuple[str, ...]
    too_late: tuple[str, ...]
    pending: tuple[str, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class _Errors:
    """What errors do to grades, whatever is disclosed of them.

    `wrong` are the ids of all wrong records, `entries` those of the residents whose grade is lowered, with `request`
    (rejected, upheld, pending or null) and the `way` in which each can still be contested (null where it cannot).
    `lowered`, `lifted` and `righted` are residents: with a grade that errors lower; whose grade rises if all that can
    be contested is struck out; and of these, whose grade then is what it would be without any error.
    """

    wrong: pd.Series
    entries: pd.DataFrame
    lowered: pd.Index
    lifted: pd.Index
    righted: pd.Index


def days_to_decide(city: City) -> float | None:
    """The median days from filing an appeal to its decision in this city; None where none was decided."""
    decided = city.appeals[city.appeals["decided_on"].notna() & city.appeals["filed_on"].notna()]
    return float((decided["decided_on"] - decided["filed_on"]).dt.days.median()) if len(decided) else None


def remedy(assessment: Assessment, *, requested: bool = False) -> Remedy | None:
    """What the disclosure to the subject and the recourse together make of errors; None where no acts are known.

    Somebody could know who is shown any part of an entry that rests on a wrong record; with `requested`, whoever asks
    for it. An error can still be contested where a way exists, its time is not over, and no request was rejected.
    """
    if not assessment.ruleset.bands or not len(assessment.city.acts):
        return None
    errors = assessment.once("errors and grades", lambda: _errors(assessment))
    know = errors.lowered[errors.lowered.isin(_shown_an_error(assessment, errors, requested=requested))]
    contest = know[know.isin(errors.lifted)]
    open_ = errors.entries[errors.entries["way"].notna()]
    decisions = {way: _decision(way, assessment) for way in assessment.ruleset.recourse.open_ways}
    slow = [way for way, decision in decisions.items() if decision.days is None or decision.days > YEAR]
    righted = contest[contest.isin(errors.righted) & ~contest.isin(open_.loc[open_["way"].isin(slow), "subject_id"])]
    used = set(open_.loc[open_["subject_id"].isin(righted), "way"])
    lost = errors.entries[errors.entries["subject_id"].isin(know.difference(contest))]
    rejected = lost.loc[lost["request"] == "rejected", "subject_id"]
    late = lost.loc[lost["way"].isna() & lost["request"].isna() & bool(decisions), "subject_id"]
    filed = open_.loc[open_["request"] == "pending", "subject_id"]
    return Remedy(
        lowered_by_error=_ids(errors.lowered),
        could_know=_ids(know),
        could_contest=_ids(contest),
        put_right=_ids(righted),
        rejected=_ids(rejected),
        too_late=_ids(late[~late.isin(rejected)]),
        pending=_ids(contest[contest.isin(filed)]),
        decisions=tuple(decision for way, decision in decisions.items() if way in used),
    )


def _ids(group: pd.Index | pd.Series) -> tuple[str, ...]:
    return tuple(sorted(set(map(str, group))))


def _decision(way: str, assessment: Assessment) -> Decision:
    offered = assessment.ruleset.recourse.open_ways[way]
    promised = offered.decides_within_days
    days = days_to_decide(assessment.city) if promised is None else float(promised)
    return Decision(way, offered.decided_by, days, promised is not None)


def _shown_an_error(assessment: Assessment, errors: _Errors, *, requested: bool) -> pd.Series:
    """The subjects to whom any part of an entry that rests on a wrong record, be it a relative's, is shown by now."""
    seen = seen_as_of(assessment.ruleset, assessment.as_of)
    shown = assessment.ruleset.disclosure.open_to("subject", requested=requested) & set(OF_POSTINGS)
    ledger = assessment.ledger
    if seen is None or not shown:
        return ledger["subject_id"][:0]
    rests = assessment.once("entries on wrong records", lambda: _resting_on(ledger, errors.wrong))
    return ledger.loc[rests & (ledger["date"] <= pd.Timestamp(seen)), "subject_id"]


def _resting_on(ledger: pd.DataFrame, record_ids: pd.Series) -> Flags:
    found = pc.is_in(arrow_text(ledger["record_id"]), value_set=arrow_text(record_ids), skip_nulls=True)
    flags: Flags = found.to_numpy(zero_copy_only=False)
    return flags


def _errors(assessment: Assessment) -> _Errors:
    city, wrong = assessment.city, wrong_records(assessment.city)
    actual, true = _grades(assessment), _grades(_without(assessment, wrong.notna()))
    lowered = actual[actual > true].index
    entries = _contestable(assessment, city.records[wrong.notna() & city.records["subject_id"].isin(lowered)])
    struck = _grades(_struck_out(assessment, entries.loc[entries["way"].notna(), "record_id"])).reindex(lowered)
    lifted = lowered[(struck < actual.reindex(lowered)).to_numpy()]
    righted = lowered[(struck <= true.reindex(lowered)).to_numpy()]
    wrong_ids = city.records.loc[wrong.notna(), "record_id"]
    return _Errors(wrong_ids, entries, lowered, lifted, lifted.intersection(righted))


def _contestable(assessment: Assessment, records: pd.DataFrame) -> pd.DataFrame:
    """Those of these records that count by the day, with what came of a request and the way that is still open."""
    ruleset, as_of = assessment.ruleset, assessment.as_of
    since = records["date"] + pd.Timedelta(days=ruleset.effect_after_days)
    records = records.assign(since=since)[since <= pd.Timestamp(as_of)]
    requests = records["record_id"].map(_requests(assessment.city, as_of))
    days = zip(records["since"].dt.date, requests, strict=True)
    return pd.DataFrame(
        {
            "record_id": records["record_id"],
            "subject_id": records["subject_id"].astype("str"),
            "request": requests,
            "way": pd.Series([_way(ruleset, day, as_of, request) for day, request in days], records.index, "object"),
        }
    )


def _requests(city: City, as_of: dt.date) -> dict[str, str]:
    """What had come by the day of the requests against records, the last decision counting."""
    filed = city.appeals[city.appeals["filed_on"] <= pd.Timestamp(as_of)]
    decided = filed["decided_on"] <= pd.Timestamp(as_of)
    outcome = filed["outcome"].where(decided, "pending")
    order = filed["decided_on"].where(decided, pd.Timestamp(as_of) + pd.Timedelta(days=1)).sort_values(kind="stable")
    return dict(zip(filed["record_id"][order.index].astype("str"), outcome[order.index], strict=True))


def _way(ruleset: Ruleset, since: dt.date, as_of: dt.date, request: str | None) -> str | None:
    """The first way in which an entry can still be contested; one that is pending was in time."""
    if request in ("rejected", "upheld"):
        return None
    ways = ruleset.recourse.open_ways.items()
    return next((name for name, way in ways if request == "pending" or not way.is_over(since, as_of)), None)


def _without(assessment: Assessment, gone: pd.Series) -> Assessment:
    """As if these records had never been made."""
    records = assessment.city.records[~gone.to_numpy(dtype=bool)]
    there = pc.is_in(arrow_text(assessment.city.appeals["record_id"]), value_set=arrow_text(records["record_id"]))
    appeals = assessment.city.appeals[there.to_numpy(zero_copy_only=False)]
    return _of_city(assessment, replace(assessment.city, records=records, appeals=appeals))


def _struck_out(assessment: Assessment, record_ids: pd.Series) -> Assessment:
    """As if an appeal against each of these records had been upheld on the day."""
    if not len(record_ids):
        return assessment
    today = np.datetime64(assessment.as_of, "s")
    numbers = [f"struck out {number}" for number in range(len(record_ids))]
    upheld = {"appeal_id": numbers, "record_id": record_ids, "filed_on": today, "decided_on": today}
    rows = pd.DataFrame({**upheld, "outcome": "upheld"}).astype(assessment.city.appeals.dtypes.to_dict())
    appeals = pd.concat([assessment.city.appeals, rows], ignore_index=True)
    return _of_city(assessment, replace(assessment.city, appeals=appeals))


def _of_city(assessment: Assessment, city: City) -> Assessment:
    return evaluate(assessment.ruleset, city, assessment.as_of, assessment.joined)


def _grades(assessment: Assessment) -> pd.Series:
    """The place of each resident's grade, 0 being the best, by subject id; companies are left out."""
    standing = assessment.standing
    people = standing["subject_id"].isin(assessment.city.residents["subject_id"]).to_numpy()
    grades = standing["grade"].cat.codes
    return grades.set_axis(pd.Index(standing["subject_id"].astype("str")))[people]
