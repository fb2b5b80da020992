"""Something of the wrong kind: a list for a word, words for a number, a map where a list belongs."""

from __future__ import annotations

from typing import NamedTuple

from pilot.errors import Problem
from pilot.ruleset.model.shapes import keys_of, parts_at, required_of
from pilot.ruleset.reading import mends
from pilot.ruleset.reading.nodes import Items, Node, Scalar
from pilot.ruleset.reading.places import Path, Spot


class Expected(NamedTuple):
    """What belongs at a place: the code of the problem where it does not stand there, and its name."""

    code: str
    name: str


LIST = Expected("not-a-list", "a list")
MAP = Expected("not-a-map", "a map of keys")
WHOLE_NUMBER = Expected("not-a-whole-number", "a whole number")
NUMBER = Expected("not-a-number", "a number")
TEXT = Expected("not-a-text", "a text")
ID = Expected("not-an-id", "an id")
RULESET_ID = Expected("not-an-id", "the id of a ruleset")
DATE = Expected("not-a-date", "a date")
TRUE_OR_FALSE = Expected("not-true-or-false", "true or false")

EXPECTED = {
    "tuple_type": LIST,
    "dict_type": MAP,
    "model_type": MAP,
    "whole-number": WHOLE_NUMBER,
    "number": NUMBER,
    "text": TEXT,
    "empty-text": TEXT,
    "not-an-id": ID,
    "not-a-ruleset-id": RULESET_ID,
    "date": DATE,
    "true-or-false": TRUE_OR_FALSE,
}


def wrong_kind(spot: Spot, way: Path, wanted: Expected) -> Problem:
    """The problem with a value that is not what belongs there; `way` is its path in the models."""
    node = spot.node
    if not way:
        found = f"the file is {mends.kind_of(node)}; a ruleset is a map of keys."
        return spot.problem(wanted.code, found, "begin the file with the keys schema, id and title, without a dash.")
    found = f"found {mends.shown(node)} where {wanted.name} belongs."
    if wanted is MAP:
        return _no_map(spot, way, found)
    if wanted is LIST:
        return spot.problem(wanted.code, found, _list_mend(node, way))
    mend = _value_mend(str(node.word), wanted) if isinstance(node, Scalar) else mends.single(node, wanted.name)
    return spot.problem(wanted.code, found, mend)


def _no_map(spot: Spot, way: Path, found: str) -> Problem:
    parts = parts_at(way)
    keys = [name for part in parts for name in keys_of(part)]
    allowed = f"Keys here: {', '.join(keys)}." if keys else ""
    if isinstance(spot.node, Items):
        mend = "write keys with their values, without dashes or square brackets."
    else:
        first = next((name for part in parts for name in (*required_of(part), *keys)), "key")
        mend = f"write keys with their values: {{{first}: {spot.word()}}}."
    return spot.problem(MAP.code, found, mend, allowed)


def _list_mend(node: Node, way: Path) -> str:
    if isinstance(node, Scalar) and len(str(node.word)) <= mends.LONGEST_SHOWN:
        return f"write it in square brackets: [{node.word}]."
    if way == ("rules",):
        return "begin each rule with a dash (- id: ...); only a ruleset that extends another has a map of rules."
    return "write its entries one a line, each after a dash."


def _value_mend(word: str, wanted: Expected) -> str:
    if wanted in (WHOLE_NUMBER, NUMBER):
        return mends.number(word, whole=wanted is WHOLE_NUMBER)
    if wanted is TRUE_OR_FALSE:
        return mends.true_or_false(word)
    if wanted is DATE:
        return mends.date(word)
    if wanted is RULESET_ID:
        return mends.RULESET_ID
    return mends.ID if wanted is ID else "write at least one word."
