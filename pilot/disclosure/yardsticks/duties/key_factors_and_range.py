"""Y2: what somebody gets to know of the score."""

from __future__ import annotations

from pilot.disclosure.shown.level_words import SHOWN_OR_GIVEN
from pilot.disclosure.yardsticks.answers import NO_SCORE, Finding, subject_is_shown, together
from pilot.disclosure.yardsticks.yardstick import Yardstick, text
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset


def check(ruleset: Ruleset, _: Assessment) -> Finding:
    """Whether score, reasons, points and thresholds are to be had on request at least."""
    if ruleset.score is None:
        return NO_SCORE
    return together(
        f"The score, its range, and each reason with its points are {SHOWN_OR_GIVEN}.",
        subject_is_shown(ruleset, ["score", "reasons", "points", "thresholds"], requested=True),
    )


YARDSTICK = Yardstick(
    id="Y2",
    law="United States, Fair Credit Reporting Act, 15 U.S.C. 1681g(f)",
    short="key factors and range",
    duty="Whoever asks is told the score, its range, its date, who provided it, and the key factors that lowered it.",
    test=f"Are the score, the reasons with their points, and the range {SHOWN_OR_GIVEN}?",
    sources=(
        text(
            "Requirements on users of consumer reports, 15 U.S.C. 1681m",
            "https://zaptd.com/article/requirements-on-users-of-consumer-reports-15-usc-s-1681m",
        ),
    ),
    unchecked="That up to four key factors are told was not read in a source.",
    check=check,
    meets="disclosure: {subject: {score: on_request, thresholds: on_request}}",
    misses="disclosure: {subject: {thresholds: hidden}}",
)
