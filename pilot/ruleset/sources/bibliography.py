"""Which rules, lists, consequences and parts rest on which source, over several rulesets and the claims beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pilot.ruleset.changes.changed_here import CHANGED
from pilot.ruleset.changes.origins import basis_now
from pilot.ruleset.model import Citation, Part, Rule, Ruleset, Source
from pilot.ruleset.model.bases import STRONG_TO_WEAK, weakest
from pilot.ruleset.sources.claims import Claims, Disagreement


@dataclass(frozen=True)
class Use:
    """What a ruleset takes from a source: its key there, and the ids of what cites it, or is disputed by it.

    `fields` are those that rest on it apart from their whole: a rule's term, a cell of who is shown what; and grades.
    """

    ruleset: Ruleset
    key: str
    rules: tuple[str, ...]
    lists: tuple[str, ...]
    consequences: tuple[str, ...]
    fields: tuple[str, ...]
    disputes: tuple[str, ...]

    @property
    def rests(self) -> bool:
        """Whether anything in the ruleset cites the source at all."""
        return bool(self.rules or self.lists or self.consequences or self.fields or self.disputes)


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


def basis_counts(ruleset: Ruleset, basis_of: Callable[[Rule, Ruleset], str] = basis_now) -> dict[str, int]:
    """How many rules have each basis, from strong to weak; those that were changed here after them, and rules
    without a basis under the empty word. `basis_of` asks for the whole of a rule, or for its weakest part."""
    counts = dict.fromkeys((*STRONG_TO_WEAK, CHANGED, ""), 0)
    for rule in ruleset.rules:
        counts[basis_of(rule, ruleset)] += 1
    return counts


def weakest_now(rule: Rule, ruleset: Ruleset) -> str:
    """The basis of the weakest part of a rule, or that the rule was changed here; empty without."""
    now, least = basis_now(rule, ruleset), weakest(rule)
    return now if now == CHANGED else (least and least.basis) or ""


def _use(ruleset: Ruleset, key: str) -> Use:
    lists = {name: listing.source for name, listing in ruleset.lists.items()}
    consequences = {name: consequence.source for name, consequence in ruleset.consequences.items()}
    cited: dict[str, Citation | None] = {rule.id: rule.source for rule in ruleset.rules}
    fields = dict(_apart(ruleset))
    everything = [*cited.items(), *lists.items(), *consequences.items(), *fields.items()]
    return Use(
        ruleset=ruleset,
        key=key,
        rules=_citing(cited, key),
        lists=_citing(lists, key),
        consequences=_citing(consequences, key),
        fields=_citing(fields, key),
        disputes=tuple(name for name, citation in everything if citation and key in citation.disputed_by),
    )


def _apart(ruleset: Ruleset) -> Iterator[tuple[str, Citation]]:
    """Every field with a source of its own, after what it is a field of; and the grades."""
    parts: list[tuple[str, Part]] = [
        *((rule.id, rule) for rule in ruleset.rules),
        *ruleset.lists.items(),
        *ruleset.consequences.items(),
        *((f"grade {band.grade}", band) for band in ruleset.bands),
        ("disclosure", ruleset.disclosure),
        ("recourse", ruleset.recourse),
        (ruleset.id, ruleset),
        *([("score", ruleset.score)] if ruleset.score else []),
    ]
    for key, part in parts:
        yield from ((f"{key}: {name}", cited) for name, cited in getattr(part, "basis_of", {}).items())
    yield from ((f"grade {band.grade}", band.source) for band in ruleset.bands if band.source)


def _citing(cited: Mapping[str, Citation | None], key: str) -> tuple[str, ...]:
    return tuple(name for name, citation in cited.items() if citation and citation.ref == key)
