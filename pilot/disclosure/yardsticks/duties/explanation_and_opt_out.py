"""Y12: an explanation on request, and a way not to be decided about by a machine alone."""

from __future__ import annotations

from pilot.disclosure.shown.level_words import ON_REQUEST
from pilot.disclosure.yardsticks.answers import Check, Finding, subject_is_shown, together
from pilot.disclosure.yardsticks.yardstick import STATUTES, Yardstick, text
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset


def check(ruleset: Ruleset, _: Assessment) -> Finding:
    """Whether rules and reasons are to be had on request at least, and one may stay out."""
    appeal = ruleset.recourse.appeal
    seen_by_somebody = bool(appeal and appeal.available and appeal.decided_by)
    stays_out = Check(
        True if ruleset.participation == "voluntary" else None if seen_by_somebody else False,
        "an appeal is decided by somebody, but whether one may refuse beforehand is not said"
        if seen_by_somebody
        else "nobody may stay out, and no person decides",
        ("participation", "recourse.appeal"),
    )
    return together(
        f"Rules and reasons are to be had {ON_REQUEST}, and whoever does not want it stays out.",
        subject_is_shown(ruleset, ["rules", "reasons"], requested=True),
        stays_out,
    )


YARDSTICK = Yardstick(
    id="Y12",
    law="China, Personal Information Protection Law Art. 24 and 48",
    short="explanation and opt-out",
    duty=(
        "Whoever asks is given an explanation, and may refuse a decision of major effect that a machine alone has made."
    ),
    test=f"Are the rules and the reasons to be had {ON_REQUEST}, and can one stay out?",
    sources=(text("Personal Information Protection Law", STATUTES, None, "2021"),),
    check=check,
    meets="disclosure: {subject: {rules: on_request, reasons: on_request}}",
    misses="participation: mandatory\nrecourse: {appeal: {available: false}}",
)
