"""Y4: whether a reason that is shown may be a rule that moved nothing, and whether any is shown at all."""

from __future__ import annotations

from pilot.disclosure.shown.screen_codes import COUNTED
from pilot.disclosure.yardsticks.answers import NOTHING_AGAINST, Check, Finding, subject_is_shown, together
from pilot.disclosure.yardsticks.what_counts import against
from pilot.disclosure.yardsticks.yardstick import Yardstick, text
from pilot.evaluation import Assessment
from pilot.phrases import count
from pilot.ruleset.model import Ruleset


def check(ruleset: Ruleset, assessment: Assessment) -> Finding:
    """Whether the reasons of postings without points can be told from the others by the points beside them."""
    if not against(ruleset):
        return NOTHING_AGAINST
    shown = subject_is_shown(ruleset, ["reasons"], requested=True)
    if not shown.holds:
        return together("", shown)
    posted = assessment.ledger
    posted = posted[posted["type"].isin(COUNTED)]
    idle = int(((posted["points"] == 0) & posted["note"].notna()).sum())
    points_shown = "points" in ruleset.disclosure.open_to("subject", requested=True)
    counted = Check(
        points_shown or not idle,
        f"{idle:,} of {count(len(posted), 'reason')} moved no points, and the screen does not say which",
        ("disclosure.subject.points",),
    )
    return together(f"The reasons shown, {len(posted):,}, are rules that were applied.", shown, counted)


YARDSTICK = Yardstick(
    id="Y4",
    law="United States, Consumer Financial Protection Bureau, circular 2023-03",
    short="reasons that really counted",
    duty=(
        "A complex model is no excuse: the reasons given are those that were scored, and a vague reason from a "
        "checklist will not do."
    ),
    test="Is each reason that is shown a rule that was applied and counted?",
    sources=(
        text(
            "Circular 2023-03, adverse action notification requirements",
            "https://www.consumerfinance.gov/compliance/circulars/circular-2023-03-adverse-action-notification-"
            "requirements-and-the-proper-use-of-the-cfpbs-sample-forms-provided-in-regulation-b/",
            "Consumer Financial Protection Bureau",
            "2023",
        ),
        text(
            "CFPB revisits adverse action notice requirements",
            "https://www.consumerfinancemonitor.com/2023/09/20/cfpb-revisits-adverse-action-notice-requirements-when-"
            "using-artificial-intelligence-or-complex-credit-models/",
            "Consumer Finance Monitor",
            "2023-09-20",
        ),
    ),
    unchecked="That an internal cut-off alone is no reason was not read in a source.",
    check=check,
    meets="disclosure: {subject: {points: on_request}}",
    misses="disclosure: {subject: {points: hidden}}",
)
