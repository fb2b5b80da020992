"""What the record rules match, post and carry on, in two passes: first those without `while_on`, then those with it.

Steps 4, 5 and 8 of docs/evaluation.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from pilot.evaluation.kernel.carry import Carried, carried_of
from pilot.evaluation.kernel.columns import Flags
from pilot.evaluation.kernel.listing import Listed
from pilot.evaluation.kernel.match import Matched, kinds_matched, match_records, needs_order
from pilot.evaluation.kernel.price import Block, base_points, block_of, outweighed
from pilot.evaluation.kernel.work import CARRYING, COUNTING, MATCHING, PRICING, Key, Work
from pilot.evaluation.threads import in_parallel


@dataclass(frozen=True)
class RecordPass:
    """The record rules of one pass: what each matches, by its place, and what it posts, with the key of each block."""

    matches: Mapping[int, Matched]
    blocks: tuple[Block, ...]
    keys: tuple[Key, ...]


def record_postings(work: Work, listed: Listed | None = None) -> RecordPass:
    """Step 4 for the rules without `while_on`; step 8 for those with it, given the lists as steps 4 to 7 left them."""
    whens = work.record_whens
    places = [place for place, when in whens.items() if (when.while_on is None) == (listed is None)]
    match = partial(_matched, work) if listed is None else partial(_matched_while_on, work, listed)
    matches = dict(zip(places, in_parallel(match, places, len(work.columns.day)), strict=True))
    lists_key: Key = () if listed is None else listed.key
    gives_way = _outweighed(work, matches, lists_key) if work.ruleset.overlap == "heaviest" else {}

    def key(place: int) -> Key:
        _, rivals = gives_way.get(place, (None, ()))
        return place, work.content(place, MATCHING + PRICING + COUNTING), lists_key, rivals

    def block(place: int) -> Block:
        lighter, _ = gives_way.get(place, (None, ()))
        return work.remembered("block", partial(_block, work, place, matches[place], lighter), *keys[place])

    keys = {place: key(place) for place in places}
    blocks = in_parallel(block, places, len(work.columns.day))
    return RecordPass(matches, tuple(blocks), tuple(keys.values()))


def carried_postings(work: Work, posted: RecordPass) -> tuple[Carried, ...]:
    """Step 5: what the postings of one pass bring to relatives."""
    rules, columns, inside = work.ruleset.rules, work.columns, work.scope.inside
    return tuple(
        work.remembered(
            "carried",
            partial(carried_of, rules[block.place], block, columns, inside),
            *key,
            work.content(block.place, CARRYING),
        )
        for block, key in zip(posted.blocks, posted.keys, strict=True)
        if rules[block.place].carry
    )


def _matched(work: Work, place: int) -> Matched:
    rule = work.ruleset.rules[place]
    in_order = needs_order(rule)
    make = partial(match_records, rule, work.record_whens[place], work.columns, work.scope)
    return work.remembered("match", make, in_order, work.content(place, MATCHING))


def _matched_while_on(work: Work, listed: Listed, place: int) -> Matched:
    """The matches whose subject is on the list on the record's day."""
    names = list(work.ruleset.lists)

    def on_the_list() -> Matched:
        matched = _matched(work, place)
        numbers = [names.index(name) for name in work.record_whens[place].lists_read]
        stays = listed.memberships.stays(numbers, len(names))
        return matched.only(stays.on(matched.subject, matched.day))

    return work.remembered("match on", on_the_list, work.content(place, MATCHING + COUNTING), listed.key)


def _block(work: Work, place: int, matched: Matched, lighter: Flags | None) -> Block:
    block = block_of(work.ruleset.rules[place], place, matched, work.columns, work.scope.as_of, lighter)
    block.add_up()
    return block


def _outweighed(work: Work, matches: Mapping[int, Matched], lists_key: Key) -> dict[int, tuple[Flags, Key]]:
    """Step 4a with overlap `heaviest`: which matches of each rule give way, and what that follows from.

    It is found apart for each set of rules that can meet on one record.
    """
    result: dict[int, tuple[Flags, Key]] = {}
    for places in _rivals(work, [place for place in matches if work.ruleset.rules[place].has_points]):
        key = (tuple((place, work.content(place, MATCHING + PRICING)) for place in places), lists_key)
        chosen = work.remembered("heaviest", partial(_heaviest, work, places, matches), *key)
        result.update({place: (flags, key) for place, flags in chosen.items()})
    return result


def _heaviest(work: Work, places: list[int], matches: Mapping[int, Matched]) -> dict[int, Flags]:
    bases = {place: base_points(work.ruleset.rules[place], matches[place], work.columns) for place in places}
    return outweighed({place: matches[place] for place in places}, bases, len(work.columns.day))


def _rivals(work: Work, places: list[int]) -> list[list[int]]:
    """The rules in groups that share a kind of record, directly or through others; each group in file order."""
    groups: list[tuple[frozenset[int], list[int]]] = []
    for place in places:
        kinds, members = _kinds(work, work.record_whens[place].kind), [place]
        for group in [group for group in groups if group[0] & kinds]:
            groups.remove(group)
            kinds, members = kinds | group[0], members + group[1]
        groups.append((kinds, sorted(members)))
    return [members for _, members in groups]


def _kinds(work: Work, patterns: tuple[str, ...]) -> frozenset[int]:
    return work.columns.memo.get(("kinds", patterns), lambda: frozenset(kinds_matched(work.columns.kinds, patterns)))
