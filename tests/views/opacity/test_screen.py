"""The Opacity screen: what is kept from whom, in numbers that follow the dial, labels, yardsticks and letters."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pilot import Assessment, City, evaluate, load_ruleset
from pilot.disclosure.opacity.measures import MEANINGS, Opacity
from pilot.disclosure.shown.letters import letters
from pilot.disclosure.yardsticks.registry import yardsticks
from pilot.evaluation.assess import last_day
from pilot.report.letter_page import parts
from pilot.ruleset.model import Disclosure
from pilot.views.pieces import dial
from tests.views.screen import component as given
from tests.views.screen import having_opened

HOSTILE = "<img src=x onerror=alert(1)>"
ALL_SHOWN = "sssssssssss.hhhhhhhhhhh.hhhhhhhhhhh.0.b"
TEASEL = "P0006"


def addressed(**address: str) -> AppTest:
    app = AppTest.from_file(str(Path(__file__).parents[3] / "app.py"), default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    return app


def on_screen(app: AppTest) -> AppTest:
    shown = app.switch_page("pilot/views/opacity/screen.py").run()
    assert not shown.exception
    return shown


def opened(**address: str) -> AppTest:
    """The screen as a link with this address opens it."""
    return on_screen(addressed(**address).run())


def markup(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


def words(app: AppTest) -> str:
    """What a reader reads: the text of the page, white space made one blank."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", markup(app)))).replace(" .", ".").replace(" ,", ",")


def component(app: AppTest) -> dict[str, str]:
    return given(app, "html")


@pytest.fixture(scope="module")
def shanghai(lantern_ford: City) -> Assessment:
    return evaluate(load_ruleset("honest-shanghai"), lantern_ford, last_day(lantern_ford))


@pytest.fixture(scope="module")
def rongcheng(lantern_ford: City) -> Assessment:
    return evaluate(load_ruleset("rongcheng"), lantern_ford, last_day(lantern_ford))


@pytest.mark.parametrize("audience", ["subject", "public"])
def test_the_numbers_over_the_city_are_those_of_opacity(shanghai: Assessment, audience: str) -> None:
    opacity = Opacity(shanghai, audience)  # type: ignore[arg-type]
    numbers = opacity.as_dict()

    page = words(opened(ruleset="honest-shanghai", audience=audience))

    assert f"{numbers['kept_back']:.0%} Kept back" in page
    assert f"{numbers['bits_total']:.2f} bits" in page
    assert f"{int(numbers['look_alikes_median']):,} Look-alikes" in page
    assert f"{numbers['unsettled_share']:.0%} Not settled" in page
    assert f"{numbers['days_in_the_dark_median']:,.0f} Days in the dark" in page
    assert f"lowers the grade of {numbers['remedy']['lowered_by_error']}" in page


def test_every_number_stands_with_its_one_plain_sentence() -> None:
    page = words(opened(ruleset="honest-shanghai"))

    assert all(meaning in page for meaning in MEANINGS.values())


def test_of_the_chosen_resident_it_says_how_many_others_see_the_same_screen(shanghai: Assessment) -> None:
    alike = Opacity(shanghai).look_alikes
    resident = alike.index[(alike > 1) & (alike.index.str.startswith("P"))][0]

    page = words(opened(ruleset="honest-shanghai", resident=resident))

    assert f": {alike[resident]:,} others with a different ledger see exactly the same screen." in page


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
    assert component(app)["word"] == dial.word(load_ruleset("rongcheng").disclosure)


def test_a_link_brings_back_the_dial_and_every_number_follows_it(shanghai: Assessment) -> None:
    block = dial.block(ALL_SHOWN)
    assert isinstance(block, Disclosure)
    numbers, shipped = Opacity(shanghai.disclosing(block)).as_dict(), Opacity(shanghai).as_dict()

    app = opened(ruleset="honest-shanghai", dial=ALL_SHOWN)

    page = words(app)
    assert component(app)["word"] == ALL_SHOWN
    assert f"{numbers['kept_back']:.0%} Kept back was {shipped['kept_back']:.0%}" in page
    assert f"{numbers['unsettled_share']:.0%} Not settled was {shipped['unsettled_share']:.0%}" in page
    assert f"changed in {dial.turned(shanghai.ruleset, block)} places" in page


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
    assert component(app)["word"] == dial.word(load_ruleset("rongcheng").disclosure)


def test_back_to_the_shipped_block_is_one_click_away_in_every_part() -> None:
    for part in ("label", "yardsticks", "letters"):
        app = opened(ruleset="rongcheng", show=part, dial=ALL_SHOWN)
        back = next(button for button in app.button if button.label == "Back to the shipped block")

        back.click().run()

        assert "dial" not in app.query_params
        assert "is changed in" not in words(app)


def test_two_labels_stand_side_by_side_and_the_second_is_in_the_address() -> None:
    app = opened(ruleset="rongcheng", show="label")
    app.selectbox(key="beside").set_value("honest-shanghai").run()

    assert app.query_params["beside"] in ("honest-shanghai", ["honest-shanghai"])
    titles = [load_ruleset(name).title for name in ("rongcheng", "honest-shanghai")]
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

    assert component(app)["html"].count("pp-none") == len(post)
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


def test_who_is_not_covered_reads_so_in_every_part(shanghai: Assessment, lantern_ford: City) -> None:
    outside = lantern_ford.residents["subject_id"]
    outside = outside[~outside.isin(shanghai.standing["subject_id"])].iloc[0]

    for part in ("numbers", "letters"):
        page = words(opened(ruleset="honest-shanghai", resident=outside, show=part))
        assert "is not covered by this ruleset" in page


@pytest.mark.parametrize("part", ["numbers", "label", "yardsticks", "letters"])
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


@pytest.mark.parametrize("part", ["numbers", "label", "yardsticks", "letters"])
def test_a_ruleset_that_holds_next_to_nothing_leaves_no_part_empty(tmp_path: Path, part: str) -> None:
    rules = tmp_path / "bare.yaml"
    head = "schema: 1\nid: bare\ntitle: Bare\nsources: {}\nparticipation: mandatory\nopens_on: 2021-01-01\n"
    rules.write_text(f"{head}rules: []\n", encoding="utf-8")
    app = addressed(show=part)
    having_opened(app, rulesets={"bare": rules})
    app.session_state["ruleset"] = "bare"

    page = words(on_screen(app.run()))

    expected = {
        "numbers": "there is nothing to keep back",
        "label": "Entries known at all",
        "yardsticks": "not applicable",
        "letters": "no letter was due",
    }
    assert expected[part] in page


def test_the_open_pilot_keeps_nothing_back_and_with_everything_hidden_everything() -> None:
    nothing = "hhhhhhhhhhh.hhhhhhhhhhh.hhhhhhhhhhh.0.n"

    assert "0% Kept back" in words(opened(ruleset="open-pilot"))
    assert "100% Kept back was 0%" in words(opened(ruleset="open-pilot", dial=nothing))
