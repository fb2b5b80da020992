"""A round on the table: what its residents see of it, which simple rules that leaves, and which are offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from pilot.disclosure.guessing.candidates import Family, Mask, SettlingScreens, family_of, settling
from pilot.disclosure.guessing.episodes import Episode
from pilot.disclosure.guessing.glimpses import Glimpse, glimpse
from pilot.disclosure.guessing.offers import SimpleRule, offered
from pilot.disclosure.guessing.rounds import Deck, Round, Verdict, foretell, verdict
from pilot.evaluation.memo import Memo
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.model.values import Item
from pilot.ruleset.reading.load import fingerprint
from pilot.views.visit import frame, world


@dataclass(frozen=True)
class ShownRound:
    """A round on the table, with what its residents see of it; shared by all who play it.

    `items` are those that the ruleset opens to them, `on_request` those that it would open on request.
    """

    deck: Deck
    round: Round
    items: frozenset[Item]
    on_request: frozenset[Item]
    titles: Mapping[str, str]
    names: Mapping[str, str]
    others: tuple[Ruleset, ...]

    @cached_property
    def glimpses(self) -> tuple[Glimpse, ...]:
        """What each resident's screen shows."""
        ruleset = self.deck.assessment.ruleset
        return tuple(glimpse(episode, ruleset, self.items) for episode in self.round.episodes)

    @cached_property
    def family(self) -> Family:
        """The simple rules that are counted."""
        return family_of(self.deck)

    @cached_property
    def mask(self) -> Mask:
        """Which of them no screen contradicts."""
        return self.family.standing(self.round.episodes, self.deck.assessment.ruleset, self.items)

    @cached_property
    def standing(self) -> int:
        """How many of them no screen contradicts."""
        return int(self.mask.sum())

    @cached_property
    def offered(self) -> tuple[SimpleRule, ...]:
        """Whole rules to choose from, priced as this ruleset does and then as the others that came with the product."""
        return offered(self.round, [self.deck.assessment.ruleset, *self.others])

    @property
    def hidden(self) -> SimpleRule:
        """The hidden rule as one of the simple rules."""
        return SimpleRule(self.round.kind, self.round.points)

    def stands(self, rule: SimpleRule) -> bool:
        """Whether no screen contradicts a simple rule."""
        return bool(self.mask[self.family.place(rule.kind, rule.points)])

    @cached_property
    def settling(self) -> SettlingScreens:
        """What would have settled the round."""
        return settling(self.deck, self.round, self.items)

    def verdicts(self, rule: Rule) -> tuple[Verdict, ...]:
        """What each resident's screen says of a rule."""
        foretold = foretell(rule, self.deck.assessment, self.round.episodes)
        return tuple(verdict(seen, lines) for seen, lines in zip(self.glimpses, foretold, strict=True))

    def title(self, kind: str) -> str:
        """A kind of record in words."""
        return self.titles.get(kind, kind)

    def name(self, episode: Episode) -> str:
        """The resident's name."""
        return self.names.get(episode.subject_id, episode.subject_id)


def shown_round(selection: frame.Selection, seed: int, residents: int, *, requested: bool) -> ShownRound | None:
    """The round of a seed; None where the city has too little for one."""
    prints = (fingerprint(selection.ruleset), selection.city.fingerprint, selection.as_of)
    deck = _decks.get(prints, lambda: Deck(selection.assessment))
    make = partial(_shown_round, selection, deck, seed, residents, requested)
    return _rounds.get((prints, seed, residents, requested), make)


_decks = Memo(8, 400_000_000, lambda deck: deck.assessment.weight)
_rounds = Memo(64, 400_000_000, lambda shown: 0 if shown is None else shown.deck.assessment.weight)


def _shown_round(
    selection: frame.Selection, deck: Deck, seed: int, residents: int, requested: bool
) -> ShownRound | None:
    dealt = deck.deal(seed, residents)
    if dealt is None:
        return None
    disclosure = selection.ruleset.disclosure
    open_ = disclosure.open_to("subject", requested=requested)
    waiting = disclosure.on_request("subject") - open_
    kinds = selection.city.kinds
    titles = {str(kind): str(title) for kind, title in zip(kinds["kind"], kinds["title"], strict=True)}
    others = tuple(read.value for path in world.rulesets().values() if (read := world.ruleset(path)).value is not None)
    return ShownRound(deck, dealt, open_, waiting, titles, frame.names(selection.city), others)
