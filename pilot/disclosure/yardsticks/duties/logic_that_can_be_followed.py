"""Y5: whether residents can work their score out again; tried for everybody."""

from __future__ import annotations

from pilot.disclosure.opacity.recompute import recomputable
from pilot.disclosure.shown.level_words import SHOWN_OR_GIVEN
from pilot.disclosure.yardsticks.answers import NO_SCORE, Finding
from pilot.disclosure.yardsticks.yardstick import Yardstick, text
from pilot.evaluation import Assessment
from pilot.phrases import count
from pilot.ruleset.model import Ruleset

LINES = ("disclosure.subject.rules", "disclosure.subject.points", "disclosure.subject.records")


def check(_: Ruleset, assessment: Assessment) -> Finding:
    """Whether what is shown or given on request leads every subject to its own score."""
    again = recomputable(assessment, requested=True)
    if again is None:
        return NO_SCORE
    if not len(again):
        return Finding("cannot be told", "Nobody in this city is covered.", LINES)
    able = int(again.sum())
    reason = f"From what is {SHOWN_OR_GIVEN}, {able:,} of {count(len(again), 'subject')} can reach the score."
    return Finding("met" if able == len(again) else "not met", reason, LINES)


YARDSTICK = Yardstick(
    id="Y5",
    law="European Union, General Data Protection Regulation Art. 15(1)(h); Court of Justice C-203/22",
    short="logic that can be followed",
    duty=(
        "Whoever asks is told the logic involved so that they can follow it and, if need be, correct it; a trade "
        "secret does not end the duty but is weighed by an authority or a court."
    ),
    test=f"Can a resident work the score out again from what is {SHOWN_OR_GIVEN}?",
    sources=(
        text(
            "ECJ on scoring",
            "https://www.taylorwessing.com/en/insights-and-events/insights/2025/03/ecj-on-scoring",
            "Taylor Wessing",
            "2025-03",
        ),
        text("Judgment C-203/22, Dun & Bradstreet Austria (read in a copy)", None, "Court of Justice", "2025-02-27"),
    ),
    check=check,
    meets="disclosure: {subject: {rules: on_request}}",
    misses="disclosure: {subject: {rules: hidden, points: hidden}}",
)
