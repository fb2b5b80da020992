"""The forms of the workshop in a real browser: every part of a ruleset, and what is said of a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pilot.ruleset.editing import Put
from pilot.ruleset.reading.load import fingerprint, read_ruleset
from tests.browser.rongcheng import turned, with_edits
from tests.browser.table import Table


@pytest.fixture
def table(app: str, open_page: Callable[..., Any]) -> Table:
    """Somebody new, before Rongcheng's articles."""
    return Table(open_page(f"{app}/workshop"), app)


def made(table: Table, key: str, words: str, opener: str) -> None:
    """Fills a small form and sends it; the draft then has another revision."""
    revision = int(str(table.page.locator(".pp-impact").get_attribute("data-revision")))
    table.press(opener)
    form = table.page.locator(f"form[data-making='{key}']")
    form.locator("textarea").fill(words)
    for choice in form.locator("select").all():
        choice.select_option(index=1)
    form.get_by_role("button", name="Add it").click()
    table.at_revision(revision + 1)
    table.has_answer()


def test_the_receipt_follows_every_change_and_names_the_draft(table: Table) -> None:
    began = fingerprint(read_ruleset(with_edits(), "rongcheng"))
    receipt = table.page.locator(".pp-receipt")
    assert f"ruleset rongcheng {began}" in receipt.inner_text()

    for revision, points in enumerate((9, 8), 1):
        table.put(str(points), "rules", "red-light", "points")
        table.at_revision(revision)
        now = fingerprint(read_ruleset(with_edits(Put(("rules", "red-light", "points"), -points)), "draft"))
        assert f"draft {now} of ruleset rongcheng {began}" in receipt.inner_text()
    assert 1 == receipt.count()


def test_a_kind_is_chosen_by_its_title_with_how_many_records_it_has(table: Table) -> None:
    field = table.article("red-light").locator(".pp-pick").first
    field.locator("summary").click()
    field.get_by_role("searchbox").fill("jaywalk")
    assert "Red light ignored · 499 records · traffic.red_light" in field.inner_text()
    field.get_by_role("searchbox").fill("parking")
    field.locator("label", has_text="arking").first.click()
    table.at_revision(1)

    kinds = read_ruleset(table.draft().text, "draft").rule("red-light").when.kinds
    assert (2, True) == (len(kinds), "traffic.red_light" in kinds)


def test_conditions_source_and_topic_of_a_rule_stand_behind_one_button(table: Table) -> None:
    table.press("Source, topic, conditions: Rule 1")
    sheet = table.article("red-light").locator(".pp-sheet")
    for revision, wanted in enumerate(("Add: only from an agency", "Add: only for some by district"), 1):
        sheet.get_by_label("Add …").select_option(label=wanted)
        table.at_revision(revision)
        table.has_answer()
    sheet.get_by_label("topic", exact=True).select_option("order")
    table.at_revision(3)

    rule = read_ruleset(table.draft().text, "draft").rule("red-light")
    assert ("order", ["district"]) == (rule.topic, list(rule.when.columns))
    assert "● reported" not in table.article("red-light").inner_text()
    assert "changed here: agency (the source says nothing of it)" in table.article("red-light").inner_text()


def test_lists_what_follows_sources_and_examples_are_made_and_filled(table: Table) -> None:
    table.go("workshop?face=lists")
    made(table, "list", "Noisy neighbours", "Make a list")
    assert "Noisy neighbours" == table.page.locator(".pp-sheet h2").inner_text()
    table.put("12", "lists", "noisy-neighbours", "lasts_months", within=".pp-cell")
    table.has_answer()
    follows = table.slot("lists", "noisy-neighbours", "consequences", within=".pp-cell")
    follows.locator("summary").click()
    follows.locator("label").first.click()
    table.has_answer()

    ruleset = read_ruleset(table.draft().text, "draft")
    assert (12, 1) == (
        ruleset.lists["noisy-neighbours"].lasts_months,
        len(ruleset.lists["noisy-neighbours"].consequences),
    )
    for face, key, opener in (
        ("What follows", "consequence", "Make a consequence"),
        ("The rest", "source", "Name a source"),
        ("Examples", "example", "Make an example"),
    ):
        table.page.get_by_role("radio", name=face).click()
        table.has_answer()
        made(table, key, "Noisy neighbours", opener)
        assert "Noisy neighbours" in table.page.locator(".pp-sheet h2").first.inner_text()
    ruleset = read_ruleset(table.draft().text, "draft")
    assert "noisy-neighbours" in ruleset.consequences
    assert "noisy-neighbours" in ruleset.sources
    assert "Noisy neighbours" == ruleset.examples[-1].name


def test_a_rule_that_an_example_speaks_of_is_switched_off_and_comes_back_with_it(table: Table) -> None:
    table.page.get_by_label("Search the rules").fill("judgment-defaulter")
    table.page.get_by_label("Search the rules").press("Enter")
    table.has_answer()
    table.article("judgment-defaulter").get_by_role("button", name="Switch off").click()
    table.at_revision(1)
    assert "1 worked example speaks of what is gone and is set aside" in table.page.inner_text("body")
    assert "#~ - name: An open court debt means D" in table.draft().text

    table.press("Undo (1)")
    table.at_revision(2)
    assert [] == turned(table.draft().text)
