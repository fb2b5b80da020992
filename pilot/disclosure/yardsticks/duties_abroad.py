"""What the yardsticks of the United States and the European Union look at (Y1 to Y7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pilot.disclosure.opacity.recompute import recomputable
from pilot.disclosure.shown.screen_codes import COUNTED, opened
from pilot.disclosure.yardsticks.answers import (
    NOT_APPLICABLE,
    NOTHING_AGAINST,
    Check,
    Finding,
    appeal_offered,
    letter_due,
    open_to,
    some_of,
    together,
)
from pilot.disclosure.yardsticks.what_counts import (
    against,
    falling_on_others,
    harms,
    out_of_place,
    touching_rights,
)
from pilot.evaluation import Assessment, evaluate
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Item


def assessed_with(assessment: Assessment, ruleset: Ruleset) -> Assessment:
    """The same city, day and agencies under another ruleset."""
    return evaluate(ruleset, assessment.city, assessment.as_of, assessment.joined)


def adverse_action_notice(ruleset: Ruleset, _: Assessment) -> Finding:
    """Y1: what a letter carries on a decision against somebody."""
    if not against(ruleset):
        return NOTHING_AGAINST
    kept: dict[Item, object] = {"grade": ruleset.bands, "lists": ruleset.lists, "score": ruleset.score}
    return together(
        "Each letter tells what was decided and who supplied the entry, the file is to be had, and it can be disputed.",
        letter_due(ruleset),
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
        return NOTHING_AGAINST
    return together(
        "A letter is due on each change, with the reason in it or on asking.",
        letter_due(ruleset),
        open_to(ruleset, ["reasons"], asking=True),
    )


def reasons_that_counted(ruleset: Ruleset, assessment: Assessment) -> Finding:
    """Y4: whether a reason that is shown may be a rule that moved nothing, and whether any is shown at all."""
    if not against(ruleset):
        return NOTHING_AGAINST
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


def logic_that_can_be_followed(ruleset: Ruleset, assessment: Assessment) -> Finding:  # noqa: ARG001 (all take both)
    """Y5: tried for everybody, with all that asking brings."""
    again = recomputable(assessment)
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
        f"All {len(harmful)} consequences that take something away stay in their field of life, off relatives and "
        "off basic rights.",
        _none_of(elsewhere, "in another field of life than the conduct", "area"),
        _none_of(touching_rights(ruleset), "touching a basic right", "basic_right"),
        _none_of(falling_on_others(ruleset), "falling on others than the subject", "falls_on"),
        _none_of(unnamed, "no field of life named", "area", failing=None),
        lines=tuple(f"consequences.{name}" for name in harmful),
    )


def _none_of(names: Sequence[str], how: str, key: str, failing: Literal[False] | None = False) -> Check:
    said = f"{how}: {len(names)} ({some_of(names)})"
    return Check(failing if names else True, said, tuple(f"consequences.{name}.{key}" for name in names))
