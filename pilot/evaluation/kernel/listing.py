"""Who the rules put on which list, pass by pass (step 7 of docs/evaluation.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pilot.evaluation.kernel.match import Matched
from pilot.evaluation.kernel.memberships import Memberships, derived_memberships, gathered, memberships_of
from pilot.evaluation.kernel.work import LISTING, MATCHING, Key, Work
from pilot.evaluation.threads import in_parallel


@dataclass(frozen=True)
class Listed:
    """The memberships so far, and the key of what they follow from."""

    memberships: Memberships
    key: Key


def listings(work: Work, matches: Mapping[int, Matched]) -> Listed:
    """Step 7: entries by rules without `while_on`, and the lists that follow from other lists."""
    key = _key(work, matches)
    return Listed(work.remembered("listed", lambda: _with_derived(work, _entries(work, matches)), *key), key)


def listings_added(work: Work, listed: Listed, matches: Mapping[int, Matched]) -> Memberships:
    """Step 8: entries by rules with `while_on` as well; lists that follow from others are not computed again."""
    key = (*listed.key, "then", *_key(work, matches))
    return work.remembered("listed", lambda: gathered([listed.memberships, _entries(work, matches)]), *key)


def _key(work: Work, places: Iterable[int]) -> Key:
    """What the listings of the rules at these places follow from."""
    lists, rules = work.ruleset.lists, work.ruleset.rules
    as_lists = tuple((name, one.lasts_months, one.carry, repr(one.entered_when)) for name, one in lists.items())
    as_rules = ((place, work.content(place, MATCHING + LISTING)) for place in places if rules[place].lists)
    return (as_lists, *as_rules)


def _entries(work: Work, matches: Mapping[int, Matched]) -> Memberships:
    """Who was put on which list by the rules that matched."""
    rules = work.ruleset.rules

    def entered(place: int) -> Memberships:
        return memberships_of(rules[place], place, matches[place], work.ruleset, work.columns, work.scope.as_of)

    places = [place for place in matches if rules[place].lists]
    return gathered(in_parallel(entered, places, len(work.columns.day)))


def _with_derived(work: Work, direct: Memberships) -> Memberships:
    """The entries together with the lists that have `entered_when`."""
    names = list(work.ruleset.lists)
    derived = [
        derived_memberships(number, listing.entered_when, names, direct)
        for number, listing in enumerate(work.ruleset.lists.values())
        if listing.entered_when is not None
    ]
    return gathered([direct, *derived])
