"""Pairs of rulesets that have much in common, as a ruleset and an edited copy of it have."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from pilot.ruleset.model import Ruleset
from tests.ruleset.changes.plain_parts import plainly, rulesets

ITEMS = ("score", "grade", "points", "records")
_levels = st.dictionaries(st.sampled_from(ITEMS), st.sampled_from(("shown", "on_request", "hidden")), max_size=3)
_words = st.sampled_from(("A text.", "A longer text, with {braces} in it.", "Ten points, or 1,250."))
_yes_no = st.sampled_from((True, False))
_days = st.sampled_from(("2020-02-01", "2020-03-01"))


def _some(required: dict[str, Any] | None = None, **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required or {}, optional=optional)


_points = st.integers(-9, 9)
_disclosure = _some(
    subject=_levels, public=_levels, partner=_levels, delay_hours=st.integers(0, 2),
    notice=st.sampled_from(("none", "on_change", "before_effect")),
)  # fmt: skip
_recourse = _some(
    appeal=_some(available=_yes_no, window_days=st.integers(1, 2), decided_by=_words),
    repair=_some(available=_yes_no, text=_words),
)
_example = _some(
    {"name": st.sampled_from(("One", "Two", "One (2)")), "as_of": _days, "expect": _some({"score": _points})},
    subject=st.dictionaries(st.sampled_from(("pet", "born")), st.sampled_from(("true", "1970"))),
    records=st.lists(st.fixed_dictionaries({"date": _days, "kind": st.just("late")}), max_size=2),
)
_around = _some(
    title=_words, summary=_words, place=_words, disclosure=_disclosure, recourse=_recourse,
    examples=st.lists(_example, max_size=3), sources=st.dictionaries(st.sampled_from("pq"), _some({"title": _words})),
)  # fmt: skip
_on_a_rule = _some(
    text=_words, repair=_yes_no, topic=st.sampled_from(("tax", "court")),
    source=_some(ref=st.sampled_from("pq"), at=_words, basis=st.sampled_from(("invented", "adapted"))),
    plausible=st.fixed_dictionaries({"points": st.sampled_from(([-9, 0], [-3, 3]))}),
)  # fmt: skip


@st.composite
def edits(draw: st.DrawFn) -> tuple[Ruleset, Ruleset]:
    """A ruleset, and one in which rules are changed, added, left out, renamed and moved, and other parts exchanged."""
    one, other = plainly(draw(rulesets())), plainly(draw(rulesets()))
    before = one | draw(_around)
    parts = [key for key in ("score", "bands", "lists", "consequences", "applies_to", "overlap") if key in other]
    after = before | {key: other[key] for key in draw(st.sets(st.sampled_from(parts)))}
    if draw(st.booleans()):
        after |= draw(_around)
    kept = draw(st.lists(st.sampled_from(one["rules"]), unique_by=lambda rule: str(rule["id"])))
    rules = {rule["id"]: rule for rule in (*kept, *draw(st.lists(st.sampled_from(other["rules"]), max_size=2)))}
    for name in draw(st.sets(st.sampled_from(sorted(rules)), max_size=2)) if rules else ():
        rules[name] = rules[name] | draw(_on_a_rule)
    if rules and draw(st.booleans()):
        name = draw(st.sampled_from(sorted(rules)))
        rules["renamed"] = rules.pop(name) | {"id": "renamed"}
    after["rules"] = list(rules.values())
    return Ruleset.model_validate(before), Ruleset.model_validate(after)
