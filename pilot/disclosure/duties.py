"""What each yardstick looks at: thirteen questions to a ruleset and to what it makes of a city."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pilot.disclosure.findings import (
    NOT_APPLICABLE,
    Answer,
    Check,
    Finding,
    appeal_offered,
    open_to,
    some_of,
    together,
    true_of_rules,
)
from pilot.disclosure.provisions import (
    against,
    ends_within,
    falling_on_others,
    half_repaired,
    harms,
    is_minor,
    out_of_place,
    touching_rights,
    unrelated_rules,
)
from pilot.disclosure.recompute import recomputable
from pilot.disclosure.remedy import days_to_decide
from pilot.disclosure.screens import COUNTED, opened
from pilot.evaluation import Assessment, evaluate
from pilot.ruleset.model import Ruleset
from pilot.ruleset.words import Item

__all__ = ["Answer", "Finding"]

ABOUT_PERSONS: tuple[Item, ...] = (
    "score", "grade", "points", "records", "agencies", "lists", "reasons", "consequences",
)  # fmt: skip
"""The items that tell something of a person, not of the rulebook."""
FIVE_YEARS, THREE_YEARS, THREE_MONTHS = 60, 36, 3
_NOTHING_AGAINST = Finding("not applicable", "Nothing in the ruleset counts against anybody.", ("rules",))


def assessed_with(assessment: Assessment, ruleset: Ruleset) -> Assessment:
    """The same city, day and agencies under another ruleset."""
    return evaluate(ruleset, assessment.city, assessment.as_of, assessment.joined)


def adverse_action_notice(ruleset: Ruleset, _: Assessment) -> Finding:
    """Y1: what a letter carries on a decision against somebody."""
    if not against(ruleset):
        return _NOTHING_AGAINST
    kept: dict[Item, object] = {"grade": ruleset.bands, "lists": ruleset.lists, "score": ruleset.score}
    return together(
        "Each letter tells what was decided and who supplied the entry, the file is to be had, and it can be disputed.",
        _letter(ruleset),
        open_to(ruleset, [*(item for item, part in kept.items() if part), "agencies"]),
        open_to(ruleset, ["records"], asking=True),
        appeal_offered(ruleset),
    )


def key_factors_and_range(ruleset: Ruleset, _: Assessment) -> Finding:
    """Y2: what somebody who asks is told of the score."""
    if ruleset.score is None:
        return Finding(NOT_APPLICABLE, "The ruleset keeps lists and no score.", ("score",))
    asked: list[Item] = ["score", "reasons", "points", "thresholds"]
    return together(
        "Whoever asks is shown the score, its range, and each reason with its points.",
        open_to(ruleset, asked, asking=True),
    )


def specific_reasons_in_writing(ruleset: Ruleset, _: Assessment) -> Finding:
    """Y3: a letter with a reason, or the right to ask for it."""
    if not against(ruleset):
        return _NOTHING_AGAINST
    return together(
        "A letter is due on each change, with the reason in it or on asking.",
        _letter(ruleset),
        open_to(ruleset, ["reasons"], asking=True),
    )


def reasons_that_counted(ruleset: Ruleset, assessment: Assessment) -> Finding:
    """Y4: whether a reason that is shown may be a rule that moved nothing, and whether any is shown at all."""
    if not against(ruleset):
        return _NOTHING_AGAINST
    shown = open_to(ruleset, ["reasons"], asking=True)
    if not shown.holds:
        return together("", shown)
    posted = assessment.ledger
    posted = posted[posted["type"].isin(COUNTED)]
    idle = int(((posted["points"] == 0) & posted["note"].notna()).sum())
    told_apart = "points" in opened(assessment, "subject", requested=True)
    counted = Check(
        told_apart or not idle,
        f"{idle:,} of {len(posted):,} reasons moved no points, and the screen does not say which",
        ("disclosure.subject.points",),
    )
    return together(f"All {len(posted):,} reasons shown are rules that were applied.", shown, counted)


def logic_that_can_be_followed(ruleset: Ruleset, assessment: Assessment) -> Finding:
    """Y5: tried for everybody, with all that asking brings."""
    levels = dict.fromkeys(opened(assessment, "subject", requested=True), "shown")
    asked = ruleset.disclosure.model_copy(update={"subject": levels})
    again = recomputable(assessed_with(assessment, ruleset.model_copy(update={"disclosure": asked})))
    if again is None:
        return Finding(NOT_APPLICABLE, "The ruleset keeps lists and no score.", ("score",))
    lines = ("disclosure.subject.rules", "disclosure.subject.points", "disclosure.subject.records")
    if not len(again):
        return Finding("cannot be told", "Nobody in this city is covered.", lines)
    able = int(again.sum())
    reason = f"From what asking brings, {able:,} of {len(again):,} subjects reach their own score."
    return Finding("met" if able == len(again) else "not met", reason, lines)


def human_review(ruleset: Ruleset, _: Assessment) -> Finding:
    """Y6: a review by a person wherever a grade decides."""
    deciding = [f"bands.{band.grade}.consequences" for band in ruleset.bands if band.consequences]
    if not deciding:
        return Finding(NOT_APPLICABLE, "No grade decides about anything.", ("bands",))
    appeal = ruleset.recourse.appeal
    named = Check(
        True if appeal and appeal.decided_by else None,
        "the ruleset does not say who decides",
        ("recourse.appeal.decided_by",),
    )
    offered = appeal_offered(ruleset)
    said = "An appeal is offered, and it is said who decides; whether they are independent is not asked here."
    return together(said, offered, named, lines=tuple(deciding))


def no_social_scoring(ruleset: Ruleset, _: Assessment) -> Finding:
    """Y7: whether what harms stays in its field of life, off relatives and off basic rights."""
    harmful = harms(ruleset)
    if not harmful:
        return Finding(NOT_APPLICABLE, "No consequence takes anything away.", ("consequences",))
    elsewhere, unnamed = out_of_place(ruleset)
    return together(
        f"All {len(harmful)} that take something away stay in their field of life, off relatives and off basic rights.",
        _none_of(elsewhere, "in another field of life than the conduct", "area"),
        _none_of(touching_rights(ruleset), "touching a basic right", "basic_right"),
        _none_of(falling_on_others(ruleset), "falling on others than the subject", "falls_on"),
        _none_of(unnamed, "no field of life named", "area", failing=None),
        lines=tuple(f"consequences.{name}" for name in harmful),
    )


def reasons_source_objection(ruleset: Ruleset, assessment: Assessment) -> Finding:
    """Y8: four questions of the Shanghai regulation."""
    if not against(ruleset):
        return _NOTHING_AGAINST
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
        "Nothing about a person is shown to the public, no minor penalty is read, and every entry ends within five years.",
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
        return _NOTHING_AGAINST
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


def _none_of(names: Sequence[str], how: str, key: str, failing: Literal[False] | None = False) -> Check:
    said = f"{how}: {len(names)} ({some_of(names)})"
    return Check(failing if names else True, said, tuple(f"consequences.{name}.{key}" for name in names))


def _letter(ruleset: Ruleset) -> Check:
    return Check(ruleset.disclosure.notice != "none", "no letter is due", ("disclosure.notice",))
