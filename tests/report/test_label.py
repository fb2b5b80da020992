"""The label: figures of opacity and the disclosure block on one card."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

import pytest

from pilot import City, Ruleset, evaluate, load_ruleset
from pilot.disclosure.opacity.measures import Opacity
from pilot.evaluation.assess import last_day
from pilot.report.drawing import WIDTH
from pilot.report.label import Label, label, label_html, label_svg

SVG = "{http://www.w3.org/2000/svg}"


def card_of(ruleset: Ruleset, city: City) -> Label:
    return label(Opacity(evaluate(ruleset, city, last_day(city))))


@pytest.fixture
def small(few_rules: Ruleset, hill_end: City) -> Label:
    return card_of(few_rules, hill_end)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_the_figures_are_those_of_opacity(few_rules: Ruleset, hill_end: City, small: Label) -> None:
    numbers = Opacity(evaluate(few_rules, hill_end, last_day(hill_end))).as_dict()

    assert f"{numbers['kept_back']:.0%}" == small.kept_back
    assert f"{numbers['recomputable_share']:.0%}" == dict(small.numbers)["Can work out their own score"]
    assert str(numbers["public_knows_more"]) == dict(small.numbers)["Items that others see and the resident not"]


def test_every_hidden_item_and_every_promise_not_made_is_a_blank(small: Label) -> None:
    """Two of 33 cells are shown; neither appeal nor repair is spoken of."""
    drawn = texts(label_svg(small))

    assert 31 == drawn.count("hidden")
    assert 2 == drawn.count("not stated")
    assert 33 == label_html(small).count('class="blank"')


def test_what_needs_acts_does_not_apply_where_none_are_known(small: Label) -> None:
    assert "does not apply" == dict(small.numbers)["Grade lowered by an error"]


def test_two_labels_on_one_page_share_no_id(few_rules: Ruleset, hill_end: City, small: Label) -> None:
    other = card_of(few_rules.model_copy(update={"id": "other"}), hill_end)
    ids = [element.get("id") for svg in (small, other) for element in ET.fromstring(label_svg(svg)).iter()]
    named = [name for name in ids if name]

    assert 2 == len(named) == len(set(named))


def test_markup_and_control_characters_in_a_title_stay_text(few_rules: Ruleset, hill_end: City) -> None:
    card = card_of(few_rules.model_copy(update={"title": "A <b>\x07scheme</b> & more"}), hill_end)

    assert "A <b>scheme</b> & more" == texts(label_svg(card))[0]
    assert "<b>" not in label_html(card)


def test_the_open_pilot_keeps_nothing_back_and_says_so(lantern_ford: City) -> None:
    card = card_of(load_ruleset("open-pilot"), lantern_ford)

    assert "0%" == card.kept_back
    assert "100%" == dict(card.numbers)["Can work out their own score"]
    assert dt.date(2024, 12, 31).isoformat() in card.receipt


def test_the_picture_stays_within_its_width(small: Label) -> None:
    places = [float(element.get("x", "0")) for element in ET.fromstring(label_svg(small)).iter(f"{SVG}text")]

    assert all(0 < place < WIDTH for place in places)
