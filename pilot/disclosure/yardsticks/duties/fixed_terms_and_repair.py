"""Y13: terms of three months and three years, and repair that ends everything together."""

from __future__ import annotations

from pilot.disclosure.yardsticks.answers import NOTHING_AGAINST, Check, Finding, together, true_of_rules
from pilot.disclosure.yardsticks.what_counts import against, ends_within, half_repaired, is_minor
from pilot.disclosure.yardsticks.yardstick import Yardstick, text
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset

THREE_MONTHS, THREE_YEARS = 3, 36


def check(ruleset: Ruleset, _: Assessment) -> Finding:
    """Whether no rule against somebody outlasts its term or leaves something standing, and repair is offered."""
    bad = against(ruleset)
    if not bad:
        return NOTHING_AGAINST
    minor = [rule for rule in bad if is_minor(rule) and not ends_within(rule, ruleset, THREE_MONTHS)]
    endless = [rule for rule in bad if not ends_within(rule, ruleset, THREE_YEARS)]
    repair = ruleset.recourse.repair
    return together(
        "Every entry against somebody ends within its term, and repair ends everything that it led to at once.",
        true_of_rules(bad, minor, "minor entries can last more than three months"),
        true_of_rules(bad, endless, "entries can last more than three years"),
        true_of_rules(bad, half_repaired(ruleset), "repair leaves something standing"),
        Check(repair.available if repair else None, "no way to repair is given", ("recourse.repair.available",)),
    )


YARDSTICK = Yardstick(
    id="Y13",
    law="China, credit repair measures, order 36 (from 1 April 2026)",
    short="fixed terms and repair",
    duty=(
        "Minor entries are not shown and last at most three months, others at most three years; repair ends display, "
        "sharing and sanctions together."
    ),
    test=(
        "Does every entry against somebody end within its term, and does repair end everything that it led to at once?"
    ),
    sources=(text("Order 36, credit repair measures", "https://toubiaole.com/news/xingyexinwen/887.html"),),
    check=check,
    meets="rules: {tax-unpaid: {expires_after_months: 36}}",
    misses="rules: {tax-unpaid: {expires_after_months: 37}}",
)
