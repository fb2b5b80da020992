"""Y9: nothing about persons on public display, no minor penalties, an end after five years."""

from __future__ import annotations

from pilot.disclosure.yardsticks.answers import Check, Finding, not_applicable, together, true_of_rules
from pilot.disclosure.yardsticks.what_counts import against, ends_within, is_minor
from pilot.disclosure.yardsticks.yardstick import STATUTES, Yardstick, text
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Item

ABOUT_PERSONS: tuple[Item, ...] = (
    "score", "grade", "points", "records", "agencies", "lists", "reasons", "consequences",
)  # fmt: skip
"""The items that tell something of a person, not of the rulebook."""
FIVE_YEARS = 60


def check(ruleset: Ruleset, _: Assessment) -> Finding:
    """Whether the public is shown nothing of persons and what counts against them is neither minor nor endless."""
    if "person" not in ruleset.applies_to:
        return not_applicable("The ruleset does not apply to persons.", "applies_to")
    bad = against(ruleset)
    minor = [rule for rule in bad if is_minor(rule)]
    endless = [rule for rule in bad if not ends_within(rule, ruleset, FIVE_YEARS, or_when_settled=True)]
    return together(
        "Nothing about a person is shown to the public, no minor penalty is read, and every entry ends "
        "within five years.",
        _nothing_published(ruleset),
        true_of_rules(bad, minor, "minor penalties are read"),
        true_of_rules(bad, endless, "entries can count for more than five years"),
    )


def _nothing_published(ruleset: Ruleset) -> Check:
    public = ruleset.disclosure.open_to("public")
    shown = [item for item in ABOUT_PERSONS if item in public]
    published = [name for name, listing in ruleset.lists.items() if listing.publishes]
    lines = (*(f"disclosure.public.{item}" for item in shown), *(f"lists.{name}.publishes" for name in published))
    otherwise = (
        f"the public is shown {', '.join(shown)} of persons"
        if shown
        else f"lists are published ({', '.join(published)})"
    )
    return Check(not lines, otherwise, lines or ("disclosure.public",))


YARDSTICK = Yardstick(
    id="Y9",
    law="Shandong regulation on social credit, Art. 13, 20 and 38",
    short="no public display",
    duty=(
        "What is known of individuals is not put on public display, minor penalties are not recorded, and nothing "
        "counts for more than five years."
    ),
    test="Is nothing about a person shown to the public, does no rule read a minor penalty, and does every entry end?",
    sources=(text("Shandong regulation on social credit", STATUTES, "Shandong", "2020-07-24"),),
    check=check,
    meets="rules: {tax-unpaid: {expires_after_months: 60}}",
    misses="disclosure: {public: {grade: shown}}",
)
