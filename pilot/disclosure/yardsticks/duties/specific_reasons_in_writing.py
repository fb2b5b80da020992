"""Y3: a letter with a reason, or the right to ask for it."""

from __future__ import annotations

from pilot.disclosure.shown.level_words import ON_REQUEST
from pilot.disclosure.yardsticks.answers import NOTHING_AGAINST, Finding, letter_due, subject_is_shown, together
from pilot.disclosure.yardsticks.what_counts import against
from pilot.disclosure.yardsticks.yardstick import Yardstick, text
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset


def check(ruleset: Ruleset, _: Assessment) -> Finding:
    """Whether a letter is due, and reasons are to be had on request at least."""
    if not against(ruleset):
        return NOTHING_AGAINST
    return together(
        f"A letter is due on each change, with the reason in it or {ON_REQUEST}.",
        letter_due(ruleset),
        subject_is_shown(ruleset, ["reasons"], requested=True),
    )


YARDSTICK = Yardstick(
    id="Y3",
    law="United States, Regulation B, 12 CFR 1002.9 (earlier 202.9)",
    short="specific reasons in writing",
    duty=(
        "Within 30 days comes a written notice that names the creditor and the supervising agency and gives specific "
        "reasons, or the right to be told them on asking."
    ),
    test=f"Is there a letter on each decision, and a reason in it or {ON_REQUEST}, not a grade alone?",
    sources=(text("12 CFR 202.9, older numbering", "http://edocket.access.gpo.gov/cfr_2006/janqtr/12cfr202.9.htm"),),
    check=check,
    meets="disclosure: {notice: on_change, subject: {reasons: on_request}}",
    misses="disclosure: {subject: {reasons: hidden}}",
)
