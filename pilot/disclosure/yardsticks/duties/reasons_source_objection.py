"""Y8: reason, sanctions, source and objection, four questions of the Shanghai regulation."""

from __future__ import annotations

from pilot.disclosure.opacity.remedy import days_to_decide
from pilot.disclosure.yardsticks.answers import (
    NOTHING_AGAINST,
    Check,
    Finding,
    appeal_offered,
    subject_is_shown,
    together,
)
from pilot.disclosure.yardsticks.what_counts import against, harms
from pilot.disclosure.yardsticks.yardstick import STATUTES, Yardstick, text
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset


def check(ruleset: Ruleset, assessment: Assessment) -> Finding:
    """What fails of the four; never met, since no ruleset can say how long an objection takes."""
    if not against(ruleset):
        return NOTHING_AGAINST
    days = days_to_decide(assessment.city)
    here = "" if days is None else f"; in this city it takes {days:g} {'day' if days == 1 else 'days'}, the median"
    checks = [
        subject_is_shown(ruleset, ["reasons"]),
        subject_is_shown(ruleset, ["agencies", "records"], requested=True),
    ]
    if harms(ruleset):
        checks.append(subject_is_shown(ruleset, ["consequences"], requested=True))
    time = Check(None, f"a ruleset cannot say how soon an objection is decided{here}", ("recourse.appeal",))
    return together("", *checks, appeal_offered(ruleset), time)


YARDSTICK = Yardstick(
    id="Y8",
    law="Shanghai regulation on social credit, Art. 32, 34, 36 and 37",
    short="reasons, source, objection",
    duty=(
        "Reason and basis are told; a sanction that was not published may not be used; everybody may know the source "
        "and the reason of a change and have two free reports a year; an objection is flagged within one working day "
        "and decided within five."
    ),
    test=(
        "Is the reason told, are sanctions known beforehand, can source, reason and record be seen, and how long does "
        "an objection take?"
    ),
    sources=(text("Shanghai regulation on social credit", STATUTES, "Shanghai", "2017-06-23"),),
    check=check,
    meets="disclosure: {subject: {agencies: on_request, records: on_request}}",
    best="cannot be told",
    misses="disclosure: {subject: {reasons: on_request}}",
)
