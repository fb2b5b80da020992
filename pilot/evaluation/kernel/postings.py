"""Steps 3 to 9 in their order: everything that a ruleset posts and lists, each rule's part kept by its content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from pilot.evaluation.kernel.balance import balance_of, factor_number, score_of
from pilot.evaluation.kernel.carry import Carried, carried_of
from pilot.evaluation.kernel.columns import Columns, Flags, Ints, Longs
from pilot.evaluation.kernel.match import Matched, Scope, kinds_matched, match_profiles, match_records
from pilot.evaluation.kernel.memberships import Memberships, derived_memberships, gathered, memberships_of
from pilot.evaluation.kernel.price import CAP_REACHED, Block, Codes, base_points, block_of, outweighed
from pilot.evaluation.kernel.threads import each
from pilot.ruleset.model import Contacts, ContactWhen, ProfileWhen, Rule, Ruleset


@dataclass(frozen=True)
class PerSubject:
    """The postings of a profile or contact rule: at most one a subject."""

    place: int
    subject: Ints
    points: Longs
    note: Codes


@dataclass(frozen=True)
class Postings:
    """All that was posted, who is on which list, and per factor number and subject the points that stand.

    The opening is left to the ledger.
    """

    profiles: tuple[PerSubject, ...]
    blocks: tuple[Block, ...]
    carried: tuple[Carried, ...]
    contacts: tuple[PerSubject, ...]
    memberships: Memberships
    sums: dict[int, Longs]

    def furthest(self, ruleset: Ruleset, number: int, subjects: int) -> tuple[Longs, Longs]:
        """Per subject the lowest and the highest that the running sum of a factor could ever reach.

        A posting counts in full until its reversal and not at all afterwards, so no sum passes those of one sign.
        """
        lowest, highest = np.zeros(subjects, dtype=np.int64), np.zeros(subjects, dtype=np.int64)
        parts = [
            *((block.place, block.matched.subject, block.points) for block in self.blocks),
            *((carried.block.place, carried.subject, carried.points) for carried in self.carried),
            *((own.place, own.subject, own.points) for own in (*self.profiles, *self.contacts)),
        ]
        for place, subject, points in parts:
            if factor_number(ruleset, place) == number and len(points):
                if points.min() < 0:
                    lowest += _totals(subject, np.minimum(points, 0), subjects)
                if points.max() > 0:
                    highest += _totals(subject, np.maximum(points, 0), subjects)
        return lowest, highest


MATCHING = ("when", "valid_from", "valid_until")
PRICING = ("points", "points_per")
COUNTING = ("repeat", "cap", "expires_after_months", "until")
LISTING = ("until", "lists")

Key = tuple[object, ...]


class Posting:
    """One evaluation under way: the ruleset, the city's columns, and the scope."""

    def __init__(self, ruleset: Ruleset, columns: Columns, scope: Scope) -> None:
        self.ruleset, self.columns, self.scope = ruleset, columns, scope
        self.when = {place: when for place, _, when in ruleset.by_kind.records}
        self.remembered = columns.memo.get
        self._contents: dict[int, dict[str, str]] = {}

    def run(self) -> Postings:
        """Steps 3 to 9."""
        records, on_profiles, on_contacts = self.ruleset.by_kind
        profiles = tuple(self._profile(place, rule, when) for place, rule, when in on_profiles)
        first = [place for place, _, when in records if when.while_on is None]
        later = {place: when.while_on for place, _, when in records if when.while_on is not None}
        matches = dict(zip(first, each(self._matched, first, len(self.columns.day)), strict=True))
        context: Key = self._listing_key(first)
        listed = self.remembered(("listed", *context), lambda: self._listed(matches))
        matches_later = {place: self._matched_while_on(place, name, listed, context) for place, name in later.items()}
        whole: Key = (*context, "then", *self._listing_key(later))
        memberships = self.remembered(("listed", *whole), lambda: gathered([listed, self._entered(matches_later)]))
        blocks, carried = [], []
        for key, block in (*self._blocks(matches, ()), *self._blocks(matches_later, context)):
            blocks.append(block)
            if self.ruleset.rules[block.place].carry:
                carried.append(self._carried(key, block))
        sums = self._sums(profiles, blocks, carried)
        contacts = tuple(self._contacts(on_contacts, sums))
        if contacts:
            sums = self._added(sums, contacts)
        return Postings(profiles, tuple(blocks), tuple(carried), contacts, memberships, sums)

    def _key(self, place: int, names: tuple[str, ...]) -> Key:
        """The content of a rule, as far as these fields go."""
        if place not in self._contents:
            rule = self.ruleset.rules[place]
            _, self._contents[place] = self.remembered(("content", id(rule)), lambda: (rule, _content_of(rule)))
        content = self._contents[place]
        return tuple([content[name] for name in names])

    def _profile(self, place: int, rule: Rule, when: ProfileWhen) -> PerSubject:
        key = ("profile", self.scope.key, *self._key(place, ("when",)))
        subject = self.remembered(key, lambda: match_profiles(when, self.columns, self.scope))
        size = len(subject)
        return PerSubject(
            place, subject, np.full(size, rule.points or 0, dtype=np.int64), np.zeros(size, dtype=np.int8)
        )

    def _matched(self, place: int) -> Matched:
        rule = self.ruleset.rules[place]
        counts = rule.repeat is not None or rule.cap is not None
        key = ("match", self.scope.key, counts, *self._key(place, MATCHING))
        return self.remembered(key, lambda: match_records(rule, self.when[place], self.columns, self.scope))

    def _matched_while_on(self, place: int, name: str, listed: Memberships, context: Key) -> Matched:
        """Step 8: the matches whose subject is on the list on the record's day."""
        number = list(self.ruleset.lists).index(name)

        def on_the_list() -> Matched:
            matched = self._matched(place)
            stays = listed.stays([number], len(self.ruleset.lists))
            return matched.only(stays.on(matched.subject, matched.day))

        return self.remembered(
            ("match on", self.scope.key, *self._key(place, MATCHING + COUNTING), *context), on_the_list
        )

    def _blocks(self, matches: Mapping[int, Matched], context: Key) -> Iterable[tuple[Key, Block]]:
        gives_way = self._outweighed(matches, context) if self.ruleset.overlap == "heaviest" else {}

        def block(place: int) -> tuple[Key, Block]:
            weaker, sharers = gives_way.get(place, (None, ()))
            key = ("block", self.scope.key, place, *self._key(place, MATCHING + PRICING + COUNTING), *context, sharers)
            return key, self.remembered(key, partial(self._block, place, matches[place], weaker))

        return each(block, matches, len(self.columns.day))

    def _block(self, place: int, matched: Matched, weaker: Flags | None) -> Block:
        made = block_of(self.ruleset.rules[place], place, matched, self.columns, self.scope.as_of, weaker)
        made.add_up()
        return made

    def _carried(self, key: Key, block: Block) -> Carried:
        rule = self.ruleset.rules[block.place]
        whole = ("carried", *key, *self._key(block.place, ("carry",)))
        return self.remembered(whole, lambda: carried_of(rule, block, self.columns, self.scope.inside))

    def _outweighed(self, matches: Mapping[int, Matched], context: Key) -> dict[int, tuple[Flags, Key]]:
        """Step 4a with overlap `heaviest`, apart for each set of rules that can meet on one record."""
        result: dict[int, tuple[Flags, Key]] = {}
        for places in self._sharing([place for place in matches if self.ruleset.rules[place].has_points]):
            contents = tuple((place, self._key(place, MATCHING + PRICING)) for place in places)
            key = ("heaviest", self.scope.key, contents, *context)
            chosen = self.remembered(key, partial(self._heaviest, places, matches))
            result.update({place: (flags, key) for place, flags in chosen.items()})
        return result

    def _heaviest(self, places: list[int], matches: Mapping[int, Matched]) -> dict[int, Flags]:
        bases = {place: base_points(self.ruleset.rules[place], matches[place], self.columns) for place in places}
        return outweighed({place: matches[place] for place in places}, bases, len(self.columns.day))

    def _sharing(self, places: list[int]) -> list[list[int]]:
        """The rules in groups that share a kind of record, directly or through others; each group in file order."""
        groups: list[tuple[frozenset[int], list[int]]] = []
        for place in places:
            kinds, members = self._kinds(self.when[place].kind), [place]
            for group in [group for group in groups if group[0] & kinds]:
                groups.remove(group)
                kinds, members = kinds | group[0], members + group[1]
            groups.append((kinds, sorted(members)))
        return [members for _, members in groups]

    def _kinds(self, patterns: tuple[str, ...]) -> frozenset[int]:
        return self.remembered(("kinds", patterns), lambda: frozenset(kinds_matched(self.columns.kinds, patterns)))

    def _listing_key(self, places: Iterable[int]) -> Key:
        """What the listings of these rules follow from."""
        lists = tuple(
            (name, each.lasts_months, each.carry, repr(each.entered_when)) for name, each in self.ruleset.lists.items()
        )
        listing = ((place, self._key(place, MATCHING + LISTING)) for place in places if self.ruleset.rules[place].lists)
        return (self.scope.key, lists, *listing)

    def _entered(self, matches: Mapping[int, Matched]) -> Memberships:
        """Step 7 for the rules that matched: who was put on which list."""
        rules = self.ruleset.rules

        def entered(place: int) -> Memberships:
            return memberships_of(rules[place], place, matches[place], self.ruleset, self.columns, self.scope.as_of)

        return gathered(each(entered, [place for place in matches if rules[place].lists], len(self.columns.day)))

    def _listed(self, matches: Mapping[int, Matched]) -> Memberships:
        """Step 7 whole: entries, and the lists that follow from other lists."""
        direct = self._entered(matches)
        names = list(self.ruleset.lists)
        derived = [
            derived_memberships(names.index(name), each.entered_when, names, direct)
            for name, each in self.ruleset.lists.items()
            if each.entered_when is not None
        ]
        return gathered([direct, *derived])

    def _sums(self, profiles: Iterable[PerSubject], blocks: list[Block], carried: list[Carried]) -> dict[int, Longs]:
        """The points that stand after step 8, per factor number and subject."""
        sums = {0: np.zeros(self.columns.subjects, dtype=np.int64)}
        parts = [(block.place, block.sums) for block in blocks if self.ruleset.rules[block.place].has_points]
        parts += [(part.block.place, part.sums) for part in carried]
        for place, points in parts:
            number = factor_number(self.ruleset, place)
            sums[number] = sums[number] + points if number in sums else points
        return self._added(sums, profiles)

    def _added(self, sums: dict[int, Longs], posted: Iterable[PerSubject]) -> dict[int, Longs]:
        """Sums with the postings of profile or contact rules added; what was handed over stays as it is."""
        sums = {number: points.copy() for number, points in sums.items()}
        for added in posted:
            number = factor_number(self.ruleset, added.place)
            sums.setdefault(number, np.zeros(self.columns.subjects, dtype=np.int64))[added.subject] += added.points
        return sums

    def _contacts(self, rules: list[tuple[int, Rule, ContactWhen]], sums: Mapping[int, Longs]) -> Iterable[PerSubject]:
        """Step 9: what the scores of relatives add, each rule looking at the scores after step 8."""
        if not rules or self.ruleset.score is None:
            return
        score = score_of(self.ruleset.score, balance_of(self.ruleset.score, sums))
        for place, rule, when in rules:
            yield self._contact(place, rule, when.contacts, score)

    def _contact(self, place: int, rule: Rule, contacts: Contacts, score: Longs) -> PerSubject:
        met = meets(contacts, score)
        links = self.columns.links(contacts.relationship)
        running = np.concatenate([[0], np.cumsum((self.scope.inside & met)[links.others])])
        counted = running[links.starts[1:]] - running[links.starts[:-1]]
        subject = np.flatnonzero(self.scope.inside & (counted > 0)).astype(np.int64)
        full = counted[subject].astype(np.int64) * (rule.points or 0)
        points = full if rule.cap is None else np.sign(full) * np.minimum(np.abs(full), rule.cap.points)
        return PerSubject(place, subject, points, np.where(points != full, CAP_REACHED, 0).astype(np.int8))


_CONTENT = tuple(dict.fromkeys((*MATCHING, *PRICING, *COUNTING, *LISTING, "carry")))


def _totals(subject: Ints, points: Longs, subjects: int) -> Longs:
    return np.bincount(subject, weights=points, minlength=subjects).astype(np.int64)


def _content_of(rule: Rule) -> dict[str, str]:
    return {name: repr(getattr(rule, name)) for name in _CONTENT}


def meets(contacts: Contacts, score: Longs) -> Flags:
    """Which scores count for a contact rule: below its bound, or at least at it."""
    bound = contacts.score_at_least if contacts.score_below is None else contacts.score_below
    assert bound is not None
    met: Flags = score >= bound if contacts.score_below is None else score < bound
    return met
