"""Two versions of one part of a ruleset, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pilot.ruleset.changes.field_sentences import sentence_for, wording_at
from pilot.ruleset.changes.field_values import Context
from pilot.ruleset.changes.word_spans import Span, spans
from pilot.ruleset.model import Part
from pilot.ruleset.model.counted import is_counted

Path = tuple[str, ...]


@dataclass(frozen=True)
class FieldChange:
    """A field that differs: its keys from the part down, as the file has them, its value before and after, and a
    sentence.

    None stands for a value that is not given. A list counts as one value. `counts` is whether the evaluation reads it.
    `is_prose` is whether it is read as text.
    """

    path: Path
    before: Any
    after: Any
    sentence: str
    counts: bool
    is_prose: bool = False

    @property
    def words(self) -> tuple[Span, ...]:
        """Word by word what changed in a field that is read as text; nothing for any other."""
        return spans(self.before or "", self.after or "") if self.is_prose else ()


def field_changes(
    part: str, contexts: tuple[Context, Context], skipped: frozenset[str] = frozenset()
) -> Iterator[FieldChange]:
    """The fields in which the entries of the two differ, in the order of the format; `skipped` are left out."""
    for path, before, after in differing(contexts[0].entry, contexts[1].entry, skipped=skipped):
        sentence = sentence_for(part, path, (before, after), contexts)
        is_prose = wording_at(part, path).is_prose
        yield FieldChange(path, before, after, sentence, is_counted(part, path), is_prose)


def differing(
    before: Any, after: Any, path: Path = (), skipped: frozenset[str] = frozenset()
) -> Iterator[tuple[Path, Any, Any]]:
    """Path and both values wherever the two differ, as far down as both have parts or maps of the same kind."""
    if before == after:
        return
    for key, old, new in _members(before, after):
        if key is None:
            yield path, old, new
        elif path or key not in skipped:
            yield from differing(old, new, (*path, key))


def _members(before: Any, after: Any) -> Iterator[tuple[str | None, Any, Any]]:
    """The values that both hold under their keys; themselves, under None, where they cannot be compared so."""
    if isinstance(before, Part) and type(before) is type(after):
        for name, field in type(before).model_fields.items():
            yield field.alias or name, getattr(before, name), getattr(after, name)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*before, *after)):
            yield key, before.get(key), after.get(key)
    else:
        yield None, before, after
