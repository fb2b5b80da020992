"""Y6: a review by a person wherever a grade decides."""

from __future__ import annotations

from pilot.disclosure.yardsticks.answers import Check, Finding, appeal_offered, not_applicable, together
from pilot.disclosure.yardsticks.yardstick import Yardstick, text
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset


def check(ruleset: Ruleset, _: Assessment) -> Finding:
    """Whether an appeal is offered, and the ruleset says who decides it."""
    deciding = [f"bands.{band.grade}.consequences" for band in ruleset.bands if band.consequences]
    if not deciding:
        return not_applicable("No grade decides about anything.", "bands")
    appeal = ruleset.recourse.appeal
    named = Check(
        True if appeal and appeal.decided_by else None,
        "the ruleset does not say who decides",
        ("recourse.appeal.decided_by",),
    )
    return together(
        "An appeal is offered, and it is said who decides; whether they are independent is not asked here.",
        appeal_offered(ruleset),
        named,
        lines=tuple(deciding),
    )


YARDSTICK = Yardstick(
    id="Y6",
    law="European Union, General Data Protection Regulation Art. 22; Court of Justice C-634/21 (SCHUFA)",
    short="a human review",
    duty="A score is itself an automated decision where others draw strongly on it.",
    test="Wherever a grade decides about something, is a review by a person offered?",
    sources=(
        text(
            "C-634/21 SCHUFA Holding (Scoring)",
            "https://gdprhub.eu/index.php?title=CJEU_-_C%E2%80%91634%2F21_-_SCHUFA_Holding_%28Scoring%29",
            "GDPRhub",
        ),
        text("Judgment C-634/21", "https://dpcuria.eu/details?reference=C-634/21", "Court of Justice", "2023-12-07"),
    ),
    unchecked="The right to a person, to one's own view and to contest (Art. 22(3)) was not read in a source.",
    check=check,
    meets="recourse: {appeal: {available: true, decided_by: A court}}",
    misses="recourse: {appeal: {available: false}}",
)
