"""What stands behind the drawings: labels, letters, yardsticks and tables."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pilot import Assessment, City, evaluate, load_ruleset
from pilot.disclosure.opacity.measures import MEANINGS, Opacity
from pilot.disclosure.shown.letters import letters
from pilot.disclosure.yardsticks.registry import yardsticks
from pilot.evaluation.assess import last_day
from pilot.report.letter_page import parts
from pilot.report.opacity_figures import figures
from pilot.views.pieces import dial
from tests.views.opacity.shown import ALL_SHOWN, TEASEL, addressed, markup, on_screen, opened, words
from tests.views.screen import component as given
from tests.views.screen import having_opened

HOSTILE = "<img src=x onerror=alert(1)>"
PARTS = ["numbers", "label", "yardsticks", "letters", "tables"]


def component(app: AppTest) -> dict[str, Any]:
    return given(app, "html")


@pytest.fixture(scope="module")
def shanghai(lantern_ford: City) -> Assessment:
    return evaluate(load_ruleset("honest-shanghai"), lantern_ford, last_day(lantern_ford))


@pytest.fixture(scope="module")
def rongcheng(lantern_ford: City) -> Assessment:
    return evaluate(load_ruleset("rongcheng"), lantern_ford, last_day(lantern_ford))


@pytest.mark.parametrize("requested", [False, True])
def test_the_tables_have_all_numbers_of_both_rulesets_on_one_basis(
    rongcheng: Assessment, shanghai: Assessment, *, requested: bool
) -> None:
    address = {"requested": "yes"} if requested else {}
    page = words(opened(ruleset="rongcheng", resident=TEASEL, show="tables", **address))

    for assessment in (rongcheng, shanghai):
        opacity = Opacity(assessment, requested=requested)
        found = figures(Opacity(assessment))
        kept, known = (
            found[key].after_asking if requested else found[key].as_it_comes for key in ("kept_back", "entries")
        )
        assert f"{known} Entries shown" in page
        assert f"{kept} Kept back" in page
        assert f"{opacity.bits_total:.2f} bits" in page
        if opacity.remedy and opacity.remedy.lowered_by_error:
            assert f"lowers the grade of {len(opacity.remedy.lowered_by_error)}" in page
    assert all(meaning in page for meaning in MEANINGS.values())


def test_the_shares_of_entries_come_first_and_the_bits_last() -> None:
    page = words(opened(ruleset="rongcheng", show="tables"))

    assert page.index("Entries shown") < page.index("Look-alikes") < page.index("Kept back")


def test_remedy_says_by_which_decision_in_which_time_and_who_fell_out(rongcheng: Assessment) -> None:
    found = Opacity(rongcheng, requested=True).remedy
    page = words(opened(ruleset="rongcheng", resident=TEASEL, show="tables", requested="yes"))

    assert found is not None
    assert TEASEL in found.rejected
    (decision,) = found.decisions
    assert f"{len(found.could_contest)} could still contest it (1 was rejected)" in page
    assert f"by an {decision.way} decided by “{decision.decided_by}”" in page
    assert f"{decision.days:g} days" in page
    assert "None of them has filed." in page
    assert "Teasel Quartz: an error lowers the grade; it could be known of, and what was filed against it was " in page


def test_back_to_the_shipped_block_is_one_click_away_in_every_part() -> None:
    for part in ("label", "yardsticks", "letters", "tables"):
        app = opened(ruleset="rongcheng", show=part, dial=ALL_SHOWN)
        back = next(button for button in app.button if button.label == "Back to the shipped block")

        back.click().run()

        assert "dial" not in app.query_params
        assert "is changed in" not in words(app)


def test_two_labels_stand_side_by_side_and_the_second_is_in_the_address() -> None:
    app = opened(ruleset="rongcheng", show="label")
    app.selectbox(key="second").set_value("open-pilot").run()

    assert app.query_params["second"] in ("open-pilot", ["open-pilot"])
    titles = [load_ruleset(name).title for name in ("rongcheng", "open-pilot")]
    assert re.findall(r'alt="Label of ([^:"]*): ', markup(app)) == titles


def test_every_yardstick_stands_with_its_answer_and_reason(rongcheng: Assessment) -> None:
    page = words(opened(ruleset="rongcheng", show="yardsticks", held="open-pilot"))

    assert "A teaching comparison, not advice." in page
    for verdict in yardsticks(rongcheng.ruleset, rongcheng):
        assert f"{verdict.yardstick.id} · {verdict.yardstick.short}" in page
        assert f"{verdict.answer} {verdict.reason}" in page


def test_without_notice_every_change_has_an_empty_envelope(rongcheng: Assessment) -> None:
    post = letters(rongcheng, TEASEL)

    app = opened(ruleset="rongcheng", resident=TEASEL, show="letters")

    assert component(app)["html"].count("pp-none") == sum(letter.is_empty for letter in post)
    assert "No letter was due." in words(app)


def test_with_notice_the_chosen_letter_says_what_the_block_shows_and_names_what_it_keeps_back(
    rongcheng: Assessment,
) -> None:
    word = "sssrhhhshhh.hhhhhhhhhhh.hhhhhhhhhhh.0.c"
    block = dial.block(word)
    assert block is not None
    post = letters(rongcheng.disclosing(block), TEASEL)
    place = next(n for n, letter in enumerate(post) if letter.contents and letter.contents.blanks)

    app = opened(ruleset="rongcheng", resident=TEASEL, show="letters", dial=word, letter=str(place + 1))

    page = words(app)
    contents = post[place].contents
    assert contents is not None
    drawn = component(app)["html"]
    assert sum(letter.contents is not None for letter in post) == drawn.count("pp-some")
    assert len(post) == drawn.count("pp-some") + drawn.count("pp-none")
    assert all(f" {label} " in page for label, _ in parts(contents))
    letter = re.findall(r'<article class="pp-paper">.*?</article>', markup(app), re.DOTALL)
    assert letter[0].count('class="pp-blank"') == len(contents.blanks)


def test_who_is_not_covered_reads_so(shanghai: Assessment, lantern_ford: City) -> None:
    outside = lantern_ford.residents["subject_id"]
    outside = outside[~outside.isin(shanghai.standing["subject_id"])].iloc[0]

    for part in ("tables", "letters"):
        page = words(opened(ruleset="honest-shanghai", resident=outside, show=part))
        assert "is not covered by this ruleset" in page


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("word", ["", ALL_SHOWN])
def test_markup_in_a_city_or_a_ruleset_stays_text(tmp_path: Path, part: str, word: str) -> None:
    (tmp_path / "residents.csv").write_text(f"subject_id,name\np1,{HOSTILE}\np2,Two\n", encoding="utf-8")
    (tmp_path / "records.csv").write_text(
        f"record_id,subject_id,date,kind,agency\nr1,p1,2021-02-01,late,{HOSTILE}\n", encoding="utf-8"
    )
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        f"""
schema: 1
id: hostile
title: "{HOSTILE}"
place: "{HOSTILE}"
sources: {{}}
participation: mandatory
opens_on: 2021-01-01
score: {{start: 100}}
bands: [{{grade: "{HOSTILE}", title: "{HOSTILE}", from: 100}}, {{grade: "<b>", consequences: [c]}}]
lists: {{l: {{title: "{HOSTILE}", kind: blacklist}}}}
consequences: {{c: {{title: "{HOSTILE}", effect: burden}}}}
rules: [{{id: late, text: "{HOSTILE}", when: {{kind: late}}, points: -5, plausible: {{points: [-9, -1]}}, lists: [l]}}]
recourse: {{appeal: {{available: true, decided_by: "{HOSTILE}"}}}}
""",
        encoding="utf-8",
    )
    app = addressed(show=part, **({"dial": word} if word else {}))
    having_opened(app, rulesets={"hostile": rules}, cities={"town": tmp_path})
    app.session_state["city"], app.session_state["ruleset"] = "town", "hostile"
    shown = on_screen(app.run())

    page = markup(shown) + "".join(
        json.loads(component.proto.json).get("html", "") for component in shown.get("bidi_component")
    )
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("part", PARTS)
def test_a_ruleset_that_holds_next_to_nothing_leaves_no_part_empty(tmp_path: Path, part: str) -> None:
    rules = tmp_path / "bare.yaml"
    head = "schema: 1\nid: bare\ntitle: Bare\nsources: {}\nparticipation: mandatory\nopens_on: 2021-01-01\n"
    rules.write_text(f"{head}rules: []\n", encoding="utf-8")
    app = addressed(show=part)
    having_opened(app, rulesets={"bare": rules})
    app.session_state["ruleset"] = "bare"

    page = words(on_screen(app.run()))

    expected = {
        "numbers": "Honest Shanghai: Points Pilot",
        "tables": "there is nothing to keep back",
        "label": "Entries known at all",
        "yardsticks": "not applicable",
        "letters": "no letter was due",
    }
    assert expected[part] in page
