"""What a visitor opens: taken over whole or not at all, and what was good before stays."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pilot.ruleset.reading.shipped import FOLDER
from pilot.views.visit import world

YAML, CSV = "application/yaml", "text/csv"


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(FOLDER.parent / "app.py", default_timeout=60).run()


def messages(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def uploader(app: AppTest, key: str) -> object:
    return next(widget for widget in app.file_uploader if widget.key == key)


def test_a_faulty_ruleset_is_shown_with_place_and_mend_and_the_one_before_stays(app: AppTest) -> None:
    faulty = (FOLDER / "honest-shanghai.yaml").read_bytes().replace(b"participation: voluntary", b"participation: free")
    uploader(app, "_own_ruleset").set_value(("mine.yaml", faulty, YAML))
    app.run()
    assert not app.exception
    assert "mine.yaml:" in messages(app)
    assert "Mend:" in messages(app)
    assert app.session_state["ruleset"] == "rongcheng"


def test_a_good_ruleset_of_ones_own_is_chosen_at_once(app: AppTest) -> None:
    uploader(app, "_own_ruleset").set_value(("mine.yaml", (FOLDER / "honest-shanghai.yaml").read_bytes(), YAML))
    app.run()
    assert not app.exception
    assert app.session_state["ruleset"] == "honest-shanghai (yours)"


def test_a_faulty_city_is_refused_whole_and_the_one_before_stays(app: AppTest) -> None:
    residents = b"subject_id,name\nP1,Juniper Flint\n"
    records = b"record_id,subject_id,date,kind\nR1,P1,2020-02-31,order.noise\nR2,P9,2020-01-01,order.noise\n"
    uploader(app, "_own_city").set_value([("residents.csv", residents, CSV), ("records.csv", records, CSV)])
    app.run()
    assert not app.exception
    assert "row 2, column date" in messages(app)
    assert "row 3, column subject_id" in messages(app)
    assert app.session_state["city"] == "lantern-ford"


def test_a_city_that_looks_like_real_people_is_refused_with_the_reason(app: AppTest) -> None:
    residents = b"subject_id,name,phone\nP1,Juniper Flint,13812345678\n"
    records = b"record_id,subject_id,date,kind\nR1,P1,2020-02-03,traffic.red_light\n"
    uploader(app, "_own_city").set_value([("residents.csv", residents, CSV), ("records.csv", records, CSV)])
    app.run()
    assert not app.exception
    assert "row 2, column phone" in messages(app)
    assert "13812345678" not in messages(app)


def test_a_ruleset_that_breaks_on_disk_keeps_its_last_good_state_and_its_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world, "LOOKED_AGAIN", -1.0)
    path = tmp_path / "mine.yaml"
    path.write_bytes((FOLDER / "honest-shanghai.yaml").read_bytes())
    good = world.ruleset(path)
    path.write_text("schema: [", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    broken = world.ruleset(path)

    assert () == good.problems
    assert good.value is broken.value
    assert ["unclosed-bracket"] == [problem.code for problem in broken.problems]


class TestACityFromASpreadsheet:
    FILES = (
        ("residents.csv", "subject_id;name\nP1;Zoë\n".encode("windows-1252"), CSV),
        ("records.csv", b"record_id;subject_id;date;kind\nR1;P1;31.12.2024;order.noise\n", CSV),
    )

    def test_it_asks_once_and_the_screen_stays(self, app: AppTest) -> None:
        uploader(app, "_own_city").set_value(list(self.FILES))
        app.run()
        assert not app.exception
        assert "lantern-ford" == app.session_state["city"]
        assert 1 == sum("Read it so" == button.label for button in app.button)
        assert any("31.12.2024 is 31 December 2024" in text.value for text in app.text)

    def test_and_is_there_once_it_is_answered(self, app: AppTest) -> None:
        uploader(app, "_own_city").set_value(list(self.FILES))
        app.run()
        next(button for button in app.button if "Read it so" == button.label).click().run()
        assert not app.exception
        assert "Unnamed-city (yours)" == app.session_state["city"]
        assert ["Zoë"] == list(app.session_state["_selection"].city.residents["name"])
        assert not any("Read it so" == button.label for button in app.button)


@pytest.mark.parametrize(
    "files",
    [
        {"cast.csv": b"subject_id,name,headline,story,look_at\nP99,Zed,a,b,c\n"},
        {"cast.csv": b"subject_id,name,born\nP1,Ann,1980\n"},
        {"cast.csv": b"\x00\x01"},
        {"residents.csv": b"subject_id,name\n", "records.csv": b"record_id,subject_id,date,kind\n"},
    ],
    ids=["a cast of somebody not there", "a cast without columns", "a cast of bytes", "nobody"],
)
def test_a_city_that_no_screen_could_show_is_refused_before_it_is_taken_over(
    app: AppTest, files: dict[str, bytes]
) -> None:
    city = {
        "residents.csv": b"subject_id,name,born\nP1,Ann,1980\n",
        "records.csv": b"record_id,subject_id,date,kind\nR1,P1,2024-12-31,order.noise\n",
        **files,
    }
    uploader(app, "_own_city").set_value([(name, data, CSV) for name, data in city.items()])
    app.run()
    assert not app.exception
    assert "lantern-ford" == app.session_state["city"]
    assert "Mend:" in messages(app)


def test_what_was_opened_is_there_after_a_reload_in_the_same_browser_and_in_no_other(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = (FOLDER / "honest-shanghai.yaml").read_bytes()
    monkeypatch.setattr("pilot.views.server.visitor.token", lambda: "m" * 40)
    uploader(app, "_own_ruleset").set_value(("mine.yaml", mine, YAML))
    app.run()

    again = AppTest.from_file(FOLDER.parent / "app.py", default_timeout=60)
    again.query_params["ruleset"] = "honest-shanghai (yours)"
    assert "honest-shanghai (yours)" == again.run().session_state["ruleset"]

    monkeypatch.setattr("pilot.views.server.visitor.token", lambda: "n" * 40)
    other = AppTest.from_file(FOLDER.parent / "app.py", default_timeout=60)
    other.query_params["ruleset"] = "honest-shanghai (yours)"
    assert "rongcheng" == other.run().session_state["ruleset"]


def test_markup_in_what_was_opened_stays_text(app: AppTest) -> None:
    hostile = b"<script>alert(1)</script>: [unclosed"
    uploader(app, "_own_ruleset").set_value(("mine.yaml", hostile, YAML))
    app.run()
    assert "<script>alert" not in messages(app)


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("city", "mytown (yours)", "There is no city “mytown (yours)” here. This is Lantern Ford."),
        ("ruleset", "honest-shangai", "There is no ruleset “honest-shangai” here. This is"),
        ("resident", "P9999", "Nobody in Lantern Ford is called “P9999”. This is Teasel Quartz."),
        ("as_of", "2500-01-01", "“2500-01-01” is no day from"),
        ("as_of", "31.12.2024", "“31.12.2024” is no day from"),
        ("resident", "<b>\u202ex", "Nobody in Lantern Ford is called “&lt;b&gt;\ufffdx”."),
    ],
)
def test_a_link_that_leads_nowhere_says_so_until_another_choice_is_made(key: str, value: str, sentence: str) -> None:
    app = AppTest.from_file(FOLDER.parent / "app.py", default_timeout=60)
    app.query_params[key] = value
    app.run()
    assert sentence in messages(app)

    app.session_state["resident"] = "P0001"
    app.session_state["as_of"], app.session_state["_day_by_hand"] = dt.date(2021, 3, 4), True
    app.session_state["ruleset"] = "honest-shanghai"
    app.run()
    assert not app.exception
    assert (key == "city") == (sentence in messages(app))


def test_a_ledger_of_thousands_of_lines_is_shown_page_by_page_beginning_at_the_line_that_is_marked(
    app: AppTest,
) -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=number % 300) for number in range(2_000)]
    records = "".join(f"R{number:04},P1,{day},traffic.red_light\n" for number, day in enumerate(days))
    city = {
        "residents.csv": b"subject_id,name,born\nP1,Ann,1980\n",
        "records.csv": f"record_id,subject_id,date,kind\n{records}".encode(),
    }
    uploader(app, "_own_city").set_value([(name, data, CSV) for name, data in city.items()])
    app.run()
    app.switch_page("pilot/views/resident/screen.py")
    app.run()
    assert not app.exception

    (pages,) = [box for box in app.selectbox if "Which part of the ledger" == box.label]
    assert pages.options[0].startswith("Lines 1 to 400, ")
    assert 6 <= len(pages.options)
    pages.select_index(5).run()
    assert not app.exception
    assert "5" == app.query_params["page"][0]
