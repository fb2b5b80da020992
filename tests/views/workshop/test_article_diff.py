"""What changed between two rulesets as a page shows it: every word of it safe, and nothing told by colour alone."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from hypothesis import HealthCheck, given, settings

from pilot import Ruleset, load_ruleset
from pilot.ruleset.changes.diff import changes
from pilot.ruleset.changes.word_spans import Span
from pilot.views.workshop.article_diff import HEADINGS, article_diff, marked, style
from tests.ruleset.changes.edited import edits
from tests.ruleset.sentences.test_rule_sentences import rule, ruleset
from tests.views.screen import HOSTILE


def page(before: Ruleset, after: Ruleset) -> str:
    return article_diff(changes(before, after))


def read(html: str) -> str:
    """What is read or heard of the page: its text, white space made one blank."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", html)))


def test_words_taken_out_and_put_in_are_marked_for_eye_and_ear() -> None:
    html = page(ruleset(rule(points=-5)), ruleset(rule(points=-10)))

    assert "Falls by 10 points instead of 5." in html
    assert "The score falls by [taken out: 5] [put in: 10] points." in read(html)
    assert html.count("<del>") == html.count("<ins>") == 2


def test_space_before_a_word_stays_outside_its_mark() -> None:
    assert re.search(r"^a <ins>.*b.*</ins>$", marked([Span("equal", "a"), Span("added", " b")]))


def test_marks_are_lines_and_not_colours_alone() -> None:
    assert re.search(r"\.pp-diff ins \{ text-decoration: underline", style())
    assert re.search(r"\.pp-diff del \{ text-decoration: line-through", style())


def test_a_rule_that_came_or_went_is_shown_whole() -> None:
    kept, gone, new = rule(id="a"), rule(id="b", text="Gone.", points=-1), rule(id="c", text="New.", points=2)

    html = page(ruleset(kept, gone), ruleset(kept, new))
    assert "[taken out: Gone.]" in read(html)
    assert "[put in: New.]" in read(html)
    assert "The score falls by 1 point." in html


def test_what_its_source_does_not_carry_any_more_is_said_beside_the_change() -> None:
    began = load_ruleset("rongcheng")
    red_light = began.rule("red-light").model_copy(update={"points": -9})
    draft = began.model_copy(update={"rules": tuple(red_light if r.id == "red-light" else r for r in began.rules)})

    assert "✱changed here (the source says −5)" in read(page(began, draft))
    assert "✱" not in read(page(draft, began))


def test_nothing_that_a_ruleset_says_becomes_markup() -> None:
    hostile: dict[str, Any] = {
        "title": HOSTILE,
        "summary": HOSTILE,
        "lists": {"l": {"title": HOSTILE, "kind": "blacklist", "text": HOSTILE}},
        "examples": [{"name": HOSTILE, "as_of": "2020-01-01", "expect": {"grade": HOSTILE}}],
    }
    one = ruleset(rule(id="a", text=HOSTILE, when={"kind": HOSTILE}, lists=["l"]), **hostile)
    other = ruleset(rule(id=HOSTILE.replace(" ", ""), text=HOSTILE + "!", source={"at": HOSTILE}))

    for html in (page(one, other), page(other, one), page(one, one)):
        assert "<img" not in html


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits())
def test_every_change_is_an_article_under_the_heading_of_its_part(pair: tuple[Ruleset, Ruleset]) -> None:
    diff = changes(*pair)

    html = article_diff(diff)
    assert len(diff.changes) == html.count("<article")
    parts = [part for part in HEADINGS if diff.of(part)]
    assert [HEADINGS[part] for part in parts] == re.findall("<h2>(.*?)</h2>", html)
    assert all(html.count(f"<{tag}") == html.count(f"</{tag}>") for tag in ("div", "p", "ul", "li", "span", "article"))
