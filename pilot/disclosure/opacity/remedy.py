"""Of those whose grade an error lowered: who could know, who could contest, who would be put right within a year."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from pilot.city.city import City
from pilot.disclosure.opacity.darkness import days_in_the_dark
from pilot.disclosure.shown.view import OF_POSTINGS
from pilot.evaluation import Assessment, evaluate
from pilot.ruleset.model import Ruleset

YEAR = 365


@dataclass(frozen=True)
class Remedy:
    """Ids of residents, each set within the one before: lowered by an error, able to know, able to contest, put
    right.
    """

    lowered_by_error: tuple[str, ...]
    could_know: tuple[str, ...]
    could_contest: tuple[str, ...]
    put_right: tuple[str, ...]
    days_to_decide: float | None


def wrong_records(city: City) -> pd.Series:
    """Which records should not be there, row by row: `fabricated`, `mistaken identity`, `double entry`, or null.

    Only the emulator can tell, from the acts; a city without acts has none that are known to be wrong.
    """
    records = city.records
    wrong = pd.Series(pd.NA, index=records.index, dtype="str")
    if not len(city.acts):
        return wrong
    doer = records["act_id"].map(city.acts.set_index("act_id")["subject_id"])
    wrong[records["act_id"].isna()] = "fabricated"
    wrong[doer.notna() & (doer != records["subject_id"])] = "mistaken identity"
    order = records.sort_values(["date", "record_id"]).index
    again = records.loc[order].duplicated(["act_id", "subject_id"]).reindex(records.index) & records["act_id"].notna()
    wrong[again & wrong.isna()] = "double entry"
    return wrong


def days_to_decide(city: City) -> float | None:
    """The median days from filing an appeal to its decision in this city; None where none was decided."""
    decided = city.appeals[city.appeals["decided_on"].notna() & city.appeals["filed_on"].notna()]
    return float((decided["decided_on"] - decided["filed_on"]).dt.days.median()) if len(decided) else None


def remedy(assessment: Assessment) -> Remedy | None:
    """What the disclosure to the subject and the recourse together make of errors; None where no acts are known.

    Somebody could know who is shown any part of the wrong posting, at least on request; could contest who could know
    and is offered an appeal; and is put right within a year if, with all contestable records gone, the grade is what it
    would be without any error, and waiting to know and the city's usual time to decide add up to a year or less.
    """
    city, ruleset = assessment.city, assessment.ruleset
    if not ruleset.bands or not len(city.acts):
        return None
    true, lowered, mended = assessment.once("grades without errors", lambda: _grades_without_errors(assessment))
    knows = bool(assessment.ruleset.disclosure.open_to("subject", requested=True) & set(OF_POSTINGS))
    could_know = lowered if knows else lowered[:0]
    appeal = ruleset.recourse.appeal
    offered = appeal is not None and bool(appeal.available) and appeal.window_days != 0
    could_contest = could_know if offered else could_know[:0]
    decide = days_to_decide(city)
    put_right = could_contest[:0]
    if len(could_contest) and decide is not None:
        dark = days_in_the_dark(assessment).table
        late = dark[(dark["days"] + decide > YEAR) & dark["subject_id"].isin(could_contest)]
        in_time = (
            could_contest.difference(pd.Index(late["subject_id"].astype("str"))) if _waits(ruleset) else could_contest
        )
        put_right = (
            in_time[(mended.reindex(in_time) <= true.reindex(in_time)).to_numpy()] if decide <= YEAR else put_right
        )
    return Remedy(_ids(lowered), _ids(could_know), _ids(could_contest), _ids(put_right), decide)


def _grades_without_errors(assessment: Assessment) -> tuple[pd.Series, pd.Index, pd.Series]:
    """Everybody's grade without any error, who has a worse one, and the grades with only the errors of these gone."""
    city, wrong = assessment.city, wrong_records(assessment.city)
    actual, true = _grades(assessment), _grades(_without(assessment, wrong.notna()))
    lowered = actual[actual > true].index
    return true, lowered, _grades(_without(assessment, wrong.notna() & city.records["subject_id"].isin(lowered)))


def _ids(group: pd.Index) -> tuple[str, ...]:
    return tuple(sorted(map(str, group)))


def _waits(ruleset: Ruleset) -> bool:
    """Whether knowing takes longer than the day of entry for those who do not ask."""
    return bool(ruleset.disclosure.delay_hours)


def _without(assessment: Assessment, gone: pd.Series) -> Assessment:
    records = assessment.city.records[~gone.to_numpy(dtype=bool)]
    appeals = assessment.city.appeals[assessment.city.appeals["record_id"].isin(records["record_id"])]
    city = replace(assessment.city, records=records, appeals=appeals)
    return evaluate(assessment.ruleset, city, assessment.as_of, assessment.joined)


def _grades(assessment: Assessment) -> pd.Series:
    """The place of each resident's grade, 0 being the best, by subject id; companies are left out."""
    standing = assessment.standing
    people = standing["subject_id"].isin(assessment.city.residents["subject_id"]).to_numpy()
    grades = standing["grade"].cat.codes
    return grades.set_axis(pd.Index(standing["subject_id"].astype("str")))[people]
