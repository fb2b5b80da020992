"""The Compare screen: one life, or one city, under several rulesets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pilot import City, compare, disclose, evaluate, load_ruleset
from pilot.evaluation.assess import last_day
from pilot.evaluation.comparing.compare import Comparison
from pilot.report.receipt import Receipt
from pilot.views.pieces.download import file_name
from tests.views.screen import HOSTILE, markup, opened, words

STRICTER = """
schema: 1
extends: rongcheng
id: stricter
title: Stricter, an experiment
rules: {red-light: {points: -40}, volunteer-hours: {text: Other words.}}
"""


def compared(city: City, one: str | Path, other: str | Path) -> Comparison:
    sides = [evaluate(load_ruleset(source), city, last_day(city)) for source in (one, other)]
    return compare(*sides)


@pytest.fixture(scope="module")
def stricter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rongcheng with one dearer rule and one whose words alone are other."""
    file = tmp_path_factory.mktemp("own") / "stricter.yaml"
    file.write_text(STRICTER, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def joined(lantern_ford: City) -> str:
    """Somebody who takes part in both shipped rulesets."""
    standing = evaluate(load_ruleset("honest-shanghai"), lantern_ford, last_day(lantern_ford)).standing
    people = standing[standing["subject_id"].isin(lantern_ford.residents["subject_id"]) & (standing["postings"] > 3)]
    return str(people["subject_id"].iloc[0])


class TestOneLife:
    def test_every_ruleset_says_what_it_shows_and_what_it_holds(self, lantern_ford: City, joined: str) -> None:
        held = evaluate(load_ruleset("honest-shanghai"), lantern_ford, last_day(lantern_ford))
        shown = disclose(held, "subject", joined).grade
        standing = held.standing_of(joined)
        assert standing

        page = markup(opened("compare", resident=joined))

        assert f'<dd class="pp-answer">{shown}</dd>' in page
        assert f"{standing.score:,} points" in page

    def test_every_record_stands_with_what_every_ruleset_posted_for_it(self, lantern_ford: City, joined: str) -> None:
        last = last_day(lantern_ford)
        ledger = evaluate(load_ruleset("rongcheng"), lantern_ford, last).ledger_of([joined])
        posted = ledger[(ledger["type"] == "rule") & (ledger["points"] != 0)]

        page = words(opened("compare", resident=joined))

        for date, points in zip(posted["date"], posted["points"], strict=True):
            assert f"{date:%Y-%m-%d}" in page
            assert f"{points:+,}".replace("-", "−") in page

    def test_curves_share_one_axis_of_time_and_carry_their_words(self, joined: str) -> None:
        charts = [chart.proto for chart in opened("compare", resident=joined).get("vega_lite_chart")]

        assert 2 == len(charts)
        assert 1 == len({re.search(r'"domain": ?\[[^]]*\]', chart.spec).group() for chart in charts})  # type: ignore[union-attr]
        assert all(chart.alt.startswith("Score of ") for chart in charts)

    def test_up_to_four_rulesets_stand_on_it(self, joined: str, stricter: Path) -> None:
        own = {"stricter": stricter}

        app = opened("compare", own, resident=joined, against="honest-shanghai,stricter")

        assert ["honest-shanghai", "stricter"] == app.multiselect(key="against").value
        assert 3 == len(app.get("vega_lite_chart"))

    def test_where_a_ruleset_does_not_cover_the_resident_it_says_so(self, lantern_ford: City) -> None:
        people = lantern_ford.residents
        outside = people.loc[people["enrolled"] != "true", "subject_id"].iloc[0]

        assert "has not joined" in words(opened("compare", resident=str(outside)))


class TestTheCity:
    def test_two_scales_give_a_cross_table_without_a_direction(self, lantern_ford: City) -> None:
        grades = compared(lantern_ford, "rongcheng", "honest-shanghai").grades()

        page = opened("compare", what="city")

        assert "They share no scale" in words(page)
        assert "stand higher" not in words(page)
        for count in grades.sum(axis=0):
            assert f'<td class="pp-sum">{count:,}</td>' in markup(page)

    def test_one_scale_says_who_stands_higher_and_who_lower(self, lantern_ford: City, stricter: Path) -> None:
        comparison = compared(lantern_ford, "rongcheng", stricter)
        people = comparison.subjects[comparison.subjects["type"] == "person"]["direction"].value_counts()

        page = words(opened("compare", {"stricter": stricter}, what="city", against="stricter"))

        assert (
            f"{people['higher']} stand higher, {people['lower']} lower and {people['same']} in the same grade" in page
        )

    def test_the_most_moved_stand_with_the_one_posting(self, lantern_ford: City, stricter: Path) -> None:
        comparison = compared(lantern_ford, "rongcheng", stricter)
        people = comparison.movers[comparison.movers["type"] == "person"].head(12)

        page = words(opened("compare", {"stricter": stricter}, what="city", against="stricter"))

        assert all(subject in page for subject in people["subject_id"])
        assert comparison.after.ruleset.rule("red-light").text in page

    def test_a_rule_that_differs_without_effect_stands_with_its_reason(self, stricter: Path) -> None:
        page = words(opened("compare", {"stricter": stricter}, what="city", against="stricter"))

        assert "Other words. only words differ" in page

    def test_the_same_rules_change_nothing_and_the_page_says_why(self, tmp_path: Path) -> None:
        twin = tmp_path / "twin.yaml"
        twin.write_text("schema: 1\nextends: rongcheng\nid: twin\ntitle: A twin\n", encoding="utf-8")

        page = words(opened("compare", {"twin": twin}, what="city", against="twin"))

        assert "Nothing changes for anybody, because only words differ" in page

    def test_a_ruleset_that_is_not_open_yet_is_named_with_its_day(self, tmp_path: Path) -> None:
        late = tmp_path / "late.yaml"
        head = "schema: 1\nid: late\ntitle: Late\nsources: {}\nparticipation: mandatory\nrules: []\n"
        late.write_text(f"{head}opens_on: 2040-01-01\n", encoding="utf-8")

        assert "opens on 1 January 2040" in words(opened("compare", {"late": late}, what="city", against="late"))


def test_both_sides_stand_in_the_address_and_change_places_with_the_choice_at_the_top() -> None:
    app = opened("compare", ruleset="rongcheng", what="city", by="gender")
    assert "gender" == app.selectbox(key="by").value

    app.selectbox(key="ruleset").set_value("honest-shanghai").run()

    assert ["rongcheng"] == app.multiselect(key="against").value
    assert ["honest-shanghai", "rongcheng"] == [
        value if isinstance(value, str) else value[0]
        for value in (app.query_params["ruleset"], app.query_params["against"])
    ]


def test_markup_in_a_ruleset_stays_text(tmp_path: Path) -> None:
    file = tmp_path / "hostile.yaml"
    rule = f'red-light: {{text: "{HOSTILE}", points: -90}}'
    file.write_text(
        f'schema: 1\nextends: rongcheng\nid: hostile\ntitle: "{HOSTILE}"\nrules: {{{rule}}}\n', encoding="utf-8"
    )
    for what in ("life", "city"):
        page = markup(opened("compare", {"hostile": file}, what=what, against="hostile"))

        assert "&lt;img src=x" in page
        assert "<img" not in page


def test_a_file_is_named_for_what_it_was_made_from(lantern_ford: City) -> None:
    comparison = compared(lantern_ford, "rongcheng", "honest-shanghai")
    one, other = Receipt.of(comparison.before), Receipt.of(comparison.after)

    name = file_name("moved", one, other)

    assert name.startswith(f"moved_rongcheng-{one.ruleset_fingerprint}_honest-shanghai-{other.ruleset_fingerprint}_")
    assert name.endswith(f"{lantern_ford.fingerprint}_{one.as_of}_v{one.version}.csv")
