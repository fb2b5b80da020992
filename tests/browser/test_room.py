"""A room in real browsers: a facilitator and two tables, from opening it to wiping it."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from pilot.ruleset.reading.load import read_ruleset
from pilot.workshop.database.database_url import VARIABLE
from pilot.workshop.database.tables import NAMES
from pilot.workshop.sessions.session import Session
from pilot.workshop.sessions.session_file import read_session
from tests.browser.conftest import settled
from tests.browser.table import Table, eventually
from tests.browser.test_everybody_can_use_it import broken_rules

PIN = "2468"
REASON = "Red lights are read by machines that err."


@pytest.fixture
def newcomer(app: str, open_page: Callable[..., Any]) -> Callable[..., Table]:
    """Somebody in a browser of their own, at the door."""
    return lambda screen="room": Table(open_page(f"{app}/{screen}"), app)


def field(table: Table, label: str, value: str) -> None:
    table.page.get_by_label(label, exact=True).fill(value)


def opened(lead: Table) -> str:
    """Opens a room and gives its code."""
    field(lead, "Title", "Wednesday")
    field(lead, "PIN of the facilitator", PIN)
    lead.press("Open a room")
    code: str = lead.page.locator(".pp-code").inner_text()
    assert re.fullmatch(r"[A-Z0-9]{3}-[A-Z0-9]{3}", code)
    return code


def join(table: Table, code: str, alias: str) -> None:
    field(table, "Code", code)
    field(table, "Alias", alias)
    table.press("Join")
    table.press("Change my copy")
    table.article("red-light").wait_for()


def part(lead: Table, label: str) -> None:
    lead.page.get_by_test_id("stMain").get_by_text(label, exact=True).first.click()
    settled(lead.page)


def rows() -> dict[str, int]:
    """How many rows each table of the database holds."""
    file = make_url(os.environ[VARIABLE]).database
    with closing(sqlite3.connect(str(file))) as database:
        return {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in sorted(NAMES)}


def test_a_room_from_its_opening_to_its_end(newcomer: Callable[..., Table], tmp_path: Path) -> None:
    lead, red, blue = newcomer(), newcomer(), newcomer()
    before = rows()
    code = opened(lead)
    join(red, code.lower(), "Red")
    join(blue, code.replace("-", ""), "Blue")
    made_otherwise(red, blue)
    seen_and_collected(lead)
    projected(lead, "Blue")
    seen_on_the_projector(red, code)

    merged = chosen_and_merged(lead, tmp_path / "merged.yaml")
    ruleset = read_ruleset(merged, "merged")
    assert (-7, -30) == (ruleset.rule("red-light").points, ruleset.rule("contract-not-performed").points)
    assert REASON in merged

    part(lead, "Export and end")
    lead.press("Close it")
    lead.page.get_by_role("button", name="Open it again").wait_for()
    blue.put("8", "rules", "red-light", "points")
    blue.page.get_by_text("the room is closed").first.wait_for()
    session = exported(lead, tmp_path / "session.zip")
    now = {copy.alias: read_ruleset(copy.current, copy.alias).rule("red-light").points for copy in session.copies}
    assert {"Red": -9, "Blue": -7} == now
    assert [REASON] == [choice.reason for choice in session.choices["Wednesday"]]
    assert merged == session.merged

    wiped(lead)
    assert before == rows()
    red.page.get_by_text("ou are not in a room of that code.").first.wait_for()
    blue.page.get_by_text("Groups", exact=True).click()
    blue.page.get_by_text("ou have no such draft here.").first.wait_for()
    blue.page.get_by_text("the first change begins a draft of yours").wait_for()


def made_otherwise(red: Table, blue: Table) -> None:
    """Both change one rule, each in their way, and Blue another one too."""
    red.put("9", "rules", "red-light", "points")
    blue.put("7", "rules", "red-light", "points")
    blue.put("30", "rules", "contract-not-performed", "points")
    for table in (red, blue):
        table.has_answer()


def seen_and_collected(lead: Table) -> None:
    before = rows()["versions"]
    lead.page.get_by_text("1 rule changed").first.wait_for()
    lead.page.get_by_text("2 rules changed").first.wait_for()
    lead.press("Collect a version of every copy")
    assert eventually(lambda: before + 2 == rows()["versions"])


def seen_on_the_projector(red: Table, code: str) -> None:
    """Another table sees Blue's two changes there."""
    red.go(f"room?room={code}")
    red.page.get_by_text("On the projector: the copy of Blue.").wait_for()
    red.press("See the projector")
    red.page.get_by_role("heading", name="What is changed").wait_for()
    assert "2 rules changed" in red.page.locator(".pp-impact").inner_text()


def projected(lead: Table, alias: str) -> None:
    lead.page.get_by_role("combobox", name="One of them").click()
    lead.page.get_by_role("option", name=alias).click()
    settled(lead.page)
    lead.press("Put on the projector")
    lead.page.get_by_text("on the projector", exact=True).wait_for()


def chosen_and_merged(lead: Table, file: Path) -> str:
    """Chooses what Blue has where both conflict, and gives the text of the merged ruleset."""
    part(lead, "Merge")
    lead.page.get_by_text("2 copies agree on 0 changes and conflict at 1 place; still open: 1.").wait_for()
    lead.page.get_by_text("3: Blue").first.click()
    settled(lead.page)
    because = lead.page.get_by_label("Because").first
    because.fill(REASON)
    because.press("Enter")
    settled(lead.page)
    lead.press("Keep this choice")
    lead.page.get_by_text("conflict at 1 place; still open: 0").wait_for()
    return saved(lead, "The merged ruleset (.yaml)", file).read_text(encoding="utf-8")


