"""Steps 3 to 9 in their order: everything that a ruleset posts and lists, each rule's part kept by its content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from pilot.evaluation.balance import balance_of, factor_number, score_of
from pilot.evaluation.carry import Carried, carried_of
from pilot.evaluation.columns import Columns, Flags, Ints, Longs
from pilot.evaluation.lists import Memberships, derived_memberships, gathered, memberships_of
from pilot.evaluation.match import Matched, Scope, kinds_matched, match_profiles, match_records
from pilot.evaluation.post import CAP_REACHED, Block, Codes, base_points, block_of, outweighed, sums_by_subject
from pilot.ruleset.model import ContactWhen, ProfileWhen, RecordWhen, Rule, Ruleset


@dataclass(frozen=True)
class PerSubject:
    """The postings of a profile or contact rule: at most one a subject."""

    place: int
    subject: Ints
    points: Longs
    note: Codes


@dataclass(frozen=True)
class Postings:
    """All that was posted, and who is on which list; the opening is left to the ledger."""

    profiles: tuple[PerSubject, ...]
    blocks: tuple[Block, ...]
    carried: tuple[Carried, ...]
    contacts: tuple[PerSubject, ...]
    memberships: Memberships

    def sums(self, ruleset: Ruleset, subjects: int) -> dict[int, Longs]:
        """The points that stand, per factor number and subject."""
        parts: dict[int, list[tuple[Ints, Longs]]] = {0: []}
        for posted in (*self.profiles, *self.contacts):
            parts.setdefault(factor_number(ruleset, posted.place), []).append((posted.subject, posted.points))
        for block in self.blocks:
            if ruleset.rules[block.place].has_points:
                parts.setdefault(factor_number(ruleset, block.place), []).append((block.matched.subject, block.standing))
        for carried in self.carried:
            parts.setdefault(factor_number(ruleset, carried.block.place), []).append((carried.subject, carried.standing))
        return {number: sums_by_subject(pairs, subjects) for number, pairs in parts.items()}


MATCHING = ("when", "valid_from", "valid_until")
PRICING = ("points", "points_per")
COUNTING = ("repeat", "cap", "expires_after_months", "until", "carry")
LISTING = ("until", "lists")


class Posting:
    """One evaluation under way: the ruleset, the city's columns, and the scope."""

    def __init__(self, ruleset: Ruleset, columns: Columns, scope: Scope) -> None:
        self.ruleset, self.columns, self.scope = ruleset, columns, scope
        self._keys: dict[tuple[int, tuple[str, ...]], str] = {}

    def run(self) -> Postings:
        """Steps 3 to 9."""
        profiles = tuple(self._profile(place, rule) for place, rule in self.ruleset.rules_of(ProfileWhen))
        first, later = [], []
        for place, rule in self.ruleset.rules_of(RecordWhen):
            (first if _while_on(rule) is None else later).append(place)
        matches = {place: self._matched(place) for place in first}
        listed = self._listed(first, matches)
        derived = self._derived(listed, self._listing_key(first))
        matches_later = {place: self._matched_while_on(place, gathered([*listed, *derived]), first) for place in later}
        blocks = [*self._blocks(matches, ()), *self._blocks(matches_later, self._listing_key(first))]
        carried = [self._carried(block, self._listing_key(first)) for block in blocks if self.ruleset.rules[block.place].carry]
        memberships = gathered([*listed, *derived, *self._listed(later, matches_later)])
        posted = Postings(profiles, tuple(blocks), tuple(carried), (), memberships)
        return replace(posted, contacts=tuple(self._contacts(posted)))

    def _key(self, place: int, names: tuple[str, ...]) -> str:
        if (place, names) not in self._keys:
            self._keys[place, names] = self.ruleset.rules[place].model_dump_json(include=set(names), exclude_defaults=True)
        return self._keys[place, names]

    def _profile(self, place: int, rule: Rule) -> PerSubject:
        key = ("profile", self.scope.key, self._key(place, ("when",)))
        subject = self.columns.memo.get(key, lambda: match_profiles(rule, self.columns, self.scope))
        size = len(subject)
        return PerSubject(place, subject, np.full(size, rule.points or 0, dtype=np.int64), np.zeros(size, dtype=np.int8))

    def _matched(self, place: int) -> Matched:
        key = ("match", self.scope.key, self._key(place, MATCHING))
        return self.columns.memo.get(key, lambda: match_records(self.ruleset.rules[place], self.columns, self.scope))

    def _matched_while_on(self, place: int, memberships: Memberships, first: list[int]) -> Matched:
        """Step 8: the matches whose subject is on the list on the record's day."""
        name = _while_on(self.ruleset.rules[place])
        number = list(self.ruleset.lists).index(str(name))

        def listed() -> Matched:
            matched = self._matched(place)
            return matched.only(memberships.on(number, matched.subject, matched.day))

        return self.columns.memo.get(("match on", self.scope.key, self._key(place, MATCHING), self._listing_key(first)), listed)

    def _blocks(self, matches: Mapping[int, Matched], context: object) -> Iterable[Block]:
        gives_way = self._outweighed(matches, context) if self.ruleset.overlap == "heaviest" else {}
        for place, matched in matches.items():
            rule = self.ruleset.rules[place]
            weaker, sharers = gives_way.get(place, (None, ()))
            key = ("block", self.scope.key, place, self._key(place, MATCHING + PRICING + COUNTING), context, sharers)
            yield self.columns.memo.get(
                key,
                lambda rule=rule, place=place, matched=matched, weaker=weaker: block_of(  # type: ignore[misc]
                    rule, place, matched, self.columns, self.scope.as_of, weaker
                ),
            )

    def _outweighed(self, matches: Mapping[int, Matched], context: object) -> dict[int, tuple[Flags, object]]:
        """Step 4a with overlap `heaviest`, apart for each set of rules that can meet on one record."""
        result: dict[int, tuple[Flags, object]] = {}
        for places in self._sharing([place for place in matches if self.ruleset.rules[place].has_points]):
            key = ("heaviest", self.scope.key, tuple((place, self._key(place, MATCHING + PRICING)) for place in places), context)
            bases = {
                place: base_points(self.ruleset.rules[place], matches[place], self.columns) for place in places
            }
            chosen = self.columns.memo.get(
                key,
                lambda places=places, bases=bases: outweighed(  # type: ignore[misc]
                    {place: matches[place] for place in places}, bases, len(self.columns.day)
                ),
            )
            result.update({place: (flags, key) for place, flags in chosen.items()})
        return result

    def _sharing(self, places: list[int]) -> list[list[int]]:
        """The rules in groups that share a kind of record, directly or through others; each group in file order."""
        groups: list[tuple[set[int], list[int]]] = []
        for place in places:
            when = self.ruleset.rules[place].when
            assert isinstance(when, RecordWhen)
            kinds, members = set(kinds_matched(self.columns.kinds, when.kind)), [place]
            for group in [group for group in groups if group[0] & kinds]:
                groups.remove(group)
                kinds, members = kinds | group[0], members + group[1]
            groups.append((kinds, sorted(members)))
        return [members for _, members in groups]

    def _carried(self, block: Block, context: object) -> Carried:
        rule = self.ruleset.rules[block.place]
        return carried_of(rule, block, self.columns, self.scope.inside)

    def _listing_key(self, places: list[int]) -> tuple[object, ...]:
        """What the listings of these rules follow from; empty where no rule asks for them."""
        if not any(_while_on(rule) for _, rule in self.ruleset.rules_of(RecordWhen)):
            return ()
        lists = tuple(
            (name, each.lasts_months, each.carry, None if each.entered_when is None else (each.entered_when.at_least, each.entered_when.of))
            for name, each in self.ruleset.lists.items()
        )
        return (lists, *(self._key(place, MATCHING + LISTING) for place in places if self.ruleset.rules[place].lists))

    def _listed(self, places: list[int], matches: Mapping[int, Matched]) -> list[Memberships]:
        rules = self.ruleset.rules
        return [
            memberships_of(rules[place], place, matches[place], self.ruleset, self.columns, self.scope.as_of)
            for place in places
            if rules[place].lists
        ]

    def _derived(self, listed: list[Memberships], context: object) -> list[Memberships]:
        names = list(self.ruleset.lists)
        direct = gathered(listed)
        return [
            derived_memberships(names.index(name), each.entered_when, names, direct)
            for name, each in self.ruleset.lists.items()
            if each.entered_when is not None
        ]

    def _contacts(self, posted: Postings) -> Iterable[PerSubject]:
        """Step 9: what the scores of relatives add, each rule looking at the scores after step 8."""
        rules = list(self.ruleset.rules_of(ContactWhen))
        if not rules or self.ruleset.score is None:
            return
        sums = posted.sums(self.ruleset, self.columns.subjects)
        score = score_of(self.ruleset.score, balance_of(self.ruleset.score, sums))
        score = np.broadcast_to(score, self.columns.subjects)
        for place, rule in rules:
            yield self._contact(place, rule, score)

    def _contact(self, place: int, rule: Rule, score: Longs) -> PerSubject:
        assert isinstance(rule.when, ContactWhen)
        contacts = rule.when.contacts
        low, bound = contacts.score_below is not None, contacts.score_below if contacts.score_below is not None else contacts.score_at_least
        counts_as = self.scope.inside & ((score < bound) if low else (score >= bound))
        links = self.columns.links(contacts.relationship)
        running = np.concatenate([[0], np.cumsum(counts_as[links.others])])
        counted = running[links.starts[1:]] - running[links.starts[:-1]]
        subject = np.flatnonzero(self.scope.inside & (counted > 0)).astype(np.int32)
        full = counted[subject].astype(np.int64) * (rule.points or 0)
        points = full if rule.cap is None else np.sign(full) * np.minimum(np.abs(full), rule.cap.points)
        return PerSubject(place, subject, points, np.where(points != full, CAP_REACHED, 0).astype(np.int8))


def _while_on(rule: Rule) -> str | None:
    return rule.when.while_on if isinstance(rule.when, RecordWhen) else None
