"""A ruleset held against thirteen legal duties: met, not met, not applicable, or cannot be told, with the reason.

A teaching comparison, not advice. Where a duty would be met or missed by conjectured rules alone, it cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pilot.disclosure.yardsticks import duties_abroad as abroad
from pilot.disclosure.yardsticks import duties_china as china
from pilot.disclosure.yardsticks.answers import Answer, Finding
from pilot.disclosure.yardsticks.requirements import NOT_ADVICE, REQUIREMENTS, Requirement
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset

__all__ = ["NOT_ADVICE", "REQUIREMENTS", "Answer", "Verdict", "yardsticks"]

_CHECKS: dict[str, Callable[[Ruleset, Assessment], Finding]] = {
    "Y1": abroad.adverse_action_notice,
    "Y2": abroad.key_factors_and_range,
    "Y3": abroad.specific_reasons_in_writing,
    "Y4": abroad.reasons_that_counted,
    "Y5": abroad.logic_that_can_be_followed,
    "Y6": abroad.human_review,
    "Y7": abroad.no_social_scoring,
    "Y8": china.reasons_source_objection,
    "Y9": china.no_public_display,
    "Y10": china.notice_before_listing,
    "Y11": china.clear_relevant_traceable,
    "Y12": china.explanation_and_opt_out,
    "Y13": china.fixed_terms_and_repair,
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
        assessment = abroad.assessed_with(assessment, ruleset)
    return [_verdict(requirement, _CHECKS[requirement.id](ruleset, assessment)) for requirement in REQUIREMENTS]


def _verdict(requirement: Requirement, finding: Finding) -> Verdict:
    return Verdict(requirement, finding.answer, finding.reason, tuple(dict.fromkeys(finding.rests_on)))
