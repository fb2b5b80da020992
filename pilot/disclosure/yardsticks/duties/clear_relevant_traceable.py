"""Y11: open standards, a field of life on every rule, and none that has nothing to do with credit."""

from __future__ import annotations

from pilot.disclosure.yardsticks.answers import NO_SCORE, Check, Finding, subject_is_shown, together, true_of_rules
from pilot.disclosure.yardsticks.yardstick import STATUTES, Yardstick, text
from pilot.evaluation import Assessment
from pilot.phrases import count
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Item, Topic

UNRELATED: tuple[Topic, ...] = ("speech", "association", "faith", "family", "health", "politics", "consumption")
"""Fields of life that this comparison takes to have nothing to do with credit; the line is our own."""


def check(ruleset: Ruleset, _: Assessment) -> Finding:
    """Whether the standards are to be had on request at least, and every rule that gives points is about credit."""
    if ruleset.score is None:
        return NO_SCORE
    scored = [rule for rule in ruleset.rules if rule.has_points]
    unrelated = [rule for rule in scored if rule.topic in UNRELATED]
    untagged = [rule for rule in scored if rule.topic is None]
    thresholds: list[Item] = ["thresholds"] if ruleset.bands else []
    return together(
        "Score, standards, rules and senders are open, and every rule is about something that has to do with credit.",
        subject_is_shown(ruleset, ["score", "rules", "agencies", *thresholds], requested=True),
        true_of_rules(scored, unrelated, "rules are about fields of life that have nothing to do with credit"),
        Check(
            None if untagged else True,
            f"{count(len(untagged), 'rule does', 'rules do')} not name a topic",
            ("rules",),
        ),
    )


YARDSTICK = Yardstick(
    id="Y11",
    law="Shenzhen regulation on social credit, Art. 29 and 39",
    short="clear, relevant, traceable",
    duty=(
        "Scoring has clear standards and uses nothing unrelated to credit; its rules can be explained and its data "
        "traced, and everybody may know score, standards and rules."
    ),
    test=(
        "Are rules, bands and senders open, does each rule say what field of life it is about, and is each about "
        "credit?"
    ),
    sources=(text("Shenzhen regulation on social credit", STATUTES, "Shenzhen", "2023-01-06"),),
    check=check,
    meets="disclosure: {subject: {rules: on_request}}",
    misses="rules: {tax-unpaid: {topic: politics}}",
)
