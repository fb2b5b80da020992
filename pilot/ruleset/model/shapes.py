"""What may stand at a place of a ruleset, asked from the models themselves, so that no message repeats them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pilot.ruleset.model.part import Part
from pilot.ruleset.model.ruleset import Ruleset


def shapes_at(path: Sequence[str | int]) -> list[Any]:
    """The types that may stand at a path of keys and list positions; empty where the path leads nowhere."""
    shapes = _opened(Ruleset)
    for step in path:
        shapes = [inner for shape in shapes for inner in _inside(shape, step)]
    return shapes


def parts_at(path: Sequence[str | int]) -> list[type[Part]]:
    """The models that may stand at a path: none, one, or the kinds of a rule's `when`."""
    return [shape for shape in shapes_at(path) if isinstance(shape, type) and issubclass(shape, Part)]


def is_open_map(path: Sequence[str | int]) -> bool:
    """Whether the keys at this path are free: ids, or names of columns."""
    return any(get_origin(shape) is dict for shape in shapes_at(path))


@cache
def keys_of(part: type[Part]) -> dict[str, str]:
    """The keys of a model as the file writes them, each with its description, in the model's order."""
    return {field.alias or name: field.description or "" for name, field in part.model_fields.items()}


@cache
def required_of(part: type[Part]) -> tuple[str, ...]:
    """The keys that the model cannot do without."""
    return tuple(field.alias or name for name, field in part.model_fields.items() if field.is_required())


def _inside(shape: Any, step: str | int) -> list[Any]:
    if isinstance(shape, type) and issubclass(shape, Part):
        fields = {field.alias or name: field.annotation for name, field in shape.model_fields.items()}
        return _opened(fields[step]) if step in fields else []
    arguments = get_args(shape)
    if get_origin(shape) is dict:
        return _opened(arguments[1])
    if get_origin(shape) is tuple and isinstance(step, int):
        return _opened(arguments[0])
    return []


def _opened(annotation: Any) -> list[Any]:
    """The types behind Annotated and unions."""
    if get_origin(annotation) is Annotated:
        return _opened(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return [shape for member in get_args(annotation) for shape in _opened(member)]
    return [annotation]
