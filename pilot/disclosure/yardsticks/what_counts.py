"""What in a ruleset counts against somebody, for how long, and what it does to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import assert_never

from pilot.ruleset.model import Band, Consequence, ContactWhen, ProfileWhen, RecordWhen, Rule, Ruleset
from pilot.ruleset.sentences.rule_sentences import sign_of

MINOR = (
    "traffic.red_light", "traffic.warning", "penalty.warning", "penalty.fine_low", "community.littering",
    "community.waste_not_sorted", "order.noise", "order.noise_nuisance", "order.urban_minor_nuisance",
)  # fmt: skip
"""Kinds of record that are warnings, or are dealt with on the spot; which kinds these are is our reading."""


def against(ruleset: Ruleset) -> list[Rule]:
    """The rules that can take points, lower a grade, or put somebody on a list that is no redlist."""
    return [rule for rule in ruleset.rules if sign_of(rule) == "takes" or rule.override or _bad_lists(rule, ruleset)]


def is_minor(rule: Rule) -> bool:
    """Whether the rule reads a kind of record that is MINOR, without asking for a larger amount."""
    match rule.when:
        case RecordWhen(amount=amount, kind=patterns):
            larger = amount is not None and amount.at_least is not None
            return not larger and any(fnmatchcase(kind, pattern) for pattern in patterns for kind in MINOR)
        case ProfileWhen() | ContactWhen():
            return False
        case _ as never:
            assert_never(never)


def ends_within(rule: Rule, ruleset: Ruleset, months: int, *, or_when_settled: bool = False) -> bool:
    """Whether all that the rule does against somebody ends by itself after so many months at the latest.

    With `or_when_settled` an end on the day of settlement will do as well: until then the conduct goes on. A contact
    rule looks at the last day alone and leaves nothing behind; a profile rule never ends.
    """
    if rule.when.posts == "on the last day" or (or_when_settled and rule.until == "settled"):
        return True
    terms: list[int | None] = [ruleset.lists[name].lasts_months for name in _bad_lists(rule, ruleset)]
    if sign_of(rule) == "takes":
        terms.append(rule.expires_after_months)
    if rule.override:
        terms.append(rule.override.months)
    return all(term is not None and term <= months for term in terms)


def half_repaired(ruleset: Ruleset) -> list[Rule]:
    """The rules that go on counting against somebody after the same record was settled for another rule."""
    repaired = [kind for rule in against(ruleset) if rule.until == "settled" for kind in _kinds(rule)]
    return [rule for rule in against(ruleset) if rule.until is None and _meet(_kinds(rule), repaired)]


def harms(ruleset: Ruleset) -> dict[str, Consequence]:
    """The consequences that cost, forbid or make known, by id, of those that a grade or a list leads to.

    Making known is no harm where it only follows from a redlist, or from a better grade than everybody starts with.
    """
    bad = {name for band in _from_start_down(ruleset) for name in band.consequences}
    bad |= {name for listing in ruleset.lists.values() if listing.kind != "redlist" for name in listing.consequences}
    named = bad | {name for band in ruleset.bands for name in band.consequences}
    named |= {name for listing in ruleset.lists.values() for name in listing.consequences}
    harmful = {"burden": named, "restriction": named, "publicity": bad}
    consequences = ruleset.consequences.items()
    return {name: consequence for name, consequence in consequences if name in harmful.get(consequence.effect, ())}


def _from_start_down(ruleset: Ruleset) -> Sequence[Band]:
    if ruleset.score is None:
        return ruleset.bands
    start = ruleset.score.start
    above = sum(band.from_ is not None and start < band.from_ for band in ruleset.bands)
    return ruleset.bands[above:]


def _bad_lists(rule: Rule, ruleset: Ruleset) -> list[str]:
    return [name for name in rule.lists if ruleset.lists[name].kind != "redlist"]


def _kinds(rule: Rule) -> Sequence[str]:
    return rule.when.kinds


def _meet(kinds: Iterable[str], others: Iterable[str]) -> bool:
    others = list(others)
    return any(fnmatchcase(one, two) or fnmatchcase(two, one) for one in kinds for two in others)
