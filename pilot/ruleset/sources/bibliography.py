"""Which rules, lists and consequences rest on which source, over several rulesets and the claims beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import get_args

from pilot.ruleset.changes.changed_here import CHANGED
from pilot.ruleset.changes.origins import basis_now
from pilot.ruleset.model import Citation, Ruleset, Source
from pilot.ruleset.model.values import Basis
from pilot.ruleset.sources.claims import Claims, Disagreement


@dataclass(frozen=True)
class Use:
    """What a ruleset takes from a source: its key there, and the ids of what cites it, or is disputed by it."""

    ruleset: Ruleset
    key: str
    rules: tuple[str, ...]
    lists: tuple[str, ...]
    consequences: tuple[str, ...]
    disputes: tuple[str, ...]

    @property
    def rests(self) -> bool:
        """Whether anything in the ruleset cites the source at all."""
        return bool(self.rules or self.lists or self.consequences or self.disputes)


@dataclass
class CitedSource:
    """A source, once, however many files name it: who uses it, and in which disagreements it is heard."""

    source: Source
    uses: list[Use] = field(default_factory=list)
    heard_in: list[Disagreement] = field(default_factory=list)


def bibliography(rulesets: Iterable[Ruleset], claims: Claims) -> tuple[CitedSource, ...]:
    """Every source that a ruleset or a claim names, in the order in which they come.

    Two sources of the same title and author are one; of two the one with an address is kept.
    """
    entries: dict[tuple[str, str], CitedSource] = {}

    def entry_of(source: Source) -> CitedSource:
        entry = entries.setdefault((source.title, source.by or ""), CitedSource(source))
        if entry.source.url is None and source.url is not None:
            entry.source = source
        return entry

    for ruleset in rulesets:
        for key, source in ruleset.sources.items():
            entry_of(source).uses.append(_use(ruleset, key))
    for key, source in claims.sources.items():
        heard = [
            disagreement
            for disagreement in claims.disagreements
            if any(key in position.by for position in disagreement.positions)
        ]
        entry_of(source).heard_in.extend(heard)
    return tuple(entries.values())


def basis_counts(ruleset: Ruleset) -> dict[str, int]:
    """How many rules have each basis, in the order of the words; those that were changed here after them, and rules
    without a basis under the empty word."""
    counts = dict.fromkeys((*get_args(Basis), CHANGED, ""), 0)
    for rule in ruleset.rules:
        counts[basis_now(rule, ruleset)] += 1
    return counts


def _use(ruleset: Ruleset, key: str) -> Use:
    lists = {name: listing.source for name, listing in ruleset.lists.items()}
    consequences = {name: consequence.source for name, consequence in ruleset.consequences.items()}
    cited: dict[str, Citation | None] = {rule.id: rule.source for rule in ruleset.rules}
    everything = [*cited.items(), *lists.items(), *consequences.items()]
    return Use(
        ruleset=ruleset,
        key=key,
        rules=_citing(cited, key),
        lists=_citing(lists, key),
        consequences=_citing(consequences, key),
        disputes=tuple(name for name, citation in everything if citation and key in citation.disputed_by),
    )


def _citing(cited: dict[str, Citation | None], key: str) -> tuple[str, ...]:
    return tuple(name for name, citation in cited.items() if citation and citation.ref == key)
