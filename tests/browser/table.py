"""Somebody at a table with the workshop open: what they change on the page, and what the store holds of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

from pilot.views.server.visitor import COOKIE
from pilot.workshop.desk import Desk
from pilot.workshop.drafts.history import StoredDraft
from pilot.workshop.store import Store
from tests.browser.conftest import PATIENCE, settled


class Table:
    """A page of the app in a browser of its own, driven by the names that a person or a screen reader meets."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address

    def go(self, screen: str) -> None:
        """Opens a screen, such as `workshop?face=grades`, and waits until it stands still."""
        self.page.goto(f"{self.address}/{screen}")
        settled(self.page)

    def another_tab(self, screen: str) -> Table:
        """The same person in another tab."""
        other = Table(self.page.context.new_page(), self.address)
        other.go(screen)
        return other

    def article(self, rule_id: str) -> Any:
        """The article of a rule."""
        return self.page.locator(f"[data-rule='{rule_id}']")

    def slot(self, *path: str | int, within: str = ".pp-sentence") -> Any:
        """The field in a sentence that holds what stands at a path of the ruleset."""
        place = json.dumps(list(path), separators=(",", ":"))
        return self.page.locator(f"{within} [data-path='{place}']")

    def put(self, value: str, *path: str | int, within: str = ".pp-sentence") -> None:
        """Types a value into a field and leaves it with Enter."""
        field = self.slot(*path, within=within)
        field.fill(value)
        field.press("Enter")

    def press(self, label: str) -> None:
        """Presses the button of that name."""
        self.page.get_by_role("button", name=label, exact=True).first.click()

    def has_answer(self) -> None:
        """Waits until nothing is on its way any more."""
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.pp-waiting')].every((note) => note.textContent === '')"
        )
        settled(self.page)

    def at_revision(self, revision: int) -> None:
        """Waits until the screen shows that state of the draft."""
        self.page.wait_for_selector(f".pp-impact[data-revision='{revision}']")
        settled(self.page)

    def summary(self) -> str:
        """What the change does to whom, in the sentence over the rules."""
        sentence: str = self.page.locator(".pp-impact .pp-lead").inner_text()
        return sentence

    def alerts(self) -> str:
        """What was refused, as it stands on the screen."""
        return " ".join(self.page.locator("[role=alert]").all_inner_texts())

    @property
    def token(self) -> str:
        """The word in the cookie."""
        found = next(cookie for cookie in self.page.context.cookies() if cookie["name"] == COOKIE)
        return str(found["value"])

    def draft(self, *, room: str | None = None) -> StoredDraft:
        """The draft that was changed last, as the store holds it."""
        return self.at_desk(lambda desk: desk.drafts()[0], room=room)

    def at_desk(self, work: Callable[[Desk], Any], *, room: str | None = None) -> Any:
        """What work finds at this person's desk."""
        with closing(Store.open()) as store:
            return work(store.desk(self.token, room))


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold, which is asked over and over."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return holds()
