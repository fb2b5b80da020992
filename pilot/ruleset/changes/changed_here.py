"""What of a ruleset is no longer as its source gives it, because somebody changed it here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pilot.phrases import signed, spaced
from pilot.ruleset.changes.diff import PartName, RulesetDiff, changes
from pilot.ruleset.changes.field_sentences import wording_at
from pilot.ruleset.changes.field_values import Context, in_words
from pilot.ruleset.changes.fields import FieldChange, field_changes
from pilot.ruleset.model import Citation, Part, Ruleset, Source
from pilot.ruleset.model.bases import known_from
from pilot.ruleset.model.field_facts import Wording, WrittenAs

CHANGED = "changed here"
_CARRIED = ("reported", "adapted", "claimed")
_SOURCE_SAYS = "the source says"
_MOST_NAMED = 3
_LONGEST = 60
_WEIGHTS = (("points",), ("points_per", "points"))
_CITING: tuple[PartName, ...] = ("rules", "bands", "lists", "consequences")
Sides = tuple[Context, Context]
Article = tuple[PartName, str]


@dataclass(frozen=True)
class ChangedHere:
    """The articles that differ from what a ruleset began from, by part and id, each with the words for it."""

    articles: Mapping[Article, str] = field(default_factory=dict)
    fields: Mapping[Article, Mapping[tuple[str, ...], str]] = field(default_factory=dict)

    def words(self, part: PartName, id_: str = "") -> str:
        """ "changed here (the source says −5)"; empty for what stands as it stood."""
        return self.articles.get((part, id_), "")

    def words_at(self, part: PartName, *path: str, id_: str = "") -> str:
        """The same of one field of an article, and of what lies in it; the path is that of the file."""
        found = self.fields.get((part, id_), {})
        says = [words for way, words in found.items() if way[: len(path)] == path]
        return f"{CHANGED} ({', '.join(says)})" if says else ""

    def over(self, other: ChangedHere) -> ChangedHere:
        """What differs from either of two origins; of an article that differs from both, what this one says."""
        return ChangedHere({**other.articles, **self.articles}, {**other.fields, **self.fields})

    def carried(self) -> ChangedHere:
        """What a source says otherwise, without what no source was named for."""
        fields = {
            article: {way: words for way, words in says.items() if words.startswith(_SOURCE_SAYS)}
            for article, says in self.fields.items()
        }
        return _in_words({article: says for article, says in fields.items() if says})

    def only(self, wanted: Callable[[Article], bool]) -> ChangedHere:
        """The articles that are wanted."""
        return ChangedHere(
            {article: words for article, words in self.articles.items() if wanted(article)},
            {article: words for article, words in self.fields.items() if wanted(article)},
        )


def changed_from(origin: Ruleset, ruleset: Ruleset) -> ChangedHere:
    """What differs from `origin`; an article that is new in `ruleset` speaks for itself, unless it is a copy."""
    return changed_in(changes(origin, ruleset))


def changed_in(diff: RulesetDiff) -> ChangedHere:
    """The same of a difference that is known already."""
    says: dict[Article, dict[tuple[str, ...], str]] = {
        (change.part, change.id): _by_field(change.part, change.fields, change.sides)
        for change in diff.changes
        if change.sides and change.fields
    }
    return _in_words(says | dict(_copies(diff)))


def _in_words(says: Mapping[Article, Mapping[tuple[str, ...], str]]) -> ChangedHere:
    return ChangedHere({article: _sentence(fields) for article, fields in says.items()}, says)


def _copies(diff: RulesetDiff) -> Iterator[tuple[Article, dict[tuple[str, ...], str]]]:
    """New articles that cite the very place that another of their part cites, held against that one."""
    citing = {part: _by_place(diff.before, part) for part in _CITING}
    for change in diff.changes:
        cited, new = _whole_source(change.after), change.after
        if change.what != "added" or change.part not in _CITING or new is None or cited is None or not cited.ref:
            continue
        olds = citing[change.part].get((cited.ref, cited.at), ())
        alike = [_with_fields(diff, change.part, old, new) for old in olds if _whole_source(old) == cited]
        fields, sides = min(alike, key=lambda pair: len(pair[0]), default=((), None))
        if sides and fields:
            yield (change.part, change.id), _by_field(change.part, fields, sides)


def _by_place(ruleset: Ruleset, part: PartName) -> dict[tuple[str | None, str | None], list[Part]]:
    """The articles of a part by the place that they cite: a ruleset of 500 rules adds 400, each held against all."""
    found: dict[tuple[str | None, str | None], list[Part]] = {}
    articles = getattr(ruleset, part)
    for article in articles.values() if isinstance(articles, Mapping) else articles:
        if cited := _whole_source(article):
            found.setdefault((cited.ref, cited.at), []).append(article)
    return found


def _with_fields(diff: RulesetDiff, part: PartName, old: Part, new: Part) -> tuple[Sequence[FieldChange], Sides]:
    sides = Context(diff.before, old), Context(diff.after, new)
    return tuple(field_changes(part, sides, frozenset({"id", "grade"}))), sides


def _by_field(part: PartName, fields: Sequence[FieldChange], sides: Sides) -> dict[tuple[str, ...], str]:
    return {change.path: _says(part, change, sides) for change in fields}


def _sentence(says: Mapping[tuple[str, ...], str]) -> str:
    first = next(iter(says))
    if len(says) == 1 and first in _WEIGHTS:
        return f"{CHANGED} ({says[first]})"
    named = [f"{_name(path)} ({words})" for path, words in islice(says.items(), _MOST_NAMED)]
    more = f" and {len(says) - _MOST_NAMED} more" if len(says) > _MOST_NAMED else ""
    return f"{CHANGED}: {', '.join(named)}{more}"


def _name(path: tuple[str, ...]) -> str:
    return " ".join(spaced(key) for key in path if key != "when" or len(path) == 1)


def _says(part: PartName, change: FieldChange, sides: Sides) -> str:
    whose = _SOURCE_SAYS if _is_carried(change, sides) else "before,"
    if change.before in (None, (), {}):
        return f"{whose} nothing of it"
    return f"{whose} {_value(wording_at(part, change.path), change, sides[0])}"


def _is_carried(change: FieldChange, sides: Sides) -> bool:
    """Whether a source was named for what stood there, and still is."""
    old, new = (known_from(side.entry, *change.path) for side in sides)
    if change.path[0] in ("source", "basis_of") or old is None or old.basis not in _CARRIED or old != new:
        return False
    one, other = (_source_of(old, side.ruleset) for side in sides)
    return (one and (one.title, one.by)) == (other and (other.title, other.by))


def _source_of(citation: Citation, ruleset: Ruleset) -> Source | None:
    return ruleset.sources.get(citation.ref or "")


def _whole_source(part: Part | None) -> Citation | None:
    source: Citation | None = getattr(part, "source", None)
    return source


def _value(wording: Wording, change: FieldChange, side: Context) -> str:
    """What stood there, where it has words that are short enough for a line."""
    if wording.written is WrittenAs.WEIGHT:
        return signed(change.before)
    if change.is_prose:
        text = str(change.before)
        return f"“{text if len(text) <= _LONGEST else f'{text[:_LONGEST].rstrip()}…'}”"
    return in_words(change.before, wording, side) if "{old}" in wording.changed + wording.went else "otherwise"
