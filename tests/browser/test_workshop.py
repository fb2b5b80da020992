"""The workshop in a real browser: every way to change a ruleset."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from pilot import City, compare, evaluate, load_ruleset
from pilot.evaluation.assess import last_day
from pilot.ruleset.editing import CopyRule, MoveRule, Put, SwitchOff
from pilot.ruleset.reading.load import read_ruleset
from pilot.views.workshop import impact
from tests.browser.rongcheng import START, turned, with_edits
from tests.browser.table import Table, eventually

TOP = "(element) => element.getBoundingClientRect().top"


@pytest.fixture
def table(app: str, open_page: Callable[..., Any]) -> Table:
    """Somebody new, before Rongcheng's articles."""
    return Table(open_page(f"{app}/workshop"), app)


@contextmanager
def quick_hands(table: Table) -> Iterator[None]:
    """For the page no time passes from one key to the next, however busy the machine is."""
    table.page.clock.install()
    table.page.clock.pause_at(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=10))
    yield
    table.page.clock.resume()


class TestArticles:
    def test_a_number_changed_in_the_sentence_says_at_once_whom_it_moves(
        self, table: Table, lantern_ford: City
    ) -> None:
        last = last_day(lantern_ford)
        text = with_edits(Put(("rules", "red-light", "points"), -9))
        after = evaluate(read_ruleset(text, "draft"), lantern_ford, last)
        comparison = compare(evaluate(load_ruleset("rongcheng"), lantern_ford, last), after)

        table.put("9", "rules", "red-light", "points")
        table.at_revision(1)

        assert impact.lead(comparison) == table.summary()
        assert ["-    points: -5", "+    points: -9"] == turned(table.draft().text)
        assert comparison.movers["subject_id"].size > 12
        assert 12 == table.page.locator(".pp-moved li").count()
        assert "before: −10, now: −18" in table.page.locator(".pp-moved li").first.inner_text()

    def test_a_text_that_somebody_rests_at_is_kept_and_they_go_on_where_they_are(self, table: Table) -> None:
        text = table.slot("rules", "red-light", "text", within=".pp-rule")
        text.fill("You cross at red")
        text.press("End")
        table.at_revision(1)
        assert "You cross at red\n" in table.draft().text

        table.page.keyboard.insert_text(", on foot or not.")
        table.at_revision(2)
        assert "You cross at red, on foot or not.\n" in table.draft().text

    def test_a_change_far_down_leaves_the_page_the_other_articles_and_the_field_where_they_are(
        self, table: Table
    ) -> None:
        """What the change does is told above and may take more room: the page stays at what one looks at."""
        rules = load_ruleset("rongcheng").rules
        neighbour, here = rules[23].id, rules[24].id
        table.article(here).wait_for()
        field = table.slot("rules", here, "points", within=".pp-weight")
        field.scroll_into_view_if_needed()
        table.page.evaluate("(id) => { document.querySelector(`[data-rule='${id}']`).mark = 'the same'; }", neighbour)
        field.fill(str(int(field.input_value().replace("−", "-").replace("+", "")) - 1))
        before = table.article(neighbour).evaluate(TOP)
        field.press("Enter")
        table.at_revision(1)
        table.has_answer()

        assert pytest.approx(before, abs=4) == table.article(neighbour).evaluate(TOP)
        assert "the same" == table.article(neighbour).evaluate("(article) => article.mark")
        assert field.evaluate("(field) => field === document.activeElement")

    def test_a_rule_that_is_added_or_copied_is_turned_to_and_its_text_begun(self, table: Table) -> None:
        table.page.get_by_label("Search the rules").fill("traffic")
        table.page.get_by_label("Search the rules").press("Enter")
        table.press("Add a rule")
        table.at_revision(1)
        table.article("new-rule").wait_for()
        assert "" == table.page.get_by_label("Search the rules").input_value()
        table.page.keyboard.insert_text("You whistle in the street.")
        table.page.keyboard.press("Enter")
        table.at_revision(2)
        assert table.draft().text.count("You whistle in the street.") == 1
        assert "A new rule." not in table.draft().text

        table.press("Copy: Rule 97")
        table.at_revision(3)
        table.page.wait_for_function(
            "() => document.activeElement.closest('[data-rule]')?.dataset.rule === 'new-rule-copy'"
        )

    def test_a_field_that_is_open_when_the_tab_is_left_is_kept(self, table: Table) -> None:
        table.slot("rules", "red-light", "points").fill("9")

        table.page.evaluate(
            "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )

        table.at_revision(1)
        assert "-9" in " ".join(turned(table.draft().text))

    def test_undo_and_redo_lead_through_all_that_was_done(self, table: Table) -> None:
        texts = [START]
        for revision, number in enumerate(("6", "7", "8"), 1):
            table.put(number, "rules", "red-light", "points")
            table.at_revision(revision)
            texts.append(table.draft().text)

        for revision, text in zip((4, 5, 6), reversed(texts[:-1]), strict=True):
            table.press(f"Undo ({7 - revision})")
            table.at_revision(revision)
            assert text == table.draft().text
        assert eventually(lambda: "5" == table.slot("rules", "red-light", "points").input_value())
        assert "Nothing changes for anybody, because both sides hold the same rules." == table.summary()
        for revision, text in zip((7, 8, 9), texts[1:], strict=True):
            table.press(f"Redo ({10 - revision})")
            table.at_revision(revision)
            assert text == table.draft().text

    def test_the_text_differs_only_where_it_was_meant_after_every_kind_of_change(self, table: Table) -> None:
        here = ("rules", "red-light")
        first, second = [rule.id for rule in load_ruleset("rongcheng").rules[:2]]
        table.put("You cross at a red light.", *here, "text", within=".pp-rule")
        table.has_answer()
        table.put("24", *here, "expires_after_months")
        table.has_answer()
        table.article("red-light").locator("summary").first.click()
        table.press("Add a cap: Rule 1")
        table.has_answer()
        table.put("30", *here, "cap", "points")
        table.has_answer()
        table.press("Copy: Rule 1")
        table.article("red-light-copy").wait_for()
        table.press("Down: Rule 1")
        table.has_answer()
        table.press("Switch off: Rule 3")
        table.page.locator("[aria-label='Switched off: contract-not-performed']").wait_for()
        wanted = with_edits(
            Put((*here, "text"), "You cross at a red light."),
            Put((*here, "expires_after_months"), 24),
            Put((*here, "cap"), {"per": "year", "points": 10}),
            Put((*here, "cap", "points"), 30),
            CopyRule("red-light", "red-light-copy"),
            MoveRule("red-light", "red-light-copy"),
            SwitchOff("contract-not-performed"),
        )
        assert ("red-light", "contract-not-performed") == (first, second)
        assert wanted == table.draft().text

        table.press("Switch on: contract-not-performed")
        table.article("contract-not-performed").wait_for()
        table.has_answer()
        meant = {"text", "expires_after_months", "cap"}
        assert meant == {line[1:].split(":")[0].strip(" -") for line in turned(table.draft().text)} & meant
        assert START.count("\n") < table.draft().text.count("\n")
        assert not [line for line in turned(table.draft().text) if "contract" in line]

    def test_what_is_no_number_is_refused_in_place_and_nothing_is_sent(self, table: Table) -> None:
        table.put("many", "rules", "red-light", "points")

        table.page.locator(".pp-refused").wait_for()
        assert "“many” is no whole number. It stays 5." == table.alerts()
        assert "5" == table.slot("rules", "red-light", "points").input_value()
        assert () == table.at_desk(lambda desk: desk.drafts())

    def test_what_the_ruleset_may_not_hold_is_refused_with_the_mend_and_the_field_goes_back(self, table: Table) -> None:
        table.put("-3", "rules", "red-light", "repeat", "within_months")

        table.page.locator(".pp-refused").wait_for()
        assert "“-3” is too small: it may be 1 or more. It stays 12." in table.alerts()
        assert () == table.at_desk(lambda desk: desk.drafts())
        table.page.wait_for_function("() => document.activeElement.value === '12'")


class TestOtherFaces:
    def test_a_boundary_moves_by_the_keys_as_one_step(self, app: str, open_page: Callable[..., Any]) -> None:
        table = Table(open_page(f"{app}/workshop?face=grades"), app)
        handle = table.page.get_by_role("slider", name="AA begins at", exact=True)

        handle.focus()
        with quick_hands(table):
            for key in ("PageDown", "ArrowLeft", "ArrowLeft"):
                table.page.keyboard.press(key)
        table.at_revision(1)

        (off, on) = turned(table.draft().text)
        assert (off.replace("1030", "1018"), 1) == ("-" + on[1:], table.draft().behind)
        assert "1018" == handle.get_attribute("aria-valuenow")

    def test_a_cell_of_what_is_disclosed_changes_that_cell_alone(self, app: str, open_page: Callable[..., Any]) -> None:
        table = Table(open_page(f"{app}/workshop?face=told"), app)

        table.page.get_by_role("radio", name="score, public: shown").check(force=True)
        table.at_revision(1)

        changed = read_ruleset(table.draft().text, "draft").disclosure
        before = load_ruleset("rongcheng").disclosure
        assert "shown" == changed.public.pop("score")
        assert "hidden" == before.level("public", "score")
        assert {key: value for key, value in before.public.items() if key != "score"} == changed.public
        assert 2 >= len(turned(table.draft().text))

    def test_the_text_is_applied_by_key_and_a_fault_is_marked(self, app: str, open_page: Callable[..., Any]) -> None:
        table = Table(open_page(f"{app}/workshop?face=text"), app)
        page = table.page
        page.locator(".cm-content").click()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("# A remark of ours\n")
        page.keyboard.press("Control+s")
        table.at_revision(1)
        assert f"{START}# A remark of ours\n" == table.draft().text

        page.keyboard.insert_text("colour: blue\n")
        page.locator(".cm-lintRange-error").wait_for()
        page.keyboard.press("Control+s")
        page.locator(".pp-problem").first.wait_for()

        assert "This was not taken over." in table.alerts()
        assert f"{START}# A remark of ours\n" == table.draft().text
        assert f"{START}# A remark of ours\ncolour: blue\n" == table.draft().typed
