"""The Start screen: what it is, what it is not, one person under two schemes, five clicks."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pilot import City, evaluate, load_ruleset
from pilot.city.reading.load import load_city, shipped_city
from pilot.evaluation.assess import last_day
from pilot.ruleset.sources.claims import load_claims
from tests.views.screen import having_opened, markup, words

APP = str(Path(__file__).parents[3] / "app.py")
LABELS = re.compile(r"\d\. ")


@pytest.fixture
def start() -> AppTest:
    shown = AppTest.from_file(APP, default_timeout=60).run()
    assert not shown.exception
    return shown


def steps(app: AppTest) -> list[str]:
    return [button.label for button in app.button if LABELS.match(button.label)]


def click(app: AppTest, label: str) -> AppTest:
    (button,) = (found for found in app.button if found.label == label)
    clicked = button.click().run()
    assert not clicked.exception
    return clicked


def test_it_says_that_everybody_is_invented_and_how_many(start: AppTest, lantern_ford: City) -> None:
    people = f"{len(lantern_ford.residents)} residents and {len(lantern_ford.companies)} companies"

    assert f"{lantern_ford.title} is invented, with its {people}." in words(start)


def test_it_says_that_there_is_no_national_score_and_names_who_says_so(start: AppTest) -> None:
    claims = load_claims()
    position = claims.disagreement("one-national-score").positions[-1]

    page = markup(start)

    assert position.says in unescape(page)
    for source in (claims.sources[key] for key in position.by):
        assert source.title in unescape(page)
        assert source.url is None or f'href="{source.url}"' in unescape(page)


def test_the_two_cards_hold_the_same_person_under_both_schemes(start: AppTest, lantern_ford: City) -> None:
    (subject_id,) = (member.subject_id for member in load_city(shipped_city()).cast if member.name == follows(start))
    rongcheng, shanghai = (
        evaluate(load_ruleset(ruleset), lantern_ford, last_day(lantern_ford)).standing_of(subject_id)
        for ruleset in ("rongcheng", "honest-shanghai")
    )
    assert rongcheng
    assert shanghai

    page = words(start)

    assert f"{rongcheng.grade} {rongcheng.score:,} points {rongcheng.postings} lines in the ledger" in page
    assert f"{shanghai.grade} and nothing else." in page
    assert f"{shanghai.postings - 1} lines stand behind this word" in page
    assert f"{shanghai.score} points" not in page


def follows(app: AppTest) -> str:
    return steps(app)[0].removeprefix("1. Meet ")


def test_the_tour_has_five_clicks_and_every_one_opens_its_screen_with_its_choices(
    start: AppTest, lantern_ford: City
) -> None:
    labels, person = steps(start), follows(start)
    opened = []
    for label in labels:
        app = click(start, label)
        opened.append((app.session_state["ruleset"], words(app)))
        start = app.switch_page("pilot/views/start/screen.py").run()

    assert [ruleset for ruleset, _ in opened] == ["rongcheng", "honest-shanghai", "rongcheng", "rongcheng", "rongcheng"]
    assert person in opened[0][1]
    assert person in opened[1][1]
    assert lantern_ford.title in opened[3][1]
    assert "How much the sources carry" in opened[4][1]


def test_the_third_click_marks_the_line_that_weighs_most(start: AppTest) -> None:
    app = click(start, steps(start)[2])

    assert app.query_params["line"]
    assert app.query_params["more"] == "change"


def test_three_doors_lead_to_screens_that_exist(start: AppTest) -> None:
    for label, title in {"Change the rules": "Workshop", "Compare two schemes": "Compare"}.items():
        app = click(start, label)

        assert title in words(app)
        start = app.switch_page("pilot/views/start/screen.py").run()


def test_a_scheme_that_opens_later_than_the_chosen_day_is_shown_on_its_first_day(tmp_path: Path) -> None:
    early = tmp_path / "early.yaml"
    early.write_text(
        "schema: 1\nid: early\ntitle: Early\nsources: {}\nparticipation: mandatory\nopens_on: 2010-01-01\nrules: []\n",
        encoding="utf-8",
    )
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["as_of"] = "2012-05-06"
    having_opened(app, rulesets={"early": early})
    app.session_state["ruleset"] = "early"

    shown = app.run()

    assert not shown.exception
    assert "on 1 January 2019: one life, the same records." in words(shown)