def exported(lead: Table, file: Path) -> Session:
    lead.press("Write the file")
    return read_session(saved(lead, "The session (.zip)", file).read_bytes(), file.name)


def wiped(lead: Table) -> None:
    lead.page.get_by_text("I have exported what is needed").click()
    settled(lead.page)
    lead.press("Wipe the room")
    lead.page.get_by_role("button", name="Open a room").wait_for()


def saved(table: Table, label: str, file: Path) -> Path:
    """What the button of that name downloads."""
    with table.page.expect_download() as caught:
        table.page.get_by_role("button", name=label).click()
    caught.value.save_as(file)
    return file


def test_a_wrong_pin_is_refused_and_slows_the_next_try(newcomer: Callable[..., Table]) -> None:
    lead, other = newcomer(), newcomer()
    code = opened(lead)

    assert all("not the PIN" in refused_pin(other, code, f"000{number}") for number in range(3))
    # The wait doubles with every try that comes after it, so one of them comes too early however slow they are.
    assert any("the next try has to wait" in refused_pin(other, code, f"000{number}") for number in range(3, 10))


def refused_pin(table: Table, code: str, pin: str) -> str:
    """What is said to somebody who is new at the room and does not know its PIN."""
    table.go(f"room?room={code}")
    table.page.get_by_text("I am the facilitator").click()
    field(table, "PIN", pin)
    table.press("Lead the room")
    table.page.get_by_role("alert").first.wait_for()
    settled(table.page)
    assert 0 == table.page.get_by_role("button", name="Collect a version of every copy").count()
    return table.alerts()


def test_a_participant_is_offered_nothing_that_the_facilitator_does(newcomer: Callable[..., Table]) -> None:
    lead, red = newcomer(), newcomer()
    code = opened(lead)
    join(red, code, "Red")
    for address in ("&part=keep", "&part=merge", "&part=people", "&show=projector"):
        red.go(f"room?room={code}{address}")
        for label in ("Close it", "Wipe the room", "Put on the projector", "Collect a version of every copy"):
            assert 0 == red.page.get_by_role("button", name=label).count()
    assert 0 == red.page.locator(".pp-code").count()


MARKUP = "<img src=x onerror=hit=1>"
PICTURE = "![p](http://127.0.0.1:9/p)"


def test_markup_and_pictures_in_every_name_stay_words_on_every_screen_of_a_room(
    app: str, newcomer: Callable[..., Table]
) -> None:
    lead, red, blue = newcomer(), newcomer(), newcomer()
    requested: list[str] = []
    for table in (lead, red, blue):
        table.page.on("request", lambda request: requested.append(request.url))
    field(lead, "Title", f"{MARKUP} {PICTURE}")
    field(lead, "PIN of the facilitator", PIN)
    lead.press("Open a room")
    code = lead.page.locator(".pp-code").inner_text()
    for table, alias in ((red, MARKUP), (blue, PICTURE)):
        join(table, code, alias)
        table.put(f"You {alias}.", "rules", "red-light", "text", within=".pp-rule")
        table.has_answer()
        table.page.get_by_role("button", name=re.compile("^Undo")).hover()
        table.page.get_by_role("tooltip").filter(has_text=alias).wait_for()
    lead.page.get_by_text(MARKUP).first.wait_for()
    projected(lead, PICTURE)
    red.go(f"room?room={code}&show=projector")
    red.page.get_by_text(f"You {PICTURE}.").first.wait_for()
    part(lead, "Merge")
    lead.page.get_by_text(f"3: {PICTURE}").first.wait_for()
    lead.page.get_by_text(f"2: {MARKUP}").first.wait_for()
    blue.go("room")
    blue.page.get_by_role("button", name=f"Back to {code}: {MARKUP} {PICTURE}").wait_for()

    for table in (lead, red, blue):
        assert not table.page.evaluate("'hit' in window")
    assert [url for url in requested if not url.startswith((app, app.replace("http", "ws"), "data:", "blob:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_rule_is_broken_in_a_room(app: str, open_page: Callable[..., Any], scheme: str) -> None:
    lead, red, blue = (Table(open_page(f"{app}/room", color_scheme=scheme), app) for _ in range(3))
    code = opened(lead)
    for table, alias in ((red, "Red"), (blue, "Blue")):
        join(table, code, alias)
    made_otherwise(red, blue)
    assert not broken_rules(red.page)
    red.go(f"room?room={code}")
    assert not broken_rules(red.page)
    lead.page.get_by_text("2 rules changed").first.wait_for()
    projected(lead, "Blue")
    for label in ("Participants", "Merge", "Export and end"):
        part(lead, label)
        assert not broken_rules(lead.page), label
    red.press("See the projector")
    red.page.get_by_role("heading", name="What is changed").wait_for()
    assert not broken_rules(red.page)
    for table in (red, lead):
        table.page.set_viewport_size({"width": 390, "height": 844})
        settled(table.page)
        main = "document.querySelector('[data-testid=stMain]')"
        assert table.page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
