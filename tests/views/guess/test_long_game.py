"""The long game of Guess the rule: a round, a proposal put to the test, and what is revealed."""

from __future__ import annotations

import re
from pathlib import Path

from pilot import City, evaluate, load_ruleset
from pilot.disclosure.guessing.candidates import family_of
from pilot.disclosure.guessing.rounds import Deck
from pilot.evaluation.assess import last_day
from tests.views.guess.conftest import clicked
from tests.views.screen import HOSTILE, markup, opened, words

LONG = {"game": "long", "ruleset": "honest-shanghai"}
PROPOSED = {"guess_kinds": "utility.bill_late", "guess_points": "-5", "guess_fits": "ten"}


def test_a_round_tells_what_happened_and_neither_points_nor_the_rule(deck: Deck, lantern_ford: City) -> None:
    dealt = deck.deal(2)
    assert dealt
    app = opened("guess", **LONG, round="2")
    page = markup(app)

    names = dict(zip(lantern_ford.residents["subject_id"], lantern_ford.residents["name"], strict=True))
    titles = dict(zip(lantern_ford.kinds["kind"], lantern_ford.kinds["title"], strict=True))
    for episode in dealt.episodes:
        assert f"<h3>{names[episode.subject_id]}</h3>" in page
        assert all(titles[happening.kind].replace('"', "&quot;") in page for happening in episode.happenings)
    assert dealt.rule.text not in page
    assert not re.search(r"[+−]\d", words(app))
    assert page.count('aria-label="score: withheld"') == len(dealt.episodes)


def test_nothing_is_tested_before_a_rule_and_a_prediction_are_put() -> None:
    app = clicked(opened("guess", **LONG), "Commit, and test the rule")
    assert "give what the rule is about and points other than 0 and a prediction" in words(app)
    assert "What the screens say" not in words(app)


def test_a_link_brings_back_round_proposal_and_step() -> None:
    address = {**LONG, "round": "3", "guess_step": "asked", "guess_double": "12", **PROPOSED}
    app = opened("guess", **address)
    assert "What the hidden rule says" in words(app)
    assert {key: app.query_params[key] for key in address} == address
    assert app.number_input(key="guess_points").value == -5
    assert not app.radio


def test_what_is_predicted_stands_once_the_rule_is_tested() -> None:
    app = opened("guess", **LONG, **{**PROPOSED, "guess_fits": ""})
    app.radio(key="_guess_prediction").set_value("hundred")
    app = clicked(app, "Commit, and test the rule")
    assert "You predicted how many simple rules fit: 11 to 100." in words(app)
    assert "What the screens say" in words(app)
    assert app.query_params["guess_fits"] == "hundred"


def test_the_rules_that_fit_as_well_are_counted_and_held_against_the_prediction(deck: Deck) -> None:
    dealt = deck.deal(1)
    assert dealt
    proposed = {"guess_kinds": dealt.kind, "guess_points": str(dealt.points), "guess_fits": "one"}
    family = family_of(deck)
    standing = int(family.standing(dealt.episodes, deck.assessment.ruleset, {"grade"}).sum())
    app = opened("guess", **LONG, guess_step="tested", **proposed)
    sentence = f"{standing:,} of {family.size:,} simple rules fit, yours among them. You predicted 1."
    assert sentence in words(app)


def test_the_hidden_rule_answers_and_is_then_revealed_step_by_step(deck: Deck) -> None:
    dealt = deck.deal(1)
    assert dealt
    app = opened("guess", **LONG, guess_step="tested", **PROPOSED)
    assert dealt.rule.text not in words(app)
    app = clicked(app, "Ask the hidden rule")
    assert "the hidden rule moved a score" in words(app)
    assert dealt.rule.text not in words(app)
    app = clicked(app, "Reveal the rule")
    assert dealt.rule.text in words(app)
    assert "What would have settled it" in words(app)


def test_another_round_begins_without_the_proposal_of_the_last() -> None:
    app = clicked(opened("guess", **LONG, guess_step="revealed", **PROPOSED), "Another round")
    assert app.query_params["round"] == "2"
    assert "What the screens say" not in words(app)
    assert not {"guess_step", *PROPOSED} & set(app.query_params)


def test_a_ruleset_that_names_its_reasons_says_that_the_game_is_trivial_and_leaves_one_rule(
    lantern_ford: City,
) -> None:
    dealt = Deck(evaluate(load_ruleset("open-pilot"), lantern_ford, last_day(lantern_ford))).deal(3)
    assert dealt
    proposed = {"guess_kinds": dealt.kind, "guess_points": str(dealt.points), "guess_fits": "one"}
    page = words(opened("guess", game="long", ruleset="open-pilot", round="3", guess_step="tested", **proposed))
    assert "Here the game is trivial: every entry on the screen names its rule." in page
    assert "Of the 6 screens 6 fit your rule." in page
    assert "1 of 28,400 simple rules fits, yours among them." in page
    assert "That was your prediction." in page


def test_a_ruleset_with_an_open_rulebook_says_so_and_shows_more_to_those_who_ask() -> None:
    as_they_come, requested = (
        opened("guess", game="long", ruleset="rongcheng", round="1", requested=requested) for requested in ("no", "yes")
    )
    assert "who can look the rule up" in words(as_they_come)
    assert "grade · on request" in words(as_they_come)
    assert "on request" not in words(requested)


def test_an_address_that_makes_no_sense_opens_the_first_round() -> None:
    nonsense = {
        "round": "x",
        "guess_points": "--5",
        "guess_kinds": "nothing",
        "guess_step": "won",
        "guess_fits": "all",
    }
    app = opened("guess", **LONG, **nonsense)
    assert "Round 1" in words(app)
    assert app.query_params["round"] == "1"
    assert app.number_input(key="guess_points").value == 0


def test_hostile_text_in_a_ruleset_never_becomes_markup(tmp_path: Path) -> None:
    file = tmp_path / "hostile.yaml"
    rules = "".join(f"  {rule}: {{text: '{HOSTILE}'}}\n" for rule in ("utility-arrears", "loan-repaid", "littering"))
    file.write_text(
        f"schema: 1\nextends: honest-shanghai\nid: hostile\ntitle: '{HOSTILE}'\n"
        f"disclosure: {{subject: {{reasons: shown, records: shown}}}}\nrules:\n{rules}",
        encoding="utf-8",
    )
    app = opened(
        "guess", {"hostile": file}, game="long", ruleset="hostile", round="1", guess_step="revealed", **PROPOSED
    )
    assert "&lt;img src=x" in markup(app)
    assert "<img" not in markup(app)
