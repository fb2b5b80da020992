"""One evaluation at work, and what earlier ones of the same city worked out: each result kept by what it follows from.

A step names the result that it needs and what that follows from; whether it is made or remembered is settled here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from pilot.evaluation.kernel.columns import Columns
from pilot.evaluation.kernel.match import Scope
from pilot.ruleset.model import Rule, Ruleset

T = TypeVar("T")

Key = tuple[object, ...]
"""What a result follows from: equal keys, equal results."""

MATCHING = ("when", "valid_from", "valid_until")
PRICING = ("points", "points_per")
COUNTING = ("repeat", "cap", "expires_after_months", "until")
LISTING = ("until", "lists")
CARRYING = ("carry",)

_FIELDS = tuple(dict.fromkeys((*MATCHING, *PRICING, *COUNTING, *LISTING, *CARRYING)))


class Work:
    """A ruleset, the city's columns and the scope (step 1), with the memory that all evaluations of the city share.

    A rule is remembered by its content: one that was edited is worked out anew, all others are found again.
    `record_whens` is what the record rules read, by the place of the rule.
    """

    def __init__(self, ruleset: Ruleset, columns: Columns, scope: Scope) -> None:
        self.ruleset, self.columns, self.scope = ruleset, columns, scope
        self.record_whens = {place: when for place, _, when in ruleset.by_kind.records}
        self._contents: dict[int, dict[str, str]] = {}

    def remembered(self, what: str, make: Callable[[], T], *follows_from: object) -> T:
        """A result that follows from the city, the scope and these values alone, made now if it is not known."""
        return self.columns.memo.get((what, self.scope.key, *follows_from), make)

    def content(self, place: int, fields: Iterable[str]) -> Key:
        """The content of the rule at a place, as far as these fields go."""
        if place not in self._contents:
            rule = self.ruleset.rules[place]
            _, self._contents[place] = self.columns.memo.get(("content", id(rule)), lambda: (rule, _content_of(rule)))
        content = self._contents[place]
        return tuple([content[name] for name in fields])


def _content_of(rule: Rule) -> dict[str, str]:
    return {name: repr(getattr(rule, name)) for name in _FIELDS}
