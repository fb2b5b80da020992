"""A part of a ruleset as a form: a row for every field, what can be added to it, and what can be taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, get_args, get_origin

from pilot.phrases import spaced
from pilot.ruleset.forms.controls import FormField, fields_of, shown_value, slot_for
from pilot.ruleset.forms.firsts import first_entry, first_part
from pilot.ruleset.model import Bounds, Citation, Part, Rule, Ruleset
from pilot.ruleset.model.shapes import opened
from pilot.ruleset.sentences.addable_parts import Offer, Removal
from pilot.ruleset.sentences.known import Known
from pilot.ruleset.sentences.slots import Path, Piece, Sentence, Slot, in_a_row, sentence
from pilot.written_forms import OF_EVERY_SUBJECT

_CITED = {"ref": "source", "at": "place in the source", "basis": "basis", "disputed_by": "against the source"}
_ELSEWHERE: dict[str, Collection[str]] = {
    "": (
        "schema", "extends", "sources", "bands", "rules", "lists", "consequences", "disclosure", "recourse",
        "since", "promises", "examples",
    ),
    "rules": (
        "text", "when", "points", "points_per", "repeat", "cap", "expires_after_months", "until", "valid_from",
        "valid_until", "factor", "lists", "override", "carry",
    ),
    "disclosure": ("subject", "public", "partner", "delay_hours", "notice"),
}  # fmt: skip
"""What stands in a form of its own: other parts, the sentences of a rule, the switches of who is told what."""


_NEVER_CITED = frozenset({"id", "text", "title", "name", "source", "basis_of", "repair", "topic"})
_CITED_AT_THE_TOP = ("participation", "applies_to", "scope", "opens_on", "effect_after_days", "overlap")


@dataclass(frozen=True)
class FormRow:
    """A line of a form: what it is called, what the model says of it, its slots, and what taking it away drops."""

    label: str
    about: str
    sentence: Sentence
    drop: Path | None = None


@dataclass(frozen=True)
class FormSheet:
    """The rows of a part, and what can be added to it and taken away."""

    rows: tuple[FormRow, ...]
    offers: tuple[Offer, ...]
    removals: tuple[Removal, ...]


def sheet_of(path: Path, ruleset: Ruleset, known: Known) -> FormSheet:
    """The form of the part at a path, () for what stands at the top; KeyError where there is none."""
    part = _at(path, ruleset)
    maker = _Maker(ruleset, known)
    skipped = _ELSEWHERE.get(str(path[0]) if path else "", ())
    maker.part(type(part), part, path, "", skipped if path or ruleset.score is None else (*skipped, "score"))
    return FormSheet(tuple(maker.rows), tuple(maker.offers), tuple(maker.removals))


def _at(path: Path, ruleset: Ruleset) -> Part:
    found: Any = ruleset
    for step in path:
        if isinstance(found, Part):
            found = getattr(found, str(step))
        elif isinstance(found, Mapping) or isinstance(step, int):
            found = found[step]
        else:
            found = next(entry for entry in found if isinstance(entry, Rule) and entry.id == step)
    assert isinstance(found, Part), "a path leads to a part"
    return found


class _Maker:
    """Goes through a part and all that it holds."""

    def __init__(self, ruleset: Ruleset, known: Known) -> None:
        self.ruleset, self.known = ruleset, known
        self.rows: list[FormRow] = []
        self.offers: list[Offer] = []
        self.removals: list[Removal] = []

    def part(
        self, type_: type[Part], value: Part | None, path: Path, within: str, skipped: Collection[str] = ()
    ) -> None:
        fields = fields_of(type_, value)
        for field in fields:
            if field.key == "basis_of":
                self._bases(field, [other for other in fields if _can_be_cited(other, path)], (*path, field.key))
            elif field.key not in skipped and not _says_nothing(field, value):
                self._field(field, (*path, field.key), within)

    def _field(self, field: FormField, path: Path, within: str) -> None:
        label = _label(field, within)
        slot = slot_for(field, path, self.ruleset, label)
        if slot is not None:
            self._slot(field, slot, label, path)
            return
        shape = field.shapes[0]
        if get_origin(shape) is dict:
            self._map(field, path, label)
        elif get_origin(shape) is tuple:
            self._entries(field, path, label)
        elif isinstance(shape, type) and issubclass(shape, Part):
            self._inner(field, shape, path, label)

    def _slot(self, field: FormField, slot: Slot, label: str, path: Path) -> None:
        is_row = slot.kind in ("lists", "texts", "integers")
        can_be_none_at_all = is_row and not field.info.is_required() and field.info.default is None
        if can_be_none_at_all and field.value is None:
            self.offers.append(Offer(f"Add: {label}", path, []))
            return
        # An empty row of values says that there are none, which is more than saying nothing.
        slot = replace(slot, optional=False) if can_be_none_at_all else slot
        self.rows.append(FormRow(label, _about(field), (slot,), path if can_be_none_at_all else None))

    def _inner(self, field: FormField, shape: type[Part], path: Path, label: str) -> None:
        within = "" if issubclass(shape, Citation) else label
        can_be_empty = all(not inner.info.is_required() for inner in fields_of(shape, None))
        if field.value is None and not can_be_empty:
            first = first_part(shape, path, self.ruleset)
            self.offers += [] if first is None else [Offer(f"Add: {label}", path, first)]
            return
        self.part(shape, field.value, path, within)
        if field.value is not None and not field.info.is_required() and not issubclass(shape, Citation):
            self.removals.append(Removal(f"Take away: {label}", path))

    def _entries(self, field: FormField, path: Path, label: str) -> None:
        (inner,) = opened(get_args(field.shapes[0])[0])
        one = label.removesuffix("s")
        for place, entry in enumerate(field.value or ()):
            self.part(type(entry), entry, (*path, place), f"{one} {place + 1}")
            self.removals.append(Removal(f"Take away: {one} {place + 1}", (*path, place)))
        first = first_entry(inner, self.ruleset)
        if first is not None:
            self.offers.append(Offer(f"Add: {one}", (*path, len(field.value or ())), first, inserts=True))

    def _map(self, field: FormField, path: Path, label: str) -> None:
        inner = opened(get_args(field.shapes[0])[1])
        if isinstance(inner[0], type) and issubclass(inner[0], Part) and Bounds not in inner:
            self._named_parts(field, path, label)
            return
        for column, wanted in (field.value or {}).items():
            row = _condition(column, wanted, (*path, column), f"{label} {column}")
            self.rows.append(FormRow(f"{label} {column}", _about(field), row, (*path, column)))
        for column, first in self.known.conditions.items():
            is_taken = column in (field.value or {}) or (Bounds not in inner and column in OF_EVERY_SUBJECT)
            if not is_taken and field.key != "with":
                single = first if Bounds in inner or not isinstance(first, dict) else "1990"
                self.offers.append(Offer(f"Add: {label} {column}", (*path, column), single))

    def _named_parts(self, field: FormField, path: Path, label: str) -> None:
        one = label.removesuffix("s")
        for name, part in (field.value or {}).items():
            self.part(type(part), part, (*path, name), f"{one} {name}")
            self.removals.append(Removal(f"Take away: {one} {name}", (*path, name)))
        numbered = (f"{one.split()[-1]}-{place}" for place in range(1, len(field.value or {}) + 2))
        free = next(name for name in numbered if name not in (field.value or {}))
        self.offers.append(Offer(f"Add: {one}", (*path, free), {}))

    def _bases(self, field: FormField, fields: Collection[FormField], path: Path) -> None:
        cited: Mapping[str, Citation] = field.value or {}
        for name, citation in cited.items():
            self.part(Citation, citation, (*path, name), f"of {spaced(name.replace('.', ' '))}")
            self.removals.append(Removal(f"Take away: source of {spaced(name.replace('.', ' '))}", (*path, name)))
        for name in _given_names(fields):
            if name not in cited:
                words = spaced(name.replace(".", " "))
                self.offers.append(Offer(f"Add: source of {words} alone", (*path, name), {"basis": "invented"}))


def _given_names(fields: Collection[FormField]) -> Iterator[str]:
    """What a source of its own can be named for: fields that are given, and those inside them."""
    for field in fields:
        if field.value in (None, field.info.get_default(call_default_factory=True)) or field.key == "basis_of":
            continue
        yield field.key
        if isinstance(field.value, Part):
            inner = fields_of(type(field.value), field.value)
            yield from (f"{field.key}.{name}" for name in _given_names(inner))
        elif isinstance(field.value, Mapping):
            yield from (f"{field.key}.{name}" for name in field.value)


def _can_be_cited(field: FormField, path: Path) -> bool:
    """Whether a source of its own can be named for a field of the part at that path."""
    return field.key not in _NEVER_CITED if path else field.key in _CITED_AT_THE_TOP


def _says_nothing(field: FormField, holder: Part | None) -> bool:
    """Whether it is the word against a source that nobody disputes."""
    return isinstance(holder, Citation) and field.key == "disputed_by" and holder.basis != "claimed" and not field.value


def _label(field: FormField, within: str) -> str:
    if issubclass(field.part, Citation):
        return " ".join(filter(None, (_CITED[field.key], within)))
    return " ".join(filter(None, (within, spaced(field.key))))


def _about(field: FormField) -> str:
    return " ".join((field.info.description or "").split())


def _condition(column: str, wanted: Any, path: Path, label: str) -> Sentence:
    """What a column must have: bounds, or one or more values."""
    if not isinstance(wanted, Bounds):
        values = wanted if isinstance(wanted, tuple) else (wanted,)
        kind = "texts" if isinstance(wanted, tuple) else "text"
        value: Any = values if kind == "texts" else wanted
        return (Slot(path, value, shown_value(value), kind, label, suggest=f"column-{column}"),)  # type: ignore[arg-type]
    ends: list[Piece] = [
        sentence(f"{words} ", _bound((*path, key), value, f"{label} {words}"))
        for key, words, value in (("at_least", "at least", wanted.at_least), ("below", "below", wanted.below))
    ]
    return in_a_row(ends, "and")


def _bound(path: Path, value: Decimal | None, label: str) -> Slot:
    return Slot(path, value, "" if value is None else f"{value:f}", "decimal", label, optional=True)
