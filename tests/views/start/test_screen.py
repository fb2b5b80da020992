"""The Start screen: one person's screen beside the closed file, a guess, the file opened, the other city."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pilot import City, evaluate, load_ruleset
from pilot.evaluation.assess import last_day
from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.ruleset.sources.claims import load_claims
from pilot.views.start.doors import DOORS
from tests.views.screen import having_opened, markup, words

APP = str(Path(__file__).parents[3] / "app.py")


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def start() -> AppTest:
    return opened()


def click(app: AppTest, label: str) -> AppTest:
    (button,) = (found for found in app.button if found.label == label)
    clicked = button.click().run()
    assert not clicked.exception
    return clicked


def picture(app: AppTest) -> str:
    """The phone and the file, without what stands beside them."""
    (found,) = (block.proto.body for block in app.get("html") if 'aria-label="The file"' in block.proto.body)
    return unescape(found)


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


def test_it_opens_with_who_opens_the_cast(start: AppTest, lantern_ford: City) -> None:
    assert f"This is what {lantern_ford.cast[0].name} sees. What does the city think of him?" in words(start)


def test_a_closed_file_says_how_much_lies_in_it_and_not_what(start: AppTest, lantern_ford: City) -> None:
    standing = evaluate(load_ruleset("rongcheng"), lantern_ford, last_day(lantern_ford)).standing_of("P0006")
    assert standing is not None

    shown = picture(start)

    assert "grade" in shown
    assert "sealed" in shown
    assert 'class="pp-grade"' not in shown
    assert f"<b>{len(standing.lists.split())}</b> lists" in shown
    assert all(rule.text not in shown for rule in load_ruleset("rongcheng").rules)


def test_where_the_screen_shows_the_grade_the_reason_alone_is_asked_for() -> None:
    app = opened(ruleset="honest-shanghai")

    assert "is shown bad . Can he know why?" in words(app)
    assert "_start_grade" not in [group.key for group in app.button_group]


def test_the_file_opens_with_the_posting_that_decided_and_its_rule(start: AppTest) -> None:
    rule = next(rule for rule in load_ruleset("rongcheng").rules if rule.id == "judgment-defaulter")

    app = click(start, "Open his file")

    (lit,) = (row for row in picture(app).split("<tr") if row.startswith(' class="pp-lit"'))
    assert "The grade is D . His points would give A ." in words(app)
    assert rule.text in lit
    assert "The act behind it is somebody else’s." in lit


@pytest.mark.parametrize(
    ("why", "answer"), [("rule", "One rule overrides them? Yes."), ("low", "His points are low? No: one rule.")]
)
def test_the_guess_stands_beside_the_grade_held(start: AppTest, why: str, answer: str) -> None:
    start.button_group(key="_start_grade").set_value("A")
    start.button_group(key="_start_why").set_value(why)

    page = words(click(start, "Open his file"))

    assert answer in page
    assert "you guessed" in page


def test_the_same_man_is_one_word_in_the_other_city(start: AppTest) -> None:
    app = click(click(start, "Open his file"), "The same man under Honest Shanghai")

    assert "honest-shanghai" == app.session_state["ruleset"]
    assert "Here the screen says one word: bad ." in words(app)
    assert "The same man under Rongcheng" in [button.label for button in app.button]


def test_another_resident_is_met_with_the_file_closed(start: AppTest) -> None:
    app = click(start, "Open his file")
    app.session_state["resident"] = "P0004"
    app.run()

    assert "sealed" in picture(app)


def test_three_doors_lead_to_screens_that_exist() -> None:
    for door in DOORS:
        app = click(opened(), door.label)

        assert door.screen != "start"
        assert "pp-stage" not in markup(app)


def test_the_tour_has_five_stops_each_a_screen_with_its_choices_and_a_line_above(lantern_ford: City) -> None:
    app = click(opened(), "Take the tour")
    seen = []
    for number in range(1, 6):
        page = words(app)
        assert f"{number} of 5 · " in page
        seen.append((app.session_state["ruleset"], page))
        following = [button.label for button in app.button if button.label.startswith("Next: ")]
        assert len(following) == (number < 5)
        app = click(app, following[0] if following else "End the tour")

    assert ["rongcheng", "honest-shanghai", "rongcheng", "rongcheng", "rongcheng"] == [ruleset for ruleset, _ in seen]
    assert lantern_ford.cast[0].name in seen[0][1]
    assert "of 5 · " not in words(app)


@pytest.mark.parametrize("ruleset", shipped_rulesets())
def test_everybody_of_the_cast_has_an_opening_under_every_ruleset(ruleset: str, lantern_ford: City) -> None:
    for member in lantern_ford.cast[:: 1 if ruleset in ("rongcheng", "honest-shanghai") else 4]:
        app = opened(ruleset=ruleset, resident=member.subject_id, open=member.subject_id)

        assert member.name in picture(app)
        assert "nan" not in picture(app).lower().split()


def test_a_company_is_it(lantern_ford: City) -> None:
    company = lantern_ford.companies["subject_id"].iloc[0]

    page = words(opened(resident=company))

    assert "What does the city think of it?" in page


def test_a_ruleset_without_rules_draws_an_empty_file(tmp_path: Path) -> None:
    early = tmp_path / "early.yaml"
    early.write_text(
        "schema: 1\nid: early\ntitle: Early\nsources: {}\nparticipation: mandatory\nopens_on: 2010-01-01\nrules: []\n",
        encoding="utf-8",
    )
    app = AppTest.from_file(APP, default_timeout=60)
    having_opened(app, rulesets={"early": early})
    app.session_state["ruleset"] = "early"
    app.query_params["open"] = "P0006"

    assert not app.run().exception
