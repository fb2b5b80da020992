"""What an audience is shown of a subject, and the named blanks for what it is not."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

import pandas as pd

from pilot.errors import DataError, Place, Problem
from pilot.evaluation import Assessment, evaluate
from pilot.ruleset.model import Disclosure, Ruleset
from pilot.ruleset.model.values import Audience, Item
from pilot.ruleset.sentences.condition_sentences import conditions_phrase

ITEMS: tuple[Item, ...] = get_args(Item)
OF_POSTINGS: tuple[Item, ...] = ("points", "records", "reasons", "agencies")
"""The items that are parts of a posting; a posting is shown if any of them is."""


@dataclass(frozen=True)
class Blank:
    """An item that is withheld, and whether it is given on request."""

    item: Item
    on_request: bool = False


@dataclass(frozen=True)
class ShownPosting:
    """A posting as the audience sees it: its date, and each part either shown or a blank.

    `posting_id` counts within the subject's own ledger and is the emulator's, never shown; so is `type`, but that what
    takes a posting back is worded as that where its reason is shown.
    """

    posting_id: int
    type: str
    date: dt.date
    points: int | Blank
    reason: str | Blank | None
    record: str | Blank | None
    agency: str | Blank | None


@dataclass(frozen=True)
class View:
    """Step 13 for one audience and subject: what is shown, as of which day, and a blank for each item that is not.

    The audience is one of the spec's three, or `agency` for what `act_on` gives.

    `seen_as_of` is the day of the evaluation behind it, None where the delay reaches back before the ruleset opened.
    `score`, `grade` are None where the ruleset has none, or did not cover the subject on that day; `lists` and
    `consequences` are ids; `postings` is empty where no part of a posting is shown. `rules` and `thresholds` say
    whether rulebook and bands are open.
    """

    audience: Audience | Literal["agency"]
    subject_id: str
    seen_as_of: dt.date | None
    score: int | Blank | None
    grade: str | Blank | None
    lists: tuple[str, ...] | Blank
    consequences: tuple[str, ...] | Blank
    postings: tuple[ShownPosting, ...]
    rules: bool
    thresholds: bool
    recipients: bool
    blanks: tuple[Blank, ...]


def seen_as_of(ruleset: Ruleset, as_of: dt.date) -> dt.date | None:
    """The day whose evaluation is shown on `as_of`, the delay rounded up to whole days; None before the opening."""
    seen = as_of - dt.timedelta(days=math.ceil(ruleset.disclosure.delay_hours / 24))
    return seen if seen >= ruleset.opens_on else None


def blanks_of(disclosure: Disclosure, audience: Audience, *, requested: bool = False) -> dict[Item, Blank]:
    """A blank for each item that `audience` is not shown, in the order of the items."""
    open_, waiting = disclosure.open_to(audience, requested=requested), disclosure.on_request(audience)
    return {item: Blank(item, item in waiting) for item in ITEMS if item not in open_}


def disclose(assessment: Assessment, audience: Audience, subject_id: str, *, requested: bool = False) -> View:
    """What `audience` is shown of a subject on the assessment's day; `requested` opens what is given on request.

    Raises DataError where the ruleset covers the subject neither on that day nor on the one that is shown.
    """
    ruleset = assessment.ruleset
    open_ = ruleset.disclosure.open_to(audience, requested=requested)
    blanks = blanks_of(ruleset.disclosure, audience, requested=requested)
    seen = seen_as_of(ruleset, assessment.as_of)
    shown: dict[str, Any] = {"score": None, "grade": None, "lists": (), "consequences": (), "postings": ()}
    past = None if seen is None else _past(assessment, seen)
    if not any(day and day.standing_of(subject_id) for day in (past, assessment)):
        raise DataError([_not_covered(ruleset, subject_id)])
    if past is not None:
        shown = _known(past, subject_id, blanks if set(OF_POSTINGS) & open_ else None)
    shown |= {item: blanks[item] for item in ("score", "grade", "lists", "consequences") if item in blanks}
    return View(
        audience=audience,
        subject_id=subject_id,
        seen_as_of=seen,
        rules="rules" in open_,
        thresholds="thresholds" in open_,
        recipients="recipients" in open_,
        blanks=tuple(blanks.values()),
        **shown,
    )


def act_on(assessment: Assessment, subject_id: str) -> View:
    """What other agencies come to know of a subject because they act on it, on the assessment's day.

    A ruleset has no word for what agencies show each other. What follows from it is this much: an agency that a
    consequence names must be told of that consequence, and of the list that brings it. All the rest is a blank.
    Raises DataError where the ruleset does not cover the subject.
    """
    ruleset = assessment.ruleset
    if assessment.standing_of(subject_id) is None:
        raise DataError([_not_covered(ruleset, subject_id)])
    borne = assessment.consequences
    named = borne[(borne["bearer_id"] == subject_id) & borne["in_force"] & borne["agency"].notna()]
    causes = [str(cause).removeprefix("list:") for cause in named["cause"] if str(cause).startswith("list:")]
    disclosed: tuple[Item, ...] = ("lists", "consequences")
    blanks = {item: Blank(item) for item in ITEMS if item not in disclosed}
    return View(
        audience="agency",
        subject_id=subject_id,
        seen_as_of=assessment.as_of,
        score=blanks["score"],
        grade=blanks["grade"],
        lists=tuple(sorted(set(causes))),
        consequences=tuple(dict.fromkeys(named["consequence_id"])),
        postings=(),
        rules=False,
        thresholds=False,
        recipients=False,
        blanks=tuple(blanks.values()),
    )


def _past(assessment: Assessment, seen: dt.date) -> Assessment:
    if seen == assessment.as_of:
        return assessment
    return evaluate(assessment.ruleset, assessment.city, seen, assessment.joined)


def _known(past: Assessment, subject_id: str, blanks: dict[Item, Blank] | None) -> dict[str, Any]:
    """What there was to show on that day; whom the ruleset did not cover then, a relative may have put on a list."""
    standing = past.standing_of(subject_id)
    borne, stays = past.consequences, past.memberships
    borne = borne[(borne["bearer_id"] == subject_id) & borne["in_force"]]
    stays = stays[(stays["subject_id"] == subject_id) & stays["left_on"].isna()]
    return {
        "score": standing and standing.score,
        "grade": standing and standing.grade,
        "lists": tuple(sorted(set(stays["list_id"].astype("str")))),
        "consequences": tuple(dict.fromkeys(borne["consequence_id"])),
        "postings": () if blanks is None else tuple(_postings(past, subject_id, blanks)),
    }


def _postings(past: Assessment, subject_id: str, blanks: dict[Item, Blank]) -> list[ShownPosting]:
    ledger = past.ledger_of([subject_id])
    ledger = ledger[ledger["type"] != "opening"]
    agencies = past.agency_of_records(ledger["record_id"])
    names = ("posting_id", "type", "date", "points", "rule_id", "record_id")
    columns = (ledger[name].tolist() for name in names)
    return [
        ShownPosting(
            posting_id=number,
            type=type_,
            date=date.date(),
            points=blanks.get("points") or points,
            reason=blanks.get("reasons") or _or_none(rule),
            record=blanks.get("records") or _or_none(record),
            agency=blanks.get("agencies") or agency,
        )
        for number, type_, date, points, rule, record, agency in zip(*columns, agencies, strict=True)
    ]


def _or_none(cell: Any) -> str | None:
    return None if pd.isna(cell) else str(cell)


def _not_covered(ruleset: Ruleset, subject_id: str) -> Problem:
    covers = "companies" if ruleset.applies_to == ("company",) else "persons"
    joined = " who have joined" if ruleset.participation == "voluntary" else ""
    scope = f", namely whoever’s {conditions_phrase(ruleset.scope)}" if ruleset.scope else ""
    return Problem(
        Place("subject"),
        "not-covered",
        f"{subject_id} is not covered by {ruleset.id}, which covers {covers}{joined}{scope}.",
        "Choose a subject that it covers, or another ruleset.",
    )
