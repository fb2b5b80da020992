"""The City screen: what a ruleset does to everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilot import Assessment, City, evaluate, load_ruleset
from pilot.evaluation.assess import last_day
from pilot.evaluation.everybody.groups import groups_of
from pilot.evaluation.everybody.recording_errors import recording_by_district
from pilot.evaluation.everybody.totals import rule_totals, summary_of
from pilot.views.city import dots
from tests.views.screen import HOSTILE, addressed, component, having_opened, markup, on_screen, opened, words


@pytest.fixture(scope="module")
def rongcheng(lantern_ford: City) -> Assessment:
    return evaluate(load_ruleset("rongcheng"), lantern_ford, last_day(lantern_ford))


def test_the_page_begins_with_how_many_stand_where_they_began(rongcheng: Assessment) -> None:
    people = summary_of(rongcheng)

    page = words(opened("city", ruleset="rongcheng"))

    assert f"covers {people.covered} of the {people.subjects} residents of {rongcheng.city.title}" in page
    assert f"{people.at_start} of them" in page
    assert f"stand in the grade {people.start_grade}, in which everybody begins" in page


def test_a_voluntary_ruleset_covers_those_who_have_joined(lantern_ford: City) -> None:
    joined = summary_of(evaluate(load_ruleset("honest-shanghai"), lantern_ford, last_day(lantern_ford))).covered

    page = words(opened("city", ruleset="honest-shanghai"))

    everybody = f"{len(lantern_ford.residents)} residents of {lantern_ford.title}"
    assert f"covers {joined} of the {everybody}, those who have joined." in page


@pytest.mark.parametrize(("by", "colour"), [("district", "alone"), ("age", "income"), ("gender", "registration")])
def test_everybody_is_a_dot_in_the_grade_and_group_that_the_tables_count(
    rongcheng: Assessment, by: str, colour: str
) -> None:
    drawn = component(opened("city", ruleset="rongcheng", by=by, **{"and": colour}), "dots")

    groups = groups_of(rongcheng, [by])
    counted = dict(zip(groups.table[by], groups.grades.to_numpy().tolist(), strict=True))
    for number, row in enumerate(drawn["rows"]):
        worst_first = list(reversed(counted[row["name"]]))
        everybody = sum(dot[2] == number for dot in drawn["dots"])
        assert [*worst_first, everybody - sum(worst_first)] == drawn["cells"][0][number]
        places = [dot[4] for dot in drawn["dots"] if dot[2] == number]
        assert worst_first == [places.count(place) for place in range(len(worst_first))]
    assert list(rongcheng.city.residents["subject_id"]) == [dot[0] for dot in drawn["dots"]]
    assert (colour == "alone") == (not drawn["legend"])


def test_beside_it_the_same_people_stand_where_another_ruleset_puts_them(lantern_ford: City) -> None:
    shanghai = evaluate(load_ruleset("honest-shanghai"), lantern_ford, last_day(lantern_ford))
    grades = dict(zip(shanghai.standing["subject_id"], shanghai.standing["grade"], strict=True))

    drawn = component(opened("city", ruleset="rongcheng", beside="honest-shanghai"), "dots")

    names = [name for name, _ in drawn["sides"][1]["grades"]]
    assert ["bad", "good", "very good"] == names
    assert {dot[0]: None if dot[5] is None else names[dot[5]] for dot in drawn["dots"]} == {
        subject: grades.get(subject) for subject in lantern_ford.residents["subject_id"]
    }


def test_the_headline_says_where_most_and_least_is_written_down(rongcheng: Assessment) -> None:
    table = recording_by_district(rongcheng.city, rongcheng.ruleset.opens_on, rongcheng.as_of)
    shares = (table["recorded"] / table["acts"]).set_axis(table["district"])

    page, drawn = words(opened("city")), component(opened("city"), "dots")

    assert f"In {shares.idxmax()} {100 * shares.max():.0f}% of what is done is written down" in page
    assert list(shares.sort_values(ascending=False, kind="stable").index) == [row["name"] for row in drawn["rows"]]
    assert [f"{100 * shares[row['name']]:.0f}%" for row in drawn["rows"]] == [row["share"] for row in drawn["rows"]]


def test_a_large_city_is_drawn_by_every_so_manyth_resident_and_counted_whole(
    rongcheng: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dots, "MOST_DOTS", 100)
    drawn = component(opened("city", ruleset="rongcheng", resident="P0006"), "dots")

    assert 6 == drawn["each"]
    assert 101 >= len(drawn["dots"])
    assert "P0006" in [dot[0] for dot in drawn["dots"]]
    assert len(rongcheng.city.residents) == sum(map(sum, drawn["cells"][0]))


def test_every_group_is_there_with_its_grades(rongcheng: Assessment) -> None:
    groups = groups_of(rongcheng, ["education"])

    page = markup(opened("city", ruleset="rongcheng", part="grades", by="education"))

    for name, counts in zip(groups.table["education"], groups.grades.to_numpy().tolist(), strict=True):
        held = ", ".join(
            f"{grade} {count}" for grade, count in zip(groups.grades.columns, counts, strict=True) if count
        )
        assert f'aria-label="{name}: {held}"' in page


def test_small_groups_stay_and_are_marked(rongcheng: Assessment) -> None:
    table = groups_of(rongcheng, ["district", "age"]).table
    assert table["small"].any()

    page = markup(opened("city", ruleset="rongcheng", part="grades", by="district", **{"and": "age"}))

    assert table["small"].sum() == page.count("too few to compare")


def test_rules_stand_with_their_texts_most_met_first_and_those_that_nobody_met_apart(rongcheng: Assessment) -> None:
    totals = rule_totals(rongcheng)
    most = totals.loc[(totals["persons"] + totals["companies"]).idxmax(), "rule_id"]

    page = words(opened("city", ruleset="rongcheng", part="rules"))

    texts = [rule.text for rule in rongcheng.ruleset.rules]
    assert all(text in page for text in texts)
    assert min(texts, key=page.index) == rongcheng.ruleset.rule(most).text


def test_recording_stands_with_the_districts_that_lie_furthest_apart(rongcheng: Assessment) -> None:
    table = recording_by_district(rongcheng.city, rongcheng.ruleset.opens_on, rongcheng.as_of)
    shares = (table["recorded"] / table["acts"]).set_axis(table["district"])

    page = words(opened("city", part="recording"))

    assert "Only the emulator can see acts" in page
    assert f"In {shares.idxmax()} {100 * shares.max():.0f}%" in page


def test_the_choices_of_the_screen_stand_in_its_address_and_come_back_from_it() -> None:
    app = opened("city", part="rules", order="points")
    assert "points" == app.button_group(key="order").value

    app.button_group(key="part").set_value("grades").run()
    app.selectbox(key="by").set_value("income").run()
    app.selectbox(key="and").set_value("gender").run()

    assert {"by": "income", "and": "gender"}.items() <= {
        key: value if isinstance(value, str) else value[0] for key, value in app.query_params.items()
    }.items()
    again = opened("city", part="grades", by="income", **{"and": "gender"})
    assert ("income", "gender") == (again.selectbox(key="by").value, again.selectbox(key="and").value)


def test_markup_in_a_city_or_a_ruleset_stays_text(tmp_path: Path) -> None:
    (tmp_path / "residents.csv").write_text(f"subject_id,name,district\np1,{HOSTILE},{HOSTILE}\n", encoding="utf-8")
    (tmp_path / "records.csv").write_text("record_id,subject_id,date,kind\nr1,p1,2021-02-01,late\n", encoding="utf-8")
    (tmp_path / "acts.csv").write_text("act_id,subject_id,date,kind\na1,p1,2021-02-01,late\n", encoding="utf-8")
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        f"""
schema: 1
id: hostile
title: "{HOSTILE}"
sources: {{}}
participation: mandatory
opens_on: 2021-01-01
score: {{start: 100}}
bands: [{{grade: "{HOSTILE}", from: 100}}, {{grade: "<b>", title: "{HOSTILE}", consequences: [c]}}]
lists: {{l: {{title: "{HOSTILE}", kind: blacklist, agency: "{HOSTILE}"}}}}
consequences: {{c: {{title: "{HOSTILE}", effect: burden, area: "{HOSTILE}", agency: "{HOSTILE}"}}}}
rules: [{{id: late, text: "{HOSTILE}", when: {{kind: late}}, points: -5, lists: [l], source: {{at: "{HOSTILE}"}}}}]
""",
        encoding="utf-8",
    )
    for part in ("people", "grades", "rules", "effects", "recording"):
        app = addressed(part=part)
        having_opened(app, rulesets={"hostile": rules}, cities={"town": tmp_path})
        app.session_state["city"], app.session_state["ruleset"] = "town", "hostile"
        page = markup(on_screen(app.run(), "city"))

        assert "&lt;img src=x" in page
        assert "<img" not in page


def test_a_ruleset_that_holds_next_to_nothing_leaves_no_part_empty(tmp_path: Path) -> None:
    rules = tmp_path / "bare.yaml"
    head = "schema: 1\nid: bare\ntitle: Bare\nsources: {}\nparticipation: mandatory\nopens_on: 2021-01-01\n"
    rules.write_text(f"{head}rules: []\n", encoding="utf-8")
    sentences = {
        "grades": "keeps no grades",
        "rules": "has no rules",
        "effects": "names no consequence",
        "recording": "Acts",
    }
    for part, sentence in sentences.items():
        app = addressed(part=part)
        having_opened(app, rulesets={"bare": rules})
        app.session_state["ruleset"] = "bare"

        assert sentence in words(on_screen(app.run(), "city"))
