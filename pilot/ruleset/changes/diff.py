"""The difference of two rulesets in articles: which rules, grades, lists and provisions changed, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

from pilot.phrases import count, listed
from pilot.ruleset.changes.field_values import Context
from pilot.ruleset.changes.fields import FieldChange, field_changes
from pilot.ruleset.changes.pairing import Pair, pairs
from pilot.ruleset.changes.sentence_pairs import SentencePair, sentence_pairs
from pilot.ruleset.model import Consequence, Example, Part, Rule, Ruleset, RulesetList, Source
from pilot.ruleset.model.counted import is_counted

PartName = Literal[
    "head", "rules", "score", "bands", "lists", "consequences", "disclosure", "recourse", "sources", "examples"
]
What = Literal["added", "removed", "renamed", "changed", "moved"]
_MANY: dict[PartName, tuple[str, bool]] = {
    "rules": ("id", True),
    "bands": ("grade", True),
    "lists": ("", False),
    "consequences": ("", False),
    "sources": ("", False),
    "examples": ("name", True),
}
"""Parts of several articles: the field with an article's name, if the article holds it, and whether order matters."""
_ONCE: dict[PartName, str] = {
    "head": "General provisions",
    "score": "Score",
    "disclosure": "Who is shown what",
    "recourse": "What can be done",
}
_RULES: dict[What, str] = {
    "changed": "changed",
    "added": "added",
    "removed": "taken out",
    "renamed": "renamed",
    "moved": "moved",
}
_OTHERS: dict[PartName, str] = {
    "head": "general provisions",
    "score": "score",
    "bands": "grades",
    "lists": "lists",
    "consequences": "consequences",
    "disclosure": "disclosure",
    "recourse": "recourse",
    "sources": "sources",
    "examples": "examples",
}
_NOUNS: dict[PartName, str] = {
    "rules": "Rule",
    "bands": "Grade",
    "lists": "List",
    "consequences": "Consequence",
    "sources": "Source",
    "examples": "Example",
}
_HEAD = frozenset({"schema", "id", "extends", *get_args(PartName)})
"""What is no field of the head: other parts, and how the file is named and put together."""


@dataclass(frozen=True)
class Change:
    """One article that differs.

    `id` is the rule's id, the grade, or the key of a list, consequence or source; empty for a part that there is once.
    Places count from 1; `moved` is set where the article stands elsewhere among the others, whatever else changed.
    `sides` are those of what stands in both rulesets. `counts` is whether the evaluation reads what changed.
    """

    part: PartName
    id: str
    what: What
    sentences: tuple[str, ...]
    counts: bool
    before: Part | None = None
    after: Part | None = None
    fields: tuple[FieldChange, ...] = ()
    sides: tuple[Context, Context] | None = field(default=None, compare=False, repr=False)
    former_id: str | None = None
    places: tuple[int | None, int | None] = (None, None)
    moved: bool = False

    @property
    def name(self) -> str:
        """What the article is called: Rule red-light, Grade A, List “Debtors”, Score."""
        return article_name(self.part, self.id, self.after or self.before)

    @cached_property
    def sentence_pairs(self) -> tuple[SentencePair, ...]:
        """The sentences of a changed rule that differ; whoever asks only what changed does without."""
        if self.sides is None:
            return ()
        (before, old), (after, new) = self.sides
        return sentence_pairs((old, before), (new, after)) if isinstance(old, Rule) and isinstance(new, Rule) else ()


@dataclass(frozen=True)
class RulesetDiff:
    """Two rulesets and the articles in which they differ, in the order of the newer; what is gone where it stood."""

    before: Ruleset
    after: Ruleset
    changes: tuple[Change, ...]

    def of(self, part: PartName) -> tuple[Change, ...]:
        """The changes of one part."""
        return tuple(change for change in self.changes if change.part == part)

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not self.changes

    @cached_property
    def counts(self) -> bool:
        """Whether anything changed that the evaluation reads."""
        return any(change.counts for change in self.changes)

    @cached_property
    def summary(self) -> str:
        """One line for a list of versions: "2 rules changed, 1 added, 1 taken out; grades changed"."""
        counts = Counter(change.what for change in self.of("rules"))
        rules = [(counts[what], word) for what, word in _RULES.items() if counts[what]]
        phrases = [
            f"{count(number, 'rule') if place == 0 else f'{number:,}'} {word}"
            for place, (number, word) in enumerate(rules)
        ]
        others = [word for part, word in _OTHERS.items() if self.of(part)]
        parts = [", ".join(phrases), f"{listed(others, 'and')} changed" if others else ""]
        return "; ".join(filter(None, parts)) or "nothing changed"


