"""What may stand at a place of a ruleset, asked from the models themselves, so that no message repeats them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from types import UnionType
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin

from pydantic import Tag
from pydantic.fields import FieldInfo

from pilot.ruleset.model.part import Part
from pilot.ruleset.model.ruleset import Ruleset


def shapes_at(path: Sequence[str | int]) -> list[Any]:
    """The types that may stand at a path of keys and list positions; empty where the path leads nowhere."""
    shapes = opened(Ruleset)
    for step in path:
        shapes = [inner for shape in shapes for inner in _inside(shape, step)]
    return shapes


def parts_at(path: Sequence[str | int]) -> list[type[Part]]:
    """The models that may stand at a path: none, one, or the kinds of a rule's `when`."""
    return [shape for shape in shapes_at(path) if _is_part(shape)]


@lru_cache(maxsize=4096)
def fields_on(path: tuple[str | int, ...]) -> tuple[FieldInfo, ...]:
    """The fields of models that a path passes, from the ruleset's own; of several kinds of part any that has them."""
    passed: list[FieldInfo] = []
    shapes = opened(Ruleset)
    for step in path:
        fields = (_fields_of(shape).get(str(step)) for shape in shapes if _is_part(shape))
        passed += [field for field in fields if field is not None][:1]
        shapes = [inner for shape in shapes for inner in _inside(shape, step)]
    return tuple(passed)


@cache
def union_tags() -> frozenset[str]:
    """The names by which pydantic tells the kinds of a union apart, in the location of an error and nowhere else."""
    annotations = [field.annotation for part in parts_of(Ruleset) for field in part.model_fields.values()]
    return frozenset(tag for annotation in annotations for tag in _tags(annotation))


@cache
def parts_of(part: type[Part]) -> tuple[type[Part], ...]:
    """The model and all that may stand in it, at any depth, each once."""
    found: dict[type[Part], None] = {}
    waiting: list[Any] = [part]
    while waiting:
        shape = waiting.pop()
        if _is_part(shape) and shape not in found:
            found[shape] = None
            waiting += [inner for field in shape.model_fields.values() for inner in opened(field.annotation)]
        else:
            waiting += [inner for argument in _arguments(shape) for inner in opened(argument)]
    return tuple(found)


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


def _is_part(shape: Any) -> TypeGuard[type[Part]]:
    return isinstance(shape, type) and issubclass(shape, Part)


@cache
def _fields_of(part: type[Part]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in part.model_fields.items()}


def _arguments(shape: Any) -> tuple[Any, ...]:
    return tuple(inner for inner in get_args(shape) if inner is not ...) if get_origin(shape) in (dict, tuple) else ()


def _tags(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, Tag):
        yield annotation.tag
    for inner in get_args(annotation):
        yield from _tags(inner)


def _inside(shape: Any, step: str | int) -> list[Any]:
    if _is_part(shape):
        field = _fields_of(shape).get(str(step))
        return opened(field.annotation) if field else []
    arguments = get_args(shape)
    if get_origin(shape) is dict:
        return opened(arguments[1])
    if get_origin(shape) is tuple and isinstance(step, int):
        return opened(arguments[0])
    return []


def opened(annotation: Any) -> list[Any]:
    """The types behind Annotated and unions."""
    if get_origin(annotation) is Annotated:
        return opened(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return [shape for member in get_args(annotation) for shape in opened(member)]
    return [annotation]
