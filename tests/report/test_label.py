"""The label: figures of opacity and the disclosure block on one card."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from pilot import City, Ruleset, evaluate, load_ruleset
from pilot.disclosure.opacity.measures import Opacity
from pilot.evaluation.assess import last_day
from pilot.report.drawing import EDGE, WIDTH
from pilot.report.label import Label, label, label_html, label_svg
from pilot.report.text_width import length
from pilot.ruleset.model import Recourse
from pilot.ruleset.reading.shipped import shipped_rulesets

SVG = "{http://www.w3.org/2000/svg}"


def card_of(ruleset: Ruleset, city: City) -> Label:
    return label(Opacity(evaluate(ruleset, city, last_day(city))))


@pytest.fixture
def small(few_rules: Ruleset, hill_end: City) -> Label:
    return card_of(few_rules, hill_end)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def named(card: Label) -> dict[str, tuple[str, str]]:
    return {figure.name: (figure.as_it_comes, figure.after_asking) for figure in (*card.entries, *card.others)}


def test_the_shares_of_entries_come_first_and_every_number_stands_as_it_comes_and_after_asking(
    lantern_ford: City,
) -> None:
    ruleset = load_ruleset("rongcheng")
    numbers = Opacity(evaluate(ruleset, lantern_ford, last_day(lantern_ford))).as_dict()
    found = named(card_of(ruleset, lantern_ford))

    assert "Entries known at all" == next(iter(found))
    assert ("0%", "100%") == found["Entries known at all"]
    assert f"{numbers['kept_back']:.1%}" == found["Bits of the ledgers kept back"][0]
    assert f"{numbers['after_asking']['recomputable_share']:.0%}" == found["Score can be worked out again"][1]


def test_every_hidden_item_and_every_promise_not_made_is_a_blank(small: Label) -> None:
    """Two of 33 cells are shown; neither objection nor appeal nor repair is spoken of."""
    drawn = texts(label_svg(small))

    assert 31 == drawn.count("hidden")
    assert 3 == drawn.count("not stated")
    assert 34 == label_html(small).count('class="blank"')


def test_an_objection_stands_apart_from_an_appeal(few_rules: Ruleset, hill_end: City) -> None:
    objection = {"available": True, "window_days": 20, "decides_within_days": 7}
    recourse = Recourse.model_validate({"objection": objection, "appeal": {"available": False}})
    promises = dict(card_of(few_rules.model_copy(update={"recourse": recourse}), hill_end).promises)

    assert ("within 20 days, decided in 7", "no") == (
        promises["Objection to an entry"],
        promises["Appeal against a decision"],
    )


def test_what_needs_acts_does_not_apply_where_none_are_known(small: Label) -> None:
    assert ("–", "–") == named(small)["Grade lowered by an error"]


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

    assert {"100%"} == {share for figure in card.entries for share in (figure.as_it_comes, figure.after_asking)}
    assert "100%" == named(card)["Score can be worked out again"][0]
    assert dt.date(2024, 12, 31).isoformat() in card.receipt


def lines_of(svg: str) -> list[tuple[float, float, float, str]]:
    """Each line of text with its height, its left and its right end, at the most that it can be long."""
    found = []
    for element in ET.fromstring(svg).iter(f"{SVG}text"):
        x, anchor = float(element.get("x", "0")), element.get("text-anchor", "start")
        long = length(
            element.text or "", float(element.get("font-size", "0")), bold=element.get("font-weight") == "700"
        )
        left = {"start": x, "middle": x - long / 2, "end": x - long}[anchor]
        found.append((float(element.get("y", "0")), left, left + long, element.text or ""))
    return found


@pytest.mark.parametrize("name", [*shipped_rulesets(), "long", "one word", "chinese"])
def test_every_line_stays_between_the_margins_and_none_runs_into_another(name: str, lantern_ford: City) -> None:
    titles = {
        "long": "A scheme of very many words " * 9,
        "one word": "M" * 200,
        "chinese": "社会信用体系建设规划纲要" * 9,
    }
    ruleset = load_ruleset(name if name not in titles else "rongcheng")
    if name in titles:
        ruleset = ruleset.model_copy(update={"title": titles[name], "place": titles[name]})
    lines = sorted(lines_of(label_svg(card_of(ruleset, lantern_ford))))

    assert [] == [words for _, left, right, words in lines if left < EDGE - 0.5 or right > WIDTH - EDGE + 0.5]
    beside = pairwise(lines)
    assert [] == [one[3] for one, other in beside if one[0] == other[0] and one[2] > other[1]]
