"""Random edits that fit a ruleset, at any place of it."""

from __future__ import annotations

import copy
import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from pilot.ruleset.editing import AddRule, CopyRule, Drop, Edit, Insert, MoveRule, Path, Put, SwitchOff

texts = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=200),
    st.sampled_from(["null", "~", "True", "no", "5", "-0.5", "2020-01-01", "a: b", "a #b", "- a", "公告 📣",
                     "two\nlines\n", "a\n\n  b", "x " * 90 + "y", "'", '"', "\\", "?", "a,b", "[x", "tail ",
                     " head", "#~ a"]),
)  # fmt: skip
FIXED = {("schema",), ("id",), ("extends",), ("rules",)}


def paths(data: Any, way: Path = ()) -> list[Path]:
    """The ways to everything below the top, rules by their ids."""
    found = [way] if way else []
    if isinstance(data, dict):
        steps = list(data.items())
    elif isinstance(data, list):
        steps = [(entry["id"] if way == ("rules",) else place, entry) for place, entry in enumerate(data)]
    else:
        return found
    return [*found, *(path for step, inner in steps for path in paths(inner, (*way, step)))]


def at(data: Any, path: Path) -> Any:
    """What stands at the end of a path."""
    for depth, step in enumerate(path):
        is_rule = depth == 1 and path[0] == "rules"
        data = next(rule for rule in data if rule["id"] == step) if is_rule else data[step]
    return data


@st.composite
def edits(draw: st.DrawFn, data: dict[str, Any]) -> Edit:
    """An edit of that ruleset."""
    ids = [rule["id"] for rule in data["rules"]]
    open_paths = [path for path in paths(data) if path not in FIXED and (path[0], *path[2:]) != ("rules", "id")]
    kind = draw(
        st.sampled_from(
            ["put", "put", "put", "drop", "insert", "new", "add", "copy", "move", "off"] if ids else ["put"]
        )
    )
    path = draw(st.sampled_from(open_paths))
    if kind == "put":
        return Put(path, draw(_another(at(data, path))))
    if kind == "drop":
        return Drop(path)
    if kind == "insert":
        lists = [path for path in open_paths if isinstance(at(data, path), list) and at(data, path)]
        path = draw(st.sampled_from(lists))
        entries = at(data, path)
        return Insert((*path, draw(st.integers(0, len(entries)))), copy.deepcopy(draw(st.sampled_from(entries))))
    if kind == "new":
        return draw(_new_keys(draw(st.sampled_from(ids))))
    return draw(_rule_edits(data, kind, draw(st.sampled_from(ids)), ids))


def _another(value: Any) -> st.SearchStrategy[Any]:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return st.booleans()
    if isinstance(value, int | float | Decimal):
        return st.one_of(
            st.integers(-1000, 1000),
            st.decimals(-9, 9, places=2).filter(lambda number: number % 1).map(Decimal.normalize),
        )
    if isinstance(value, str):
        return texts
    if isinstance(value, dt.date):
        return st.dates(dt.date(2000, 1, 1))
    if isinstance(value, list):
        changed = st.permutations(value).flatmap(lambda order: st.integers(1, len(order)).map(lambda n: order[:n]))
        return changed if value else st.just(["a", "b"])
    keys = list(value)
    return (
        st.sets(st.sampled_from(keys), min_size=1).map(lambda some: {key: value[key] for key in some})
        if keys
        else st.just({})
    )


def _new_keys(rule_id: str) -> st.SearchStrategy[Edit]:
    """A part that a rule may not have had."""
    points = st.integers(-9, 9)
    return st.one_of(
        st.builds(lambda n: Put(("rules", rule_id, "cap"), {"points": n, "per": "year"}), points),
        st.builds(lambda n: Put(("rules", rule_id, "plausible", "points"), [n, n + 1]), points),
        st.builds(lambda n: Put(("rules", rule_id, "expires_after_months"), abs(n)), points),
        st.builds(lambda n: Put(("recourse", "appeal", "window_days"), abs(n)), points),
        st.builds(lambda text: Put(("rules", rule_id, "source", "at"), text), texts),
        st.builds(lambda text: Put(("summary",), text), texts),
        st.builds(lambda text: Put(("lists", "fresh"), {"kind": "redlist", "title": text}), texts),
        st.just(Put(("rules", rule_id, "topic"), None)),
        st.just(Put(("disclosure", "public", "score"), "shown")),
    )


def _rule_edits(data: Any, kind: str, rule_id: str, ids: list[str]) -> st.SearchStrategy[Edit]:
    others = st.sampled_from([None, *(other for other in ids if other != rule_id)])
    if kind == "add":
        rule = {**copy.deepcopy(at(data, ("rules", rule_id))), "id": "brand-new"}
        return st.builds(AddRule, texts.map(lambda text: {**rule, "text": text}), others)
    if kind == "copy":
        return st.just(CopyRule(rule_id, "brand-new"))
    return st.builds(MoveRule, st.just(rule_id), others) if kind == "move" else st.just(SwitchOff(rule_id))
