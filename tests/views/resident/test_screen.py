"""The Resident screen: the system's file and the resident's own screen, side by side and in step."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from pilot import City, disclose, evaluate, load_city, load_ruleset
from pilot.evaluation.assess import last_day
from pilot.evaluation.one_subject.explain import explain
from pilot.ruleset.model.values import Audience
from pilot.views.pieces.marks import ITEMS, points
from tests.views.screen import HOSTILE, component, having_opened, on_screen, opened

TAKE_BACKS = ("appeal", "settlement", "expiry")
WITHHELD = re.compile(r'aria-label="Entry \d+: withheld"')


def two_views(app: AppTest) -> dict[str, Any]:
    return component(app, "line")


def sides(app: AppTest) -> tuple[str, str]:
    """The resident's screen and the system's file."""
    own, system = two_views(app)["html"].split('<section class="pp-system"')
    return own, system


def lines_in(side: str) -> list[str]:
    return re.findall(r'data-line="([^"]*)"', side)


def posted(ledger: pd.DataFrame) -> int:
    """The rows that the file has for a ledger: one a posting, with what took it back in it."""
    return int((~ledger["type"].isin(["opening", *TAKE_BACKS])).sum())


def other_city(app: AppTest) -> Any:
    return next(button for button in app.button if button.label.startswith("Under "))


def written(app: AppTest) -> str:
    """All that stands on the screen outside the two views."""
    return "\n".join(block.proto.body for block in app.get("html"))


@pytest.fixture(scope="module")
def joined(lantern_ford: City) -> str:
    """Somebody who takes part, is rated, and has records behind it."""
    assessment = evaluate(load_ruleset("honest-shanghai"), lantern_ford, last_day(lantern_ford))
    people = lantern_ford.residents["subject_id"]
    standing = assessment.standing
    rated = standing[standing["subject_id"].isin(people) & (standing["postings"] > 5)]
    return str(rated["subject_id"].iloc[0])


def test_honest_shanghai_says_the_rating_and_names_a_blank_for_everything_else(lantern_ford: City, joined: str) -> None:
    ruleset = load_ruleset("honest-shanghai")
    own, _ = sides(opened("resident", ruleset="honest-shanghai", resident=joined))

    view = disclose(evaluate(ruleset, lantern_ford, last_day(lantern_ford)), "subject", joined)
    assert f'<p class="pp-answer">{view.grade}</p>' in own
    blanks = {blank.item for blank in view.blanks if not blank.on_request}
    assert len(blanks) > 5
    for item, name in ITEMS.items():
        assert (f'aria-label="{name}: withheld"' in own) == (item in blanks)


@pytest.mark.parametrize(("audience", "whose"), [("public", "The public’s screen"), ("partner", "A partner’s screen")])
def test_the_left_side_can_be_what_somebody_else_is_shown(
    lantern_ford: City, joined: str, audience: Audience, whose: str
) -> None:
    own, _ = sides(opened("resident", ruleset="rongcheng", resident=joined, seen_by=audience))

    view = disclose(evaluate(load_ruleset("rongcheng"), lantern_ford, last_day(lantern_ford)), audience, joined)
    assert whose in own
    assert ('<p class="pp-answer">' + str(view.grade) in own) == isinstance(view.grade, str)
    blanks = {blank.item for blank in view.blanks if not blank.on_request}
    for item, name in ITEMS.items():
        assert (f'aria-label="{name}: withheld"' in own) == (item in blanks)


def test_another_agency_knows_what_it_acts_on_and_the_rest_is_blank(joined: str) -> None:
    own, _ = sides(opened("resident", ruleset="rongcheng", resident=joined, seen_by="agency"))

    assert "Another agency’s screen" in own
    for item, name in ITEMS.items():
        assert (f'aria-label="{name}: withheld"' in own) == (item not in ("lists", "consequences"))


def test_turning_the_day_back_shows_the_ledger_of_that_day(lantern_ford: City, joined: str) -> None:
    app = opened("resident", ruleset="rongcheng", resident=joined)
    app.slider(key="day").set_value(dt.date(2021, 6, 30)).run()

    ledger = evaluate(load_ruleset("rongcheng"), lantern_ford, dt.date(2021, 6, 30)).ledger_of([joined])
    assert len(lines_in(sides(app)[1])) == posted(ledger)
    assert app.session_state["as_of"] == dt.date(2021, 6, 30)
    assert "2021-06-30" in app.query_params["as_of"]


def test_every_posting_of_the_ledger_stands_in_the_file_beside_its_rule(lantern_ford: City, joined: str) -> None:
    ruleset = load_ruleset("rongcheng")
    _, system = sides(opened("resident", ruleset="rongcheng", resident=joined))

    ledger = evaluate(ruleset, lantern_ford, last_day(lantern_ford)).ledger_of([joined])
    assert len(lines_in(system)) == posted(ledger)
    written_out = ledger[~ledger["type"].isin(["opening", *TAKE_BACKS])]
    for rule_id in written_out["rule_id"].dropna():
        assert str(escape(ruleset.rule(rule_id).text)) in system
    taken = ledger[ledger["type"].isin(TAKE_BACKS)]
    ends = [end for end in re.findall(r'<span class="pp-end">([^<]*)</span>', system) if end]
    assert len(taken) == len(ends)
    for row in taken.itertuples():
        assert f"{points(row.points)} {row.date:%Y-%m-%d}" in " ".join(ends)


def test_what_takes_something_shows_its_rule_without_a_click_and_what_gives_does_not(lantern_ford: City) -> None:
    _, system = sides(opened("resident", ruleset="rongcheng", resident="P0006"))

    for entry in system.split('<li class="pp-entry"')[1:]:
        head = entry.split("</button>")[0]
        takes = "→" in head or "<b>−" in head
        assert takes == ('<q class="pp-rule">' in head)


def test_a_rule_that_rests_in_part_on_a_weaker_text_says_which_part_beside_the_whole(lantern_ford: City) -> None:
    ledger = evaluate(load_ruleset("rongcheng"), lantern_ford, last_day(lantern_ford)).ledger
    walker = ledger.query("rule_id == 'red-light' and type == 'rule'")["subject_id"].iloc[0]
    _, system = sides(opened("resident", ruleset="rongcheng", resident=walker, as_of=f"{last_day(lantern_ford)}"))

    assert re.search(
        r'title="How repeats weigh, how long it counts: [^"]+"[^>]*><i aria-hidden="true">◐</i>in part', system
    )
    assert "Parts that rest on a text of their own" in system


def test_the_drawing_says_which_grade_was_held_and_what_set_it() -> None:
    _, system = sides(opened("resident", ruleset="rongcheng", resident="P0006"))

    held = re.search(r"grades held: ([^.]*)\.", system)
    assert held
    assert "A from 2019-01-01, B by a rule from 2021-02-06, A from 2021-09-01, D by a rule from 2022-08-11" == held[1]
    assert 2 == system.count('class="pp-idle"')
    assert 2 == system.count('class="pp-set"')


def test_a_line_that_is_withheld_is_still_there_as_a_blank_in_step_with_the_file(joined: str) -> None:
    own, system = sides(opened("resident", ruleset="honest-shanghai", resident=joined))

    assert list(dict.fromkeys(lines_in(own))) == lines_in(system)
    assert len(WITHHELD.findall(own)) == len(lines_in(own))


def test_asking_brings_what_the_ruleset_gives_on_request(joined: str) -> None:
    app = opened("resident", ruleset="rongcheng", resident=joined)
    app.button_group(key="requested").set_value("yes").run()

    own, _ = sides(app)
    assert not WITHHELD.search(own)
    assert 'aria-label="agencies: withheld"' in own
    assert app.query_params["requested"] == "yes"


def test_a_link_brings_back_the_line_and_the_part_of_the_screen_that_were_chosen(joined: str) -> None:
    line = lines_in(sides(opened("resident", ruleset="rongcheng", resident=joined))[1])[3]
    app = opened(
        "resident", ruleset="rongcheng", resident=joined, line=line, side="system", more="others", requested="yes"
    )

    assert two_views(app)["line"] == line
    assert two_views(app)["side"] == "system"
    assert app.button_group(key="more").value == "others"
    assert app.button_group(key="requested").value == "yes"


def test_a_line_of_another_ruleset_opens_the_same_record_here(lantern_ford: City, joined: str) -> None:
    day = last_day(lantern_ford)
    here = explain(load_ruleset("honest-shanghai"), lantern_ford, joined, day).lines
    record = next(line.record.record_id for line in here if line.record)
    app = opened("resident", ruleset="honest-shanghai", resident=joined, line=f"{record}:some-rule-elsewhere")

    assert two_views(app)["line"].startswith(f"{record}:")


def test_one_click_shows_the_same_resident_under_the_other_ruleset(joined: str) -> None:
    app = opened("resident", ruleset="rongcheng", resident=joined)
    other_city(app).click().run()

    assert app.query_params["ruleset"] == "honest-shanghai"
    assert app.query_params["resident"] == joined
    assert "Honest Shanghai" in sides(app)[0]


def test_whoever_has_not_joined_is_rated_by_nobody_and_is_on_file_all_the_same(lantern_ford: City) -> None:
    people = lantern_ford.residents
    recorded = people["subject_id"].isin(lantern_ford.records["subject_id"])
    outsider = str(people[(people["enrolled"] == "false") & recorded]["subject_id"].iloc[0])
    app = opened("resident", ruleset="honest-shanghai", resident=outsider)

    own, system = sides(app)
    assert "has not joined" in own
    assert "No ledger is kept." in system
    mine = lantern_ford.records["subject_id"] == outsider
    held = (mine & (lantern_ford.records["date"] <= pd.Timestamp(app.session_state["as_of"]))).sum()
    assert f"Offices hold {held} record" in written(app)
    assert "pp-course" not in system


@pytest.mark.parametrize("more", ["why-not", "change", "others", "lists"])
def test_every_further_question_is_answered_for_a_company_too(lantern_ford: City, more: str) -> None:
    company = str(lantern_ford.companies["subject_id"].iloc[0])

    assert opened("resident", ruleset="rongcheng", resident=company, more=more).get("bidi_component")


def test_markup_in_a_ruleset_or_a_city_is_shown_as_text(
    tmp_path: Path, hill_end_folder: Path, few_rules_file: Path
) -> None:
    rules = tmp_path / "hostile.yaml"
    rules.write_text(re.sub(r"(title|text): ([^\n{}]+?)(?=[,}\n])", rf'\1: "{HOSTILE}"', few_rules_file.read_text()))
    town = tmp_path / "town"
    town.mkdir()
    for file in hill_end_folder.glob("*.csv"):
        words = file.read_text().replace("Juniper Flint", f"{HOSTILE}[x](y)").replace("Traffic Police", HOSTILE)
        (town / file.name).write_text(words)
    assert load_city(town).residents["name"][0].startswith(HOSTILE)
    assert load_ruleset(rules).title == HOSTILE

    app = AppTest.from_file(str(Path(__file__).parents[3] / "app.py"), default_timeout=60)
    having_opened(app, rulesets={"few-rules (yours)": rules}, cities={"town (yours)": town})
    app.query_params.update({"ruleset": "few-rules (yours)", "city": "town (yours)", "resident": "P1"})
    shown = on_screen(app.run(), "resident")

    everything = two_views(shown)["html"] + written(shown)
    assert "&lt;img src=x onerror=alert(1)&gt;" in everything
    assert "<img" not in everything


@pytest.mark.parametrize(
    ("ruleset", "requested", "rows"),
    [
        (
            "honest-shanghai",
            "no",
            [("bad", "the grade is bad"), ("withheld", "70 points"), ("withheld", "on no list")],
        ),
        ("rongcheng", "no", [("on request", "the grade is D points alone: A"), ("on request", "980 points")]),
        ("rongcheng", "yes", [("D", "the grade is D points alone: A"), ("980 points", "980 points")]),
    ],
)
def test_where_one_view_alone_has_room_each_blank_stands_beside_what_it_hides(
    ruleset: str, requested: str, rows: list[tuple[str, str]]
) -> None:
    app = opened("resident", ruleset=ruleset, resident="P0006", as_of="2024-12-31", requested=requested)
    table = sides(app)[1].split('<dl class="pp-beside">')[1].split("</dl>")[0]
    found = [
        tuple(" ".join(re.sub("<[^>]+>", "", cell).split()) for cell in pair)
        for pair in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", table)
    ]

    assert ("resident sees", "they hold") == found[0]
    assert rows == found[1 : len(rows) + 1]
