"""What the yardsticks of China look at (Y8 to Y13): regulations of cities and provinces, and national law."""

from __future__ import annotations

from pilot.disclosure.opacity.remedy import days_to_decide
from pilot.disclosure.yardsticks.answers import (
    NOT_APPLICABLE,
    NOTHING_AGAINST,
    Check,
    Finding,
    appeal_offered,
    open_to,
    together,
    true_of_rules,
)
from pilot.disclosure.yardsticks.what_counts import (
    against,
    ends_within,
    half_repaired,
    harms,
    is_minor,
    unrelated_rules,
)
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Item

ABOUT_PERSONS: tuple[Item, ...] = (
    "score", "grade", "points", "records", "agencies", "lists", "reasons", "consequences",
)  # fmt: skip
"""The items that tell something of a person, not of the rulebook."""
FIVE_YEARS, THREE_YEARS, THREE_MONTHS = 60, 36, 3
"""Terms, in months."""


def reasons_source_objection(ruleset: Ruleset, assessment: Assessment) -> Finding:
    """Y8: four questions of the Shanghai regulation."""
    if not against(ruleset):
        return NOTHING_AGAINST
    days = days_to_decide(assessment.city)
    told = "" if days is None else f"; in this city it takes {days:g} days, the median"
    checks = [open_to(ruleset, ["reasons"]), open_to(ruleset, ["agencies", "records"], asking=True)]
    if harms(ruleset):
        checks.append(open_to(ruleset, ["consequences"], asking=True))
    offered = appeal_offered(ruleset)
    time = Check(None, f"a ruleset cannot say how soon an objection is decided{told}", ("recourse.appeal",))
    return together("", *checks, offered, time)


def no_public_display(ruleset: Ruleset, _: Assessment) -> Finding:
    """Y9: nothing about persons on public display, no minor penalties, an end after five years."""
    if "person" not in ruleset.applies_to:
        return Finding(NOT_APPLICABLE, "The ruleset does not apply to persons.", ("applies_to",))
    levels = ruleset.disclosure.public
    shown = [item for item in ABOUT_PERSONS if levels.get(item) == "shown"]
    published = [name for name, listing in ruleset.lists.items() if listing.publishes]
    lines = tuple([f"disclosure.public.{item}" for item in shown] + [f"lists.{name}.publishes" for name in published])
    said = (
        f"the public is shown {', '.join(shown)} of persons"
        if shown
        else f"lists are published ({', '.join(published)})"
    )
    minor = [rule for rule in against(ruleset) if is_minor(rule)]
    endless = [rule for rule in against(ruleset) if not ends_within(rule, ruleset, FIVE_YEARS, or_when_settled=True)]
    return together(
        "Nothing about a person is shown to the public, no minor penalty is read, and every entry ends "
        "within five years.",
        Check(not lines, said, lines or ("disclosure.public",)),
        true_of_rules(against(ruleset), minor, "minor penalties are read"),
        true_of_rules(against(ruleset), endless, "entries can count for more than five years"),
    )


def notice_before_listing(ruleset: Ruleset, _: Assessment) -> Finding:
    """Y10: a letter before a listing, with what the regulation wants in it."""
    lists = tuple(f"lists.{name}" for name, listing in ruleset.lists.items() if listing.kind != "redlist")
    if not lists:
        return Finding(NOT_APPLICABLE, "The ruleset has no list that counts against anybody.", ("lists",))
    before = Check(
        ruleset.disclosure.notice == "before_effect", "no letter is due before a listing", ("disclosure.notice",)
    )
    told = open_to(ruleset, ["lists", "reasons", "consequences"])
    said = "A letter comes before each listing, with the reason, what follows, and how to object."
    return together(said, before, told, appeal_offered(ruleset), lines=lists)


def clear_relevant_traceable(ruleset: Ruleset, _: Assessment) -> Finding:
    """Y11: open standards, a field of life on every rule, and none that has nothing to do with credit."""
    if ruleset.score is None:
        return Finding(NOT_APPLICABLE, "The ruleset keeps lists and no score.", ("score",))
    scored = [rule for rule in ruleset.rules if rule.has_points]
    untagged = [rule for rule in scored if rule.topic is None]
    thresholds: list[Item] = ["thresholds"] if ruleset.bands else []
    return together(
        "Score, standards, rules and senders are open, and every rule is about something that has to do with credit.",
        open_to(ruleset, ["score", "rules", "agencies", *thresholds], asking=True),
        true_of_rules(
            scored, unrelated_rules(scored), "rules are about fields of life that have nothing to do with credit"
        ),
        Check(None if untagged else True, f"{len(untagged)} rules do not say what they are about", ("rules",)),
    )


def explanation_and_opt_out(ruleset: Ruleset, _: Assessment) -> Finding:
    """Y12: an explanation on asking, and a way not to be decided about by a machine alone."""
    appeal = ruleset.recourse.appeal
    seen_by_somebody = bool(appeal and appeal.available and appeal.decided_by)
    stays_out = Check(
        True if ruleset.participation == "voluntary" else None if seen_by_somebody else False,
        "an appeal is decided by somebody, but whether one may refuse beforehand is not said"
        if seen_by_somebody
        else "nobody may stay out, and no person decides",
        ("participation", "recourse.appeal"),
    )
    explained = open_to(ruleset, ["rules", "reasons"], asking=True)
    return together(
        "Rules and reasons are to be had on asking, and whoever does not want it stays out.", explained, stays_out
    )


def fixed_terms_and_repair(ruleset: Ruleset, _: Assessment) -> Finding:
    """Y13: terms of three months and three years, and repair that ends everything together."""
    bad = against(ruleset)
    if not bad:
        return NOTHING_AGAINST
    minor = [rule for rule in bad if is_minor(rule) and not ends_within(rule, ruleset, THREE_MONTHS)]
    endless = [rule for rule in bad if not ends_within(rule, ruleset, THREE_YEARS)]
    repair = ruleset.recourse.repair
    offered = Check(repair.available if repair else None, "no way to repair is given", ("recourse.repair.available",))
    return together(
        "Every entry against somebody ends within its term, and repair ends everything that it led to at once.",
        true_of_rules(bad, minor, "minor entries can last more than three months"),
        true_of_rules(bad, endless, "entries can last more than three years"),
        true_of_rules(bad, half_repaired(ruleset), "repair leaves something standing"),
        offered,
    )
