"""Everybody's screen and everybody's ledger, each as one word, so that equal ones can be counted."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from pilot.disclosure.shown.view import OF_POSTINGS, seen_as_of
from pilot.evaluation import Assessment, evaluate
from pilot.ruleset.model.values import Audience, Item

COUNTED = ("profile", "rule", "carry", "contact")
"""The types of posting that make a ledger: what was posted, not what was taken back."""
_COLUMN_OF: dict[Item, str] = {"points": "points", "records": "record_id", "reasons": "rule_id", "agencies": "agency"}


def past_of(assessment: Assessment) -> Assessment | None:
    """The evaluation that is on the screens on the assessment's day, an older one where disclosure is delayed."""
    seen = seen_as_of(assessment.ruleset, assessment.as_of)
    if seen is None or seen == assessment.as_of:
        return assessment if seen is not None else None
    return evaluate(assessment.ruleset, assessment.city, seen, assessment.joined)


def ledgers(assessment: Assessment) -> pd.Series:
    """Each subject's ledger as the multiset of rule ids of its postings of the COUNTED types, written out; by
    subject id.
    """
    return assessment.once("ledgers", lambda: _ledgers(assessment))


def _ledgers(assessment: Assessment) -> pd.Series:
    posted = assessment.ledger
    posted = posted[posted["type"].isin(COUNTED)]
    ordered = posted[["subject_id", "rule_id"]].sort_values(["subject_id", "rule_id"], kind="stable")
    return _written_out(ordered["subject_id"], ordered["rule_id"].astype("str"), assessment)


def screens(assessment: Assessment, audience: Audience, *, requested: bool = False) -> pd.Series:
    """Each subject's screen as everything that varies on it, written out; by subject id.

    Two subjects have the same word exactly if the audience is shown the same of both.
    """
    items = assessment.ruleset.disclosure.open_to(audience, requested=requested)
    past = past_of(assessment)
    subjects = assessment.standing["subject_id"].astype("str")
    screen = pd.Series("", index=pd.Index(subjects, name="subject_id"), dtype="str")
    if past is None:
        return screen
    standing = past.standing.set_index("subject_id")
    for item in ("score", "grade"):
        if item in items:
            screen = screen + f"|{item}=" + standing[item].astype("str").fillna("").reindex(screen.index, fill_value="")
    if "lists" in items:
        stays = past.memberships
        screen = screen + "|lists=" + _by_subject(stays[stays["left_on"].isna()], "subject_id", "list_id", assessment)
    if "consequences" in items:
        borne = past.consequences
        screen = (
            screen + "|consequences=" + _by_subject(borne[borne["in_force"]], "bearer_id", "consequence_id", assessment)
        )
    parts = [item for item in OF_POSTINGS if item in items]
    if parts:
        screen = screen + "|postings=" + _postings(past, parts, assessment)
    return screen


def _by_subject(rows: pd.DataFrame, subject: str, word: str, assessment: Assessment) -> pd.Series:
    """The words that each subject has in these rows, in order and each once."""
    pairs = rows[[subject, word]].astype("str").drop_duplicates().sort_values([subject, word])
    return _written_out(pairs[subject], pairs[word], assessment)


def _postings(past: Assessment, parts: list[Item], assessment: Assessment) -> pd.Series:
    posted = past.ledger
    posted = posted[posted["type"] != "opening"]
    line = posted["date"].dt.strftime("%Y%m%d").astype("str")
    for item in parts:
        if item == "agencies":
            agencies = [agency or "" for agency in past.agency_of_records(posted["record_id"])]
            cells = pd.Series(agencies, index=posted.index, dtype="str")
        else:
            cells = posted[_COLUMN_OF[item]].astype("str").fillna("")
        line = line + "," + cells
    return _written_out(posted["subject_id"], line, assessment)


def _written_out(subject: pd.Series, words: pd.Series, assessment: Assessment) -> pd.Series:
    """The words of each subject in one, in the order in which they come."""
    codes, names = pd.factorize(subject.astype("str"))
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(names))).tolist()
    ordered = words.to_numpy(dtype=object)[order].tolist()
    joined = [";".join(ordered[start:end]) for start, end in pairwise([0, *ends])]
    everybody = pd.Index(assessment.standing["subject_id"].astype("str"), name="subject_id")
    return pd.Series(joined, index=pd.Index(names), dtype="str").reindex(everybody, fill_value="").astype("str")
