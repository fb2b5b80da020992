"""The game of two minutes: where it opens, prediction before proposal, one tap, and counts that are the family's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pilot import City
from pilot.disclosure.guessing.candidates import family_of
from pilot.disclosure.guessing.offers import SimpleRule
from pilot.disclosure.guessing.rounds import Deck, Round
from tests.views.guess.conftest import clicked
from tests.views.screen import HOSTILE, markup, opened, words

HONEST = {"ruleset": "honest-shanghai", "as_of": "2024-12-31"}

STILL = """
schema: 1
id: still
title: Still, a score that nothing moves
sources: {}
participation: mandatory
applies_to: [person]
opens_on: 2019-01-01
score: {start: 100}
rules: []
"""


def dealt(deck: Deck, seed: int) -> Round:
    found = deck.deal(seed, 3)
    assert found
    return found


def standing(deck: Deck, seed: int, rule: SimpleRule) -> tuple[int, bool]:
    """How many candidates the round leaves standing, and whether one is among them."""
    family, items = family_of(deck), deck.assessment.ruleset.disclosure.open_to("subject")
    mask = family.standing(dealt(deck, seed).episodes, deck.assessment.ruleset, items)
    return int(mask.sum()), bool(mask[family.place(rule.kind, rule.points)])


def tapped(deck: Deck, app: AppTest, number: int) -> tuple[AppTest, SimpleRule]:
    """The screen after a prediction and a tap on the rule of that number, and the rule."""
    app.button_group(key="guess_fits").set_value("hundred").run()
    chips = app.button_group(key="guess_tap")
    kinds = deck.assessment.city.kinds
    title, _, points = chips.options[number].removesuffix("**").rpartition(" **")
    rule = SimpleRule(
        str(kinds.loc[kinds["title"] == title, "kind"].item()), int(points.replace("−", "-").replace("+", ""))
    )
    chips.set_value(f"{rule.kind}:{rule.points}").run()
    assert not app.exception
    return app, rule


class TestWhereItOpens:
    def test_is_where_the_rules_are_hidden_and_the_screen_says_so(self) -> None:
        app = opened("guess", ruleset="rongcheng")
        assert "honest-shanghai" == app.query_params["ruleset"]
        assert "Honest Shanghai hides its rules; Rongcheng shows them." in words(app)

    def test_is_the_chosen_ruleset_where_that_hides_its_rules(self) -> None:
        app = opened("guess", ruleset="open-pilot-closed")
        assert "open-pilot-closed" == app.query_params["ruleset"]
        assert "hides its rules;" not in words(app)

    def test_is_the_round_of_a_link_even_where_it_is_trivial(self) -> None:
        app = opened("guess", ruleset="rongcheng", round="3")
        assert "rongcheng" == app.query_params["ruleset"]
        assert "Here the game is trivial: The rulebook is open to the residents" in words(app)

    def test_is_left_for_a_ruleset_that_is_chosen_afterwards(self) -> None:
        app = opened("guess", ruleset="rongcheng")
        app.selectbox(key="ruleset").set_value("rongcheng").run()
        assert "rongcheng" == app.query_params["ruleset"]

    def test_is_the_visitors_own_ruleset_whatever_it_shows(self, tmp_path: Path) -> None:
        file = tmp_path / "own.yaml"
        file.write_text(
            "schema: 1\nextends: rongcheng\nid: own\ntitle: Ours, which shows its rules\n", encoding="utf-8"
        )
        app = opened("guess", {"own (yours)": file}, ruleset="own (yours)")
        assert "own (yours)" == app.query_params["ruleset"]
        assert "Here the game is trivial" in words(app)


def test_three_cards_tell_what_came_on_record_and_the_change_of_the_screen_and_no_points(
    deck: Deck, lantern_ford: City
) -> None:
    page = markup(opened("guess", **HONEST, round="2"))
    names = dict(zip(lantern_ford.residents["subject_id"], lantern_ford.residents["name"], strict=True))
    titles = dict(zip(lantern_ford.kinds["kind"], lantern_ford.kinds["title"], strict=True))
    assert 3 == page.count('<article class="pp-short">')
    for episode in dealt(deck, 2).episodes:
        assert f"<h2>{names[episode.subject_id]}</h2>" in page
        assert all(titles[happening.kind].replace('"', "&quot;") in page for happening in episode.happenings)
    cards = page[page.index("pp-shorts") : page.index("pp-field")]
    assert not re.search(r"[+−]\d", cards.split("pp-figure")[0])
    assert 3 == page.count('aria-label="score: withheld"')


def test_a_rule_can_be_tapped_only_after_the_prediction_which_then_stands(deck: Deck) -> None:
    app = opened("guess", **HONEST, round="1")
    assert app.button_group(key="guess_tap").disabled
    app, _ = tapped(deck, app, 0)
    assert not app.button_group(key="guess_tap").disabled
    assert app.button_group(key="guess_fits").disabled


def test_a_tap_without_a_prediction_in_an_address_is_no_proposal() -> None:
    app = opened("guess", **HONEST, round="1", guess_tap="volunteer.hours:1")
    assert "simple rules, a dot each" in words(app)
    assert "guess_tap" not in app.query_params


@pytest.mark.parametrize("seed", [1, 2, 3, 5])
@pytest.mark.parametrize("number", [0, 5])
def test_the_count_on_the_screen_is_the_familys(deck: Deck, seed: int, number: int) -> None:
    app, rule = tapped(deck, opened("guess", **HONEST, round=str(seed)), number)
    left, among = standing(deck, seed, rule)
    own = "Yours is one of them." if among else "Yours does not."
    assert f"{left:,} of {family_of(deck).size:,} rules fit. {own} You predicted 11 to 100." in words(app)


def test_before_the_tap_every_simple_rule_is_a_filled_dot(deck: Deck) -> None:
    app = opened("guess", **HONEST, round="2")
    size = family_of(deck).size
    assert f'aria-label="{size:,} dots, one for each simple rule: {size:,} filled, 0 hollow."' in markup(app)


def test_after_it_those_that_the_screens_contradict_are_hollow_and_ones_own_is_ringed(deck: Deck) -> None:
    app, rule = tapped(deck, opened("guess", **HONEST, round="2"), 0)
    left, _ = standing(deck, 2, rule)
    page = markup(app)
    assert f"{left:,} filled, {family_of(deck).size - left:,} hollow." in page
    assert 1 == page.count('class="pp-ring ')
    assert "the true one" not in words(app)


def test_the_true_one_is_ringed_when_it_is_asked_for_and_what_it_moved_is_lit_on_the_cards(deck: Deck) -> None:
    round_ = dealt(deck, 1)
    app, rule = tapped(deck, opened("guess", **HONEST, round="1"), 0)
    assert rule != SimpleRule(round_.kind, round_.points)
    assert round_.rule.text not in words(app)
    app = clicked(app, "Show the true one")
    page = markup(app)
    assert round_.rule.text in words(app)
    assert 2 == page.count('class="pp-ring ')
    moved = sum(line.points != 0 for episode in round_.episodes for line in episode.postings)
    assert moved == page.count('<li class="pp-lit">')
    assert "revealed" == app.query_params["guess_step"]


def test_who_taps_the_true_one_is_told_so(deck: Deck) -> None:
    round_ = dealt(deck, 1)
    address = {**HONEST, "round": "1", "guess_fits": "more", "guess_tap": f"{round_.kind}:{round_.points}"}
    app = opened("guess", **address, guess_step="revealed")
    assert "yours, and the true one" in words(app)
    assert "That was your prediction." in words(app)
    assert {"round", "guess_fits", "guess_tap", "guess_step"} <= set(app.query_params)


def test_another_round_begins_without_prediction_and_proposal(deck: Deck) -> None:
    app, _ = tapped(deck, opened("guess", **HONEST, round="1"), 0)
    app = clicked(app, "Another round")
    assert "2" == app.query_params["round"]
    assert not {"guess_fits", "guess_tap", "guess_step"} & set(app.query_params)
    assert "simple rules, a dot each" in words(app)


def test_the_long_game_is_one_click_further_and_leads_back() -> None:
    app = clicked(opened("guess", **HONEST, round="1"), "The long game")
    assert "long" == app.query_params["game"]
    assert "What happened, and what they saw" in words(app)
    app = clicked(app, "The short game")
    assert "game" not in app.query_params
    assert 3 == markup(app).count('<article class="pp-short">')


def test_an_address_that_makes_no_sense_opens_the_first_round() -> None:
    nonsense = {"round": "x", "game": "chess", "guess_tap": "nothing:5", "guess_step": "won", "guess_fits": "all"}
    app = opened("guess", **HONEST, **nonsense)
    assert "1" == app.query_params["round"]
    assert not {"game", "guess_tap", "guess_step", "guess_fits"} & set(app.query_params)


def test_where_no_round_can_be_dealt_the_screen_says_so(tmp_path: Path) -> None:
    file = tmp_path / "still.yaml"
    file.write_text(STILL, encoding="utf-8")
    app = opened("guess", {"still (yours)": file}, ruleset="still (yours)", round="1")
    assert "Still has no rule for this game" in words(app)


def test_hostile_text_in_a_ruleset_never_becomes_markup(tmp_path: Path, deck: Deck) -> None:
    round_ = dealt(deck, 1)
    file = tmp_path / "hostile.yaml"
    file.write_text(
        f"schema: 1\nextends: honest-shanghai\nid: hostile\ntitle: '{HOSTILE}'\n"
        f"rules:\n  {round_.rule.id}: {{text: '{HOSTILE}'}}\n",
        encoding="utf-8",
    )
    tap = {"guess_fits": "more", "guess_tap": f"{round_.kind}:{round_.points}", "guess_step": "revealed"}
    app = opened("guess", {"hostile": file}, ruleset="hostile", as_of="2024-12-31", round="1", **tap)
    assert "&lt;img src=x" in markup(app)
    assert "<img" not in markup(app)
