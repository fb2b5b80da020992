"""Which kind of field a value has in a form, by its type and by what its wording says that it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from pilot.phrases import listed, number, spaced
from pilot.ruleset.model import Citation, Expectation, Part, Ruleset, Since
from pilot.ruleset.model.field_facts import Wording, WrittenAs
from pilot.ruleset.model.shapes import opened
from pilot.ruleset.sentences.slots import Kind, Path, Slot

Options = tuple[tuple[str, str], ...]
_YES_NO: Options = (("true", "yes"), ("false", "no"))
_SUGGESTED = {"kind": "kinds", "agency": "agencies", "area": "areas", "publishes": "fields"}
"""What is suggested for a field of that key, where nothing settles what may stand there."""


@dataclass(frozen=True)
class FormField:
    """A field of a part: its key in the file, what the model says of it, and the value that it has."""

    part: type[Part]
    key: str
    info: FieldInfo
    value: Any

    @property
    def shapes(self) -> list[Any]:
        """The types that it may have, but for none."""
        return [shape for shape in opened(self.info.annotation) if shape is not type(None)]

    @property
    def is_optional(self) -> bool:
        """Whether it may be left away; what has another default than nothing is rather put back to that."""
        return not self.info.is_required() and self.info.get_default(call_default_factory=True) in (None, ())


def fields_of(part: type[Part], value: Part | None) -> list[FormField]:
    """The fields of a part in the order of the model; without a value those of one that holds nothing."""
    return [
        FormField(part, info.alias or name, info, getattr(value, name) if value is not None else _default(info))
        for name, info in part.model_fields.items()
    ]


def _default(info: FieldInfo) -> Any:
    return None if info.is_required() else info.get_default(call_default_factory=True)


def slot_for(field: FormField, path: Path, ruleset: Ruleset, label: str) -> Slot | None:
    """The field for a single value or a row of them; None for parts and maps, which hold fields of their own."""
    (shape, *others) = field.shapes
    kind = None if others else _kind(shape, field)
    if kind is None:
        return None
    options = _options(field, shape, ruleset)
    if options and kind in ("text", "prose"):
        kind = "choice"
    return Slot(
        path, _plain(field.value), shown_value(field.value, options), kind, label, options,
        suggest=_SUGGESTED.get(field.key, ""), optional=field.is_optional,
    )  # fmt: skip


def _kind(shape: Any, field: FormField) -> Kind | None:
    origin = get_origin(shape)
    if origin is Literal:
        return "choice" if isinstance(get_args(shape)[0], str) else None
    if origin is tuple:
        return _kind_of_row(opened(get_args(shape)[0])[0])
    kinds: dict[Any, Kind] = {bool: "truth", int: "integer", Decimal: "decimal", dt.date: "date", str: "text"}
    kind = kinds.get(shape)
    return "prose" if kind == "text" and _wording(field.info).is_prose else kind


def _kind_of_row(inner: Any) -> Kind | None:
    if get_origin(inner) is Literal:
        return "lists"
    kinds: dict[Any, Kind] = {str: "lists", int: "integers"}
    return kinds.get(inner)


def _options(field: FormField, shape: Any, ruleset: Ruleset) -> Options:
    inner = opened(get_args(shape)[0])[0] if get_origin(shape) is tuple else shape
    if get_origin(inner) is Literal:
        words = _wording(field.info).words
        return tuple((value, words.get(value) or spaced(value)) for value in get_args(inner))
    if shape is bool:
        return _YES_NO
    return tuple(_named(field, ruleset))


def _named(field: FormField, ruleset: Ruleset) -> Iterable[tuple[str, str]]:
    """What the field can name in this ruleset, by id with the words for it."""
    match _wording(field.info).written:
        case WrittenAs.LISTS:
            return ((name, listing.title) for name, listing in ruleset.lists.items())
        case WrittenAs.CONSEQUENCES:
            return ((name, consequence.title) for name, consequence in ruleset.consequences.items())
        case WrittenAs.SOURCES if issubclass(field.part, Citation):
            return ((name, source.title) for name, source in ruleset.sources.items())
        case _:
            return ((name, name) for name in _of_their_own_names(field, ruleset))


def _of_their_own_names(field: FormField, ruleset: Ruleset) -> Iterable[str]:
    rules = [rule.id for rule in ruleset.rules]
    match field.part, field.key:
        case part, "grade" if issubclass(part, Expectation):
            return ruleset.grades
        case part, "because" if issubclass(part, Expectation):
            return ["score", *rules]
        case part, "rules" if issubclass(part, Since):
            return rules
        case _:
            return ()


def _wording(info: FieldInfo) -> Wording:
    return next((fact for fact in info.metadata if isinstance(fact, Wording)), Wording(""))


def _plain(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def shown_value(value: Any, options: Options = ()) -> str:
    """A value in the words of its field."""
    titles = dict(options)
    match value:
        case None:
            return ""
        case bool():
            return titles[str(value).lower()]
        case int() | Decimal():
            return number(value)
        case tuple():
            words = [titles.get(str(inner), str(inner)) for inner in value]
            return listed(words, "and") if words else "none"
        case _:
            return titles.get(str(value), str(value))
