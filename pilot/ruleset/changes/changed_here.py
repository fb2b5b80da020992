"""What of a ruleset is no longer as its source gives it, because somebody changed it here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pilot.phrases import signed, spaced
from pilot.ruleset.changes.diff import Change, PartName, RulesetDiff, changes
from pilot.ruleset.changes.field_sentences import wording_at
from pilot.ruleset.changes.field_values import Context, in_words
from pilot.ruleset.changes.fields import FieldChange, field_changes
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.model.bases import known_from
from pilot.ruleset.model.field_facts import Wording, WrittenAs

CHANGED = "changed here"
_CARRIED = ("reported", "adapted", "claimed")
_MOST_NAMED = 3
_LONGEST = 60
_WEIGHTS = (("points",), ("points_per", "points"))
Sides = tuple[Context, Context]


@dataclass(frozen=True)
class ChangedHere:
    """The articles that differ from what a ruleset began from, by part and id, each with the words for it."""

    articles: Mapping[tuple[PartName, str], str] = field(default_factory=dict)

    def words(self, part: PartName, id_: str = "") -> str:
        """ "changed here (the source says −5)"; empty for what stands as it stood."""
        return self.articles.get((part, id_), "")


def changed_from(origin: Ruleset, ruleset: Ruleset) -> ChangedHere:
    """What differs from `origin`; an article that is new in `ruleset` speaks for itself, unless it is a copy."""
    diff = changes(origin, ruleset)
    articles = {(change.part, change.id): words for change in diff.changes if (words := in_short(change))}
    return ChangedHere(articles | dict(_copies(diff)))


def in_short(change: Change) -> str:
    """What was changed in an article, with what the source says in its place; empty where it came, went or moved."""
    return _sentence(change.part, change.fields, change.sides) if change.sides and change.fields else ""


def _copies(diff: RulesetDiff) -> Iterator[tuple[tuple[PartName, str], str]]:
    """New rules that cite the very place that another rule cites, held against that rule."""
    for change in diff.of("rules"):
        new = change.after
        if change.what != "added" or not isinstance(new, Rule) or not new.source.ref:
            continue
        alike = [_with_fields(diff, old, new) for old in diff.before.rules if old.source == new.source]
        fields, sides = min(alike, key=lambda pair: len(pair[0]), default=((), None))
        if sides and fields:
            yield ("rules", new.id), _sentence("rules", fields, sides)


def _with_fields(diff: RulesetDiff, old: Rule, new: Rule) -> tuple[Sequence[FieldChange], Sides]:
    sides = Context(diff.before, old), Context(diff.after, new)
    return tuple(field_changes("rules", sides, frozenset({"id"}))), sides


def _sentence(part: PartName, fields: Sequence[FieldChange], sides: Sides) -> str:
    says = [(change.path, _says(part, change, sides)) for change in fields]
    if len(says) == 1 and says[0][0] in _WEIGHTS:
        return f"{CHANGED} ({says[0][1]})"
    named = [f"{_name(path)} ({words})" for path, words in says[:_MOST_NAMED]]
    more = f" and {len(says) - _MOST_NAMED} more" if len(says) > _MOST_NAMED else ""
    return f"{CHANGED}: {', '.join(named)}{more}"


def _name(path: tuple[str, ...]) -> str:
    return " ".join(spaced(key) for key in path if key != "when" or len(path) == 1)


def _says(part: PartName, change: FieldChange, sides: Sides) -> str:
    whose = "the source says" if _is_carried(change, sides) else "before,"
    if change.before in (None, (), {}):
        return f"{whose} nothing of it"
    return f"{whose} {_value(wording_at(part, change.path), change, sides[0])}"


def _is_carried(change: FieldChange, sides: Sides) -> bool:
    """Whether a source was named for what stood there, and still is."""
    old, new = (known_from(side.entry, *change.path) for side in sides)
    return change.path[0] not in ("source", "basis_of") and old is not None and old.basis in _CARRIED and old == new


def _value(wording: Wording, change: FieldChange, side: Context) -> str:
    """What stood there, where it has words that are short enough for a line."""
    if wording.written is WrittenAs.WEIGHT:
        return signed(change.before)
    if change.is_prose:
        text = str(change.before)
        return f"“{text if len(text) <= _LONGEST else f'{text[:_LONGEST].rstrip()}…'}”"
    return in_words(change.before, wording, side) if "{old}" in wording.changed + wording.went else "otherwise"
