"""A ruleset held against thirteen legal duties: met, not met, not applicable, or cannot be told, with the reason.

A teaching comparison, not advice. Where a duty would be met or missed by conjectured rules alone, it cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pilot.disclosure import duties
from pilot.disclosure.duties import Answer, Finding
from pilot.disclosure.requirements import NOT_ADVICE, REQUIREMENTS, Requirement
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset

__all__ = ["NOT_ADVICE", "REQUIREMENTS", "Answer", "Verdict", "yardsticks"]

_CHECKS: dict[str, Callable[[Ruleset, Assessment], Finding]] = {
    "Y1": duties.adverse_action_notice,
    "Y2": duties.key_factors_and_range,
    "Y3": duties.specific_reasons_in_writing,
    "Y4": duties.reasons_that_counted,
    "Y5": duties.logic_that_can_be_followed,
    "Y6": duties.human_review,
    "Y7": duties.no_social_scoring,
    "Y8": duties.reasons_source_objection,
    "Y9": duties.no_public_display,
    "Y10": duties.notice_before_listing,
    "Y11": duties.clear_relevant_traceable,
    "Y12": duties.explanation_and_opt_out,
    "Y13": duties.fixed_terms_and_repair,
}


@dataclass(frozen=True)
class Verdict:
    """The answer of one yardstick, the reason in a sentence or two, and the lines of the ruleset that it rests on.

    `rests_on` holds ways down to keys, such as `disclosure.subject.reasons` or `rules.red-light`.
    """

    requirement: Requirement
    answer: Answer
    reason: str
    rests_on: tuple[str, ...]


def yardsticks(ruleset: Ruleset, assessment: Assessment) -> list[Verdict]:
    """All thirteen, in order. `assessment` is of this ruleset, or of one that differs in its disclosure alone."""
    if assessment.ruleset is not ruleset:
        assessment = duties.assessed_with(assessment, ruleset)
    return [_verdict(requirement, _CHECKS[requirement.id](ruleset, assessment)) for requirement in REQUIREMENTS]


def _verdict(requirement: Requirement, finding: Finding) -> Verdict:
    return Verdict(requirement, finding.answer, finding.reason, tuple(dict.fromkeys(finding.rests_on)))
