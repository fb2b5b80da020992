"""Which conditions a rule could have and does not, and which it could do without: what a form can add and take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

from pilot.ruleset.model import Bounds, ContactWhen, ProfileWhen, RecordWhen, Rule, Ruleset
from pilot.ruleset.sentences.addable_parts import Offer, Removal
from pilot.ruleset.sentences.known import Known
from pilot.ruleset.sentences.lists_open import lists_to_wait_for
from pilot.ruleset.sentences.slots import Path

_LOWEST = 100
"""An amount to begin with."""


def conditions_absent(rule: Rule, ruleset: Ruleset, known: Known) -> tuple[Offer, ...]:
    """The conditions that the rule lacks; any of them can be added as it is."""
    match rule.when:
        case RecordWhen() as when:
            columns = _columns(("when", "subject"), when.columns, known)
            return (*_amounts(when.amount), *_agency(when, known), *columns, *_waiting(rule, ruleset))
        case ProfileWhen() as when:
            return tuple(_columns(("when", "profile"), when.columns, known))
        case ContactWhen() as when:
            return (_other_bound(when),)
        case _ as never:
            assert_never(never)


def conditions_removable(rule: Rule) -> tuple[Removal, ...]:
    """The conditions that the rule has and could do without."""
    match rule.when:
        case RecordWhen() as when:
            return tuple(_of_records(when))
        case ProfileWhen() as when:
            many = len(when.columns) > 1
            return tuple(_taken(column, ("when", "profile", column)) for column in when.columns if many)
        case ContactWhen():
            return ()
        case _ as never:
            assert_never(never)


def _amounts(amount: Bounds | None) -> Iterator[Offer]:
    low, high = (amount.at_least, amount.below) if amount else (None, None)
    if low is None:
        first = _LOWEST if high is None or high > _LOWEST else high - 1
        yield Offer("Add: only from an amount", ("when", "amount", "at_least"), first)
    if high is None:
        yield Offer("Add: only below an amount", ("when", "amount", "below"), _LOWEST if low is None else low + _LOWEST)


def _agency(when: RecordWhen, known: Known) -> Iterator[Offer]:
    if when.agency is None and known.agencies:
        yield Offer("Add: only from an agency", ("when", "agency"), known.agencies[0])


def _columns(path: Path, given: tuple[str, ...], known: Known) -> Iterator[Offer]:
    for column, first in known.conditions.items():
        if column not in given:
            yield Offer(f"Add: only for some by {column}", (*path, column), first)


def _waiting(rule: Rule, ruleset: Ruleset) -> Iterator[Offer]:
    if names := lists_to_wait_for(rule, ruleset):
        yield Offer("Add: only while on a list", ("when", "while_on"), names[0])


def _other_bound(when: ContactWhen) -> Offer:
    who = when.contacts
    key, bound = ("score_below", who.score_at_least) if who.score_below is None else ("score_at_least", who.score_below)
    words = "below" if key == "score_below" else "at or above"
    value: dict[str, Any] = {"relationship": who.relationship, key: bound}
    return Offer(f"Count those {words} the bound instead", ("when", "contacts"), value)


def _of_records(when: RecordWhen) -> Iterator[Removal]:
    for key, words in (("at_least", "lowest amount"), ("below", "amount below which it holds")):
        if when.amount and getattr(when.amount, key) is not None:
            yield _taken(words, ("when", "amount", key))
    if when.agency is not None:
        yield _taken("agency", ("when", "agency"))
    for column in when.columns:
        yield _taken(column, ("when", "subject", column))
    if when.while_on is not None:
        yield _taken("list that they must be on", ("when", "while_on"))


def _taken(words: str, path: Path) -> Removal:
    return Removal(f"Take away the condition: {words}", path)
