"""How large a posting may be, so that everything that is added up is exact in every table."""

from __future__ import annotations

from pilot.errors import Place, Problem
from pilot.ruleset.model import Rule

LARGEST_POSTING = 10**12
"""Points of one row, whatever its type and sign."""


def posting_too_large(rule: Rule) -> Problem:
    """The problem of a ruleset with a city: a row of this rule would have more points."""
    return Problem(
        Place("ruleset", path=("rules", rule.id)),
        "too-large",
        f"with the records of this city one posting of this rule is of more than {LARGEST_POSTING:,} points.",
        "Lower its points, shares or multipliers, raise points_per.amount, or give it a cap.",
    )
