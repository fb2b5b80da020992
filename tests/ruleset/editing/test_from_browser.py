"""What a browser sends becomes an edit, or a sentence."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot import DataError
from pilot.ruleset.editing import AddRule, CopyRule, Drop, Edit, Insert, MoveRule, Put, SwitchOff, SwitchOn, edit_from


@pytest.mark.parametrize(
    ("sent", "edit"),
    [
        ('{"op": "put", "path": ["rules", "late", "points"], "value": -10.0}', Put(("rules", "late", "points"), -10)),
        ('{"op": "put", "path": ["a", 0], "value": 0.1}', Put(("a", 0), Decimal("0.1"))),
        ('{"op": "put", "path": ["text"], "value": "two\\r\\nlines"}', Put(("text",), "two\nlines")),
        ('{"op": "put", "path": ["a"], "value": {"b": [true, null]}}', Put(("a",), {"b": [True, None]})),
        ('{"op": "drop", "path": ["bands", 1]}', Drop(("bands", 1))),
        ('{"op": "insert", "path": ["bands", 1], "value": {"grade": "B"}}', Insert(("bands", 1), {"grade": "B"})),
        ('{"op": "add_rule", "rule": {"id": "x"}, "after": null}', AddRule({"id": "x"})),
        ('{"op": "copy_rule", "rule_id": "a", "new_id": "b"}', CopyRule("a", "b")),
        ('{"op": "move_rule", "rule_id": "a", "after": "b"}', MoveRule("a", "b")),
        ('{"op": "switch_off", "rule_id": "a"}', SwitchOff("a")),
        ('{"op": "switch_on", "rule_id": "a"}', SwitchOn("a")),
    ],
)
def test_every_operation_has_the_fields_of_its_class(sent: str, edit: Edit) -> None:
    assert edit == edit_from(json.loads(sent))


def put(value: Any, path: Any = ("title",)) -> dict[str, Any]:
    return {"op": "put", "path": list(path) if isinstance(path, tuple) else path, "value": value}


def nested(depth: int) -> Any:
    return [nested(depth - 1)] if depth else 1


@pytest.mark.parametrize(
    "sent",
    [
        None, [], "put", {}, {"op": "format"}, {"op": ["put"]}, {"op": "put"}, {**put(1), "more": 1}, {1: 2},
        put(1, path=[]), put(1, path="title"), put(1, path=[True]), put(1, path=[-1]), put(1, path=[1.5]),
        put(1, path=["a"] * 13), put(1, path=["a" * 201]), put(1, path=[""]), put(1, path=[10**9]),
        put(1, path=["\x00"]),
        put("a" * 20_001), put("\ud800"), put("\x1b[0m"), put(float("nan")), put(float("inf")),
        put(10**400),
        put(1e300), put(nested(13)), put([1] * 2_001), put({"a" * 201: 1}), put({1: 1}), put(object()), put(b"bytes"),
        {"op": "add_rule", "rule": "x", "after": None}, {"op": "add_rule", "rule": {"id": "x"}, "after": 5},
        {"op": "switch_off", "rule_id": None}, {"op": "copy_rule", "rule_id": "a", "new_id": ["b"]},
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_a_sentence(sent: Any) -> None:
    with pytest.raises(DataError) as caught:
        edit_from(sent)

    assert ["not-an-edit"] == [problem.code for problem in caught.value.problems]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["op", "path", "value"]), inner),
)


@settings(max_examples=50)
@given(json_values | st.fixed_dictionaries({"op": st.just("put"), "path": json_values, "value": json_values}))
def test_nothing_else_can_come_of_anything(sent: Any) -> None:
    try:
        edit = edit_from(sent)
    except DataError:
        return
    assert isinstance(edit, Put)
