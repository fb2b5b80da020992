"""The Opacity screen: drawings of two rulesets side by side, on one basis, that follow the dial."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pilot import Assessment, City, evaluate, load_ruleset
from pilot.disclosure.opacity.measures import MEANINGS, Opacity
from pilot.evaluation.assess import last_day
from pilot.phrases import capitalised
from pilot.report.opacity_figures import share
from pilot.ruleset.model import Disclosure
from pilot.ruleset.model.bases import known_from
from pilot.views.opacity.drawing_table import QUESTIONS
from pilot.views.pieces import dial
from tests.views.opacity.shown import ALL_SHOWN, NOTHING_SHOWN, TEASEL, addressed, on_screen, opened, words
from tests.views.screen import component, having_opened


def drawings(app: AppTest) -> dict[str, Any]:
    return component(app, "basis")


def block_of(app: AppTest, place: int = 0) -> str:
    word: str = component(app, "words")["words"][place]
    return word


def text(markup: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", markup)))


def cells(app: AppTest, key: str, *, requested: bool = False) -> list[str]:
    """What stands in a row, a cell a ruleset, on one basis."""
    row = re.search(rf'<tr class="pp-q pp-of-{key}">(.*?)</tr>', drawings(app)["html"], re.DOTALL)
    assert row is not None
    found = re.findall(r"<td data-side.*?</td>", row[1], re.DOTALL)
    states = [re.findall(r'<div class="pp-cell"(?: data-when="(\w+)")?>(.*?)</p></div></div>', cell) for cell in found]
    wanted = "yes" if requested else "no"
    return [next(cell for when, cell in state if when in ("", wanted)) for state in states]


def figures(app: AppTest, key: str, *, requested: bool = False) -> list[str]:
    found = (re.search(r'<b class="pp-figure[^"]*">(.*?)</b>', cell) for cell in cells(app, key, requested=requested))
    return [figure[1] for figure in found if figure]


@pytest.fixture(scope="module")
def shanghai(lantern_ford: City) -> Assessment:
    return evaluate(load_ruleset("honest-shanghai"), lantern_ford, last_day(lantern_ford))


@pytest.fixture(scope="module")
def rongcheng(lantern_ford: City) -> Assessment:
    return evaluate(load_ruleset("rongcheng"), lantern_ford, last_day(lantern_ford))


@pytest.mark.parametrize("audience", ["subject", "public"])
def test_each_column_has_the_numbers_of_its_ruleset_on_both_bases(
    rongcheng: Assessment, shanghai: Assessment, audience: Any
) -> None:
    app = opened(ruleset="rongcheng", resident=TEASEL, audience=audience)

    for requested in (False, True):
        both = [Opacity(side, audience, requested=requested) for side in (rongcheng, shanghai)]
        assert [f"{int(side.look_alikes[TEASEL]):,}" for side in both] == figures(app, "alike", requested=requested)
        remedies = [len(side.remedy.put_right) for side in both if side.remedy]
        assert [f"{number:,}" for number in remedies] == figures(app, "remedy", requested=requested)


def test_the_headline_is_the_share_of_all_entries_as_it_comes_and_after_asking(
    rongcheng: Assessment, shanghai: Assessment
) -> None:
    head = re.search(r"<thead>(.*?)</thead>", drawings(opened(ruleset="rongcheng"))["html"], re.DOTALL)
    expected = [
        share(Opacity(side, requested=requested).entries.known)
        for side in (rongcheng, shanghai)
        for requested in (False, True)
    ]

    assert head is not None
    assert expected == re.findall(r"<b>(.*?)</b> of all entries shown", head[1])


def test_every_number_stands_with_its_one_plain_sentence_behind_its_row() -> None:
    page = text(drawings(opened(ruleset="honest-shanghai"))["html"])

    assert all(meaning in page for meaning in MEANINGS.values())


def test_one_switch_stands_in_the_address_and_is_that_of_the_resident_screen() -> None:
    assert "no" == drawings(opened(ruleset="rongcheng"))["basis"]
    assert "yes" == drawings(opened(ruleset="rongcheng", requested="yes"))["basis"]


@pytest.mark.parametrize(("ruleset", "beside"), [("rongcheng", "honest-shanghai"), ("honest-shanghai", "rongcheng")])
def test_beside_stands_honest_shanghai_or_rongcheng(ruleset: str, beside: str) -> None:
    assert beside == drawings(opened(ruleset=ruleset))["second"]


def test_another_second_ruleset_stands_in_the_address() -> None:
    app = opened(ruleset="rongcheng", second="open-pilot")

    assert "open-pilot" == drawings(app)["second"]
    assert dial.word(load_ruleset("open-pilot").disclosure) == block_of(app, 1)
    assert "honest-shanghai" == drawings(opened(ruleset="rongcheng", second="nowhere"))["second"]


def test_a_block_comes_back_from_its_word() -> None:
    for name in ("rongcheng", "honest-shanghai", "open-pilot"):
        disclosure = load_ruleset(name).disclosure
        again = dial.block(dial.word(disclosure))
        assert again is not None
        assert dial.word(again) == dial.word(disclosure)
        assert (again.delay_hours, again.notice) == (disclosure.delay_hours, disclosure.notice)


@pytest.mark.parametrize(
    "word", ["", "s", "<script>", ALL_SHOWN.replace("s", "x"), ALL_SHOWN.replace(".0.", ".99999.")]
)
def test_a_word_that_is_no_block_leaves_the_shipped_one(word: str) -> None:
    app = opened(ruleset="rongcheng", dial=word)

    assert dial.block(word) is None
    assert "dial" not in app.query_params
    assert dial.word(load_ruleset("rongcheng").disclosure) == block_of(app)


def test_a_link_brings_back_both_dials_and_every_drawing_follows(rongcheng: Assessment, shanghai: Assessment) -> None:
    app = opened(ruleset="honest-shanghai", resident=TEASEL, dial=ALL_SHOWN, dial2=NOTHING_SHOWN)

    blocks = [dial.block(word) for word in (ALL_SHOWN, NOTHING_SHOWN)]
    both = [Opacity(side.disclosing(block)) for side, block in zip((shanghai, rongcheng), blocks, strict=True) if block]
    assert [ALL_SHOWN, NOTHING_SHOWN] == [block_of(app, place) for place in (0, 1)]
    assert [f"{int(side.look_alikes[TEASEL]):,}" for side in both] == figures(app, "alike")
    entries = both[0].entries_of(TEASEL)
    assert [f"{entries.count:,}", "0"] == figures(app, "entries")
    turned = dial.turned(shanghai.ruleset, both[0].assessment.ruleset.disclosure)
    assert f"Turned here: Honest Shanghai in {turned} places, Rongcheng in " in component(app, "words")["turned"]


def test_the_ruleset_as_it_was_shipped_can_stand_beside_the_one_that_was_turned(rongcheng: Assessment) -> None:
    app = opened(ruleset="rongcheng", resident=TEASEL, dial=ALL_SHOWN, second="shipped")

    assert "Rongcheng, as shipped" in text(drawings(app)["html"])
    assert [f"{Opacity(rongcheng).entries_of(TEASEL).count:,}", "0"] == figures(app, "entries")


def test_turning_the_dial_gives_the_numbers_that_the_ruleset_would_have_with_that_block(
    shanghai: Assessment, lantern_ford: City
) -> None:
    block = dial.block("hshsshhhhhh.shhhhhhhhhh.hhhhhhhhhhh.72.c")
    assert block is not None
    written = shanghai.ruleset.model_copy(update={"disclosure": block})

    dialled = Opacity(shanghai.disclosing(block)).as_dict()

    assert Opacity(evaluate(written, lantern_ford, shanghai.as_of)).as_dict() == dialled


def test_another_ruleset_starts_from_its_own_block() -> None:
    app = opened(ruleset="honest-shanghai", dial=ALL_SHOWN)

    app.selectbox(key="ruleset").set_value("rongcheng").run()

    assert "dial" not in app.query_params
    assert dial.word(load_ruleset("rongcheng").disclosure) == block_of(app)


def test_who_is_not_covered_has_the_city_drawn(shanghai: Assessment, lantern_ford: City) -> None:
    outside = lantern_ford.residents["subject_id"]
    outside = outside[~outside.isin(shanghai.standing["subject_id"])].iloc[0]
    app = opened(ruleset="honest-shanghai", resident=outside, as_of=f"{last_day(lantern_ford)}")

    assert f"{int(Opacity(shanghai).look_alikes.median()):,}" == figures(app, "alike")[0]


def test_the_open_pilot_keeps_nothing_back_and_with_everything_hidden_everything(lantern_ford: City) -> None:
    ruleset = load_ruleset("open-pilot")
    assessment = evaluate(ruleset, lantern_ford, last_day(lantern_ford))
    resident = str(Opacity(assessment).darkness.entries["subject_id"].iloc[0])
    number = Opacity(assessment).entries_of(resident).count

    assert f"{number}" == figures(opened(ruleset="open-pilot", resident=resident), "entries")[0]
    assert "0" == figures(opened(ruleset="open-pilot", resident=resident, dial=NOTHING_SHOWN), "entries")[0]


def test_a_change_takes_no_more_than_150_kilobytes() -> None:
    app = opened(ruleset="rongcheng", resident=TEASEL)

    assert 150_000 > sum(len(found.proto.json) for found in app.get("bidi_component"))


def test_every_row_has_a_drawing_in_every_column_and_says_what_is_to_be_seen() -> None:
    app = opened(ruleset="rongcheng", resident=TEASEL)

    for question in QUESTIONS:
        assert [1, 1] == [
            len(re.findall(r'<svg [^>]*role="img" aria-label="[^"]+"', cell)) for cell in cells(app, question.key)
        ]


def test_a_button_below_the_dial_leads_to_what_stands_behind() -> None:
    app = opened(ruleset="rongcheng")

    app.button(key="_to_tables").click().run()

    assert "Kept back" in words(app)
    assert app.query_params["show"] in ("tables", ["tables"])


def test_every_cell_of_the_dial_says_what_it_is_known_from() -> None:
    first, second = component(opened(ruleset="rongcheng"), "words")["sources"]
    ruleset = load_ruleset("honest-shanghai")
    grade = known_from(ruleset.disclosure, "subject", "grade")

    assert grade is not None
    assert f"{capitalised(str(grade.basis))}: {ruleset.sources[grade.ref or ''].title}, {grade.at}." == second[0][1]
    assert [11, 11, 11, 1, 1] == [len(part) for part in first]


@pytest.mark.parametrize("ruleset", ["bare"])
def test_a_ruleset_that_holds_next_to_nothing_leaves_no_drawing_empty(tmp_path: Path, ruleset: str) -> None:
    rules = tmp_path / "bare.yaml"
    head = "schema: 1\nid: bare\ntitle: Bare\nsources: {}\nparticipation: mandatory\nopens_on: 2021-01-01\n"
    rules.write_text(f"{head}rules: []\n", encoding="utf-8")
    app = addressed()
    having_opened(app, rulesets={ruleset: rules})
    app.session_state["ruleset"] = ruleset

    shown = on_screen(app.run())

    expected = {
        "entries": "0 entries", "alike": "1 different screen", "dark": "there is no entry",
        "rivals": "no change is shown", "any": "no grades are kept", "remedy": "no grades are kept", "more": "lists",
    }  # fmt: skip
    assert all(words in cells(shown, key)[0] for key, words in expected.items())


def test_a_disclosure_that_is_dialled_is_the_one_that_is_measured(shanghai: Assessment) -> None:
    block = dial.block(ALL_SHOWN)

    assert isinstance(block, Disclosure)
    assert 1 == Opacity(shanghai.disclosing(block)).entries.known
