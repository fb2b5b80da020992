"""What a visitor opens: taken over whole or not at all, and what was good before stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pilot.ruleset.reading.shipped import FOLDER

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


def test_a_ruleset_that_breaks_on_disk_keeps_its_last_good_state_on_the_screen(app: AppTest) -> None:
    uploader(app, "_own_ruleset").set_value(("mine.yaml", (FOLDER / "honest-shanghai.yaml").read_bytes(), YAML))
    app.run()
    path: Path = app.session_state["_opened_rulesets"]["honest-shanghai (yours)"]
    path.write_text("schema: [", encoding="utf-8")
    app.run()
    assert not app.exception
    assert "the screen shows the last good state" in messages(app)
    assert app.session_state["_selection"].ruleset.id == "honest-shanghai"


def test_markup_in_what_was_opened_stays_text(app: AppTest) -> None:
    hostile = b"<script>alert(1)</script>: [unclosed"
    uploader(app, "_own_ruleset").set_value(("mine.yaml", hostile, YAML))
    app.run()
    assert "<script>alert" not in messages(app)
