"""The sentences of a rule before and after, those that say the same thing beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from pilot.ruleset.changes.word_spans import Span, spans
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.sentences.rule_sentences import Sentence, does_parts, reads_parts
from pilot.ruleset.sentences.slots import plain, slots

_ORDER = ("when", "points", "repeat", "cap", "carry", "factor", "lists", "override", "expires_after_months", "until")
"""What sentences are about, in the order in which they stand."""
_About = tuple[int, int]


@dataclass(frozen=True)
class SentencePair:
    """A sentence before and after; empty on the side that has none like it."""

    before: str
    after: str

    @property
    def words(self) -> tuple[Span, ...]:
        """What changed, word by word."""
        return spans(self.before, self.after)


def sentence_pairs(before: tuple[Rule, Ruleset], after: tuple[Rule, Ruleset]) -> tuple[SentencePair, ...]:
    """The sentences of `reads` and `does` that differ, each rule read in its own ruleset."""
    old, new = _by_what_they_say(*before), _by_what_they_say(*after)
    found = (SentencePair(old.get(about, ""), new.get(about, "")) for about in sorted({*old, *new}))
    return tuple(pair for pair in found if pair.before != pair.after)


def _by_what_they_say(rule: Rule, ruleset: Ruleset) -> dict[_About, str]:
    return {_about(parts): plain(parts) for parts in (reads_parts(rule, ruleset), *does_parts(rule, ruleset))}


def _about(parts: Sentence) -> _About:
    """What a sentence is about and, where several are about the same, which of them it is."""
    slot = next(slots([parts]), None)
    if slot is None:
        # Two sentences have no values: that of the settlement, and that of a rule without effect.
        return _ORDER.index("until"), 0
    key = "points" if slot.path[0] == "points_per" else str(slot.path[0])
    number = slot.path[1] if key == "carry" else 0
    return _ORDER.index(key), int(number)
