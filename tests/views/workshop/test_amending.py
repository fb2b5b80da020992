"""What the amending component is given and what is taken from it: plain data both ways, and nothing is believed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot import City, load_ruleset
from pilot.disclosure.shown.view import ITEMS
from pilot.evaluation import evaluate
from pilot.evaluation.assess import last_day
from pilot.ruleset.editing import Put, edit_from, edited
from pilot.ruleset.model import Disclosure, Ruleset
from pilot.ruleset.reading.load import read_ruleset
from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.views.pieces import dial
from pilot.views.visit.figures import figures_of
from pilot.views.workshop import amendable, amending

SHIPPED = sorted(shipped_rulesets())
RONGCHENG = shipped_rulesets()["rongcheng"].read_text(encoding="utf-8")
LEVELS = st.sampled_from(["shown", "on_request", "hidden"])
BLOCKS = st.builds(
    lambda cells, delay, notice: Disclosure.model_validate({**cells, "delay_hours": delay, "notice": notice}),
    st.fixed_dictionaries(
        {who: st.fixed_dictionaries(dict.fromkeys(ITEMS, LEVELS)) for who in ("subject", "public", "partner")}
    ),
    st.integers(0, 8760),
    st.sampled_from(["none", "on_change", "before_effect"]),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_number_that_a_form_shows_can_be_put_where_it_says(name: str, lantern_ford: City) -> None:
    ruleset, text = load_ruleset(name), shipped_rulesets()[name].read_text(encoding="utf-8")
    rows = _rows(ruleset, lantern_ford)
    slots = [(row["id"], part) for row in rows for parts in [*row["does"], row["reads"]] for part in parts]
    found = [(rule, part) for rule, part in slots if isinstance(part, dict)]
    assert found
    for rule, part in found[:: max(1, len(found) // 12)]:
        sent = json.loads(json.dumps({"op": "put", "path": ["rules", rule, *part["path"]], "value": part["value"]}))
        edit = edit_from(sent)
        assert isinstance(edit, Put)
        assert read_ruleset(edited(text, edit), name) == ruleset


@pytest.mark.parametrize("name", SHIPPED)
def test_what_the_component_is_given_is_plain_data(name: str, lantern_ford: City) -> None:
    ruleset = load_ruleset(name)
    rows = _rows(ruleset, lantern_ford)
    assert [rule.id for rule in ruleset.rules] == [row["id"] for row in rows]


def test_a_rule_is_drawn_with_what_it_does_and_did_before(lantern_ford: City) -> None:
    began = load_ruleset("rongcheng")
    changed = read_ruleset(edited(RONGCHENG, Put(("rules", "red-light", "points"), -25)), "rongcheng")
    before, now = (figures_of(evaluate(ruleset, lantern_ford, last_day(lantern_ford))) for ruleset in (began, changed))
    (_, drawn), (_, as_before) = amendable.rules(list(enumerate(changed.rules, 1))[:2], now, before, {"red-light"})

    met = before.by_rule["red-light"]["persons"]
    whom = f"{met} of {len(lantern_ford.residents)} residents"
    effect = json.loads(drawn)["effect"]
    assert f"−25 for {whom}; before −5 for {whom}" == effect["words"]
    assert ["down", "down"] == [way for way, _, _ in effect["blocks"]]
    assert 1 == len(json.loads(as_before)["effect"]["blocks"])


def _rows(ruleset: Ruleset, city: City) -> list[dict[str, object]]:
    assessment = evaluate(ruleset, city, last_day(city))
    drawn = amendable.rules(enumerate(ruleset.rules, 1), figures_of(assessment), figures_of(assessment), set())
    return [json.loads(drawn_rule) for _, drawn_rule in drawn]


def test_bands_stand_inside_the_axis_with_room_on_both_sides() -> None:
    data = amendable.bands(load_ruleset("rongcheng"), {"A": 5})
    low, high = data["axis"]
    boundaries = [band["from"] for band in data["bands"] if band["from"] is not None]
    assert low < min(boundaries)
    assert max(boundaries) < high
    assert 5 == next(band["held"] for band in data["bands"] if band["grade"] == "A")


@given(JSON)
def test_nothing_that_a_browser_can_send_is_more_than_a_list_of_numbered_changes(sent: object) -> None:
    client, found = amending.read(sent)
    assert len(client) <= 40
    assert all(isinstance(number, int) for number, _ in found)


def test_changes_are_taken_in_the_order_of_their_numbers() -> None:
    items = [{"seq": 2, "edit": "b"}, {"seq": 1, "edit": "a"}, {"seq": "3", "edit": "c"}, 4]
    assert ("me", [(1, "a"), (2, "b")]) == amending.read({"client": "me", "items": items})


@given(BLOCKS, BLOCKS)
def test_turning_the_switches_changes_the_cells_that_differ_and_no_others(one: Disclosure, other: Disclosure) -> None:
    turns = dial.turns(one, other)
    turned = one.model_dump(mode="json")
    for path, value in turns:
        place = turned
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
    assert dial.word(Disclosure.model_validate(turned)) == dial.word(other)
    assert len(turns) == len({path for path, _ in turns})
