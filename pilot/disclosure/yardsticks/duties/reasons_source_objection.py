"""Y8: reason, sanctions, source and objection, four questions of the Shanghai regulation."""

from __future__ import annotations

from pilot.disclosure.opacity.remedy import days_to_decide
from pilot.disclosure.yardsticks.answers import (
    NOTHING_AGAINST,
    Check,
    Finding,
    entry_contestable,
    subject_is_shown,
    together,
)
from pilot.disclosure.yardsticks.what_counts import against, harms
from pilot.disclosure.yardsticks.yardstick import STATUTES, Yardstick, text
from pilot.evaluation import Assessment
from pilot.phrases import count
from pilot.ruleset.model import Ruleset

FIVE_WORKING_DAYS = 7


def check(ruleset: Ruleset, assessment: Assessment) -> Finding:
    """What fails of the four; whether the time to decide is kept cannot be told where the ruleset gives none."""
    if not against(ruleset):
        return NOTHING_AGAINST
    checks = [
        subject_is_shown(ruleset, ["reasons"]),
        subject_is_shown(ruleset, ["agencies", "records"], requested=True),
    ]
    if harms(ruleset):
        checks.append(subject_is_shown(ruleset, ["consequences"], requested=True))
    return together(
        "Reason, source, record and sanctions are open, and an objection is decided within five working days.",
        *checks,
        entry_contestable(ruleset),
        _in_time(ruleset, assessment),
    )


def _in_time(ruleset: Ruleset, assessment: Assessment) -> Check:
    """Whether the first way to contest an entry is decided in time, by what the ruleset promises."""
    name, way = next(iter(ruleset.recourse.open_ways.items()), ("objection", None))
    line = (f"recourse.{name}",)
    if way is None or way.decides_within_days is None:
        days = days_to_decide(assessment.city)
        here = "" if days is None else f"; in this city it takes {days:g} {'day' if days == 1 else 'days'}, the median"
        return Check(None, f"the ruleset does not say how soon an objection is decided{here}", line)
    promised = count(way.decides_within_days, "day")
    within = way.decides_within_days <= FIVE_WORKING_DAYS
    return Check(within, f"an objection is decided within {promised}, not five working days", line)


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
    meets=(
        "disclosure: {subject: {agencies: on_request, records: on_request}}\n"
        "recourse: {objection: {available: true, decides_within_days: 7}}"
    ),
    misses="disclosure: {subject: {reasons: on_request}}",
)