def changes(before: Ruleset, after: Ruleset) -> RulesetDiff:
    """All articles in which the two differ.

    There are none exactly if the two are equal but for `id` and `extends`, which say what a file is called and how it
    is put together. As in that comparison, the order of maps (lists, consequences, sources) says nothing.
    """
    found: list[Change] = []
    for part in get_args(PartName):
        found += _of_many(part, before, after) if part in _MANY else _of_one(part, before, after)
    return RulesetDiff(before, after, tuple(found))


def has_article(ruleset: Ruleset, part: PartName, id_: str) -> bool:
    """Whether a ruleset has that article; of the parts that there are once each has one."""
    return part in _ONCE or id_ in _entries(part, ruleset, ruleset)


def article_name(part: PartName, id_: str, entry: Part | None) -> str:
    """What an article is called in a heading."""
    if part in _ONCE:
        return _ONCE[part]
    title = f"“{entry.title}”" if isinstance(entry, (RulesetList, Consequence, Source)) else id_
    return f"{_NOUNS[part]} {f'“{id_}”' if isinstance(entry, Example) else title}"


def _of_one(part: PartName, before: Ruleset, after: Ruleset) -> Iterator[Change]:
    old, new = ((side if part == "head" else getattr(side, part)) for side in (before, after))
    sides = Context(before, old), Context(after, new)
    fields = tuple(field_changes(part, sides, _HEAD if part == "head" else frozenset()))
    if fields:
        sentences = tuple(field.sentence for field in fields)
        counts = any(field.counts for field in fields)
        stood = None if old is None or new is None else sides
        yield Change(part, "", _what(old, new), sentences, counts, old, new, fields, stood)


def _what(before: Part | None, after: Part | None) -> What:
    return "added" if before is None else "removed" if after is None else "changed"


def _of_many(part: PartName, before: Ruleset, after: Ruleset) -> Iterator[Change]:
    old, new = _entries(part, before, after), _entries(part, after, before)
    identity, ordered = _MANY[part]
    for pair in pairs(old, new, identity, ordered=ordered):
        parts = old.get(pair.before or ""), new.get(pair.after or "")
        if parts[0] is parts[1] and pair.before == pair.after and not pair.moved:
            continue
        if parts[0] is None or parts[1] is None:
            yield _come_or_gone(part, pair, *parts)
        elif change := _of_pair(part, pair, (Context(before, parts[0]), Context(after, parts[1]))):
            yield change


def _entries(part: PartName, ruleset: Ruleset, other: Ruleset) -> Mapping[str, Part]:
    """The articles of a part by their names; a name that stands twice, which only an example's may, gets a number.

    A numbered name is none that stands in either ruleset, so that it means the same on both sides.
    """
    given = getattr(ruleset, part)
    if isinstance(given, Mapping):
        return given
    written = {_named(part, entry) for ruleset_ in (ruleset, other) for entry in getattr(ruleset_, part)}
    entries: dict[str, Part] = {}
    for entry in given:
        name, number = (stem := _named(part, entry)), 1
        while name in entries or (number > 1 and name in written):
            number += 1
            name = f"{stem} ({number})"
        entries[name] = entry
    return entries


def _named(part: PartName, entry: Part) -> str:
    return str(getattr(entry, _MANY[part][0]))


def _come_or_gone(part: PartName, pair: Pair, before: Part | None, after: Part | None) -> Change:
    id_, what = pair.after or pair.before or "", _what(before, after)
    name = article_name(part, id_, after or before)
    found = f"The {name[0].lower()}{name[1:]} is {'new' if what == 'added' else 'gone'}."
    places = pair.place_before, pair.place_after
    return Change(part, id_, what, (found,), is_counted(part), before, after, places=places)


def _of_pair(part: PartName, pair: Pair, sides: tuple[Context, Context]) -> Change | None:
    fields = tuple(field_changes(part, sides, frozenset({_MANY[part][0]})))
    held = bool(_MANY[part][0])
    old, new = (_named(part, side.entry) for side in sides) if held else (pair.before, pair.after)
    renamed = old != new
    if not (fields or renamed or pair.moved):
        return None
    sentences = [f"It is called {new} instead of {old}; nothing else in it changed."] if renamed else []
    sentences += [field.sentence for field in fields]
    sentences += [f"It stands in place {pair.place_after} instead of {pair.place_before}."] if pair.moved else []
    return Change(
        part,
        pair.after or "",
        "renamed" if renamed else "changed" if fields else "moved",
        tuple(sentences),
        any(field.counts for field in fields) or ((renamed or pair.moved) and is_counted(part)),
        sides[0].entry,
        sides[1].entry,
        fields,
        sides,
        pair.before if renamed else None,
        (pair.place_before, pair.place_after),
        pair.moved,
    )
