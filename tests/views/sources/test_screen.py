"""The Sources screen: every source with what rests on it, and the questions on which sources disagree."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pilot import load_ruleset
from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.ruleset.sources.bibliography import basis_counts, weakest_now
from pilot.ruleset.sources.claims import load_claims
from tests.views.screen import HOSTILE, addressed, having_opened, markup, on_screen, opened, words


def test_every_source_of_every_shipped_ruleset_is_there_with_its_address() -> None:
    page = unescape(markup(opened("sources")))

    for name in shipped_rulesets():
        for source in load_ruleset(name).sources.values():
            assert source.title in page
            assert source.url is None or f'href="{source.url}"' in page


def test_a_link_opens_the_very_rules_that_rest_on_the_source() -> None:
    ruleset = load_ruleset("rongcheng")
    resting = [rule.id for rule in ruleset.rules if rule.source.ref == "wendeng"]
    (link,) = re.findall(rf'href="(rulebook[^"]+)"[^>]*>{len(resting)} rules<', unescape(markup(opened("sources"))))
    address = {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}

    page = markup(addressed(**address).run().switch_page("pilot/views/rulebook/screen.py").run())

    assert re.findall(r'<article class="pp-article" id="rule-([^"]+)"', page) == resting


def test_the_rules_by_basis_are_counted_for_every_ruleset_of_its_own() -> None:
    page = words(opened("sources"))

    for sign, basis in (("●", "reported"), ("◐", "adapted"), ("○", "conjectured")):
        row = page[page.index(f"{sign} {basis}") :]
        numbers = [int(number) for number in re.findall(r"\b\d+\b", row)[:3]]
        own = [name for name in shipped_rulesets() if load_ruleset(name).extends is None]
        assert sorted(numbers) == sorted(basis_counts(load_ruleset(name))[basis] for name in own)


def test_they_are_counted_by_the_weakest_part_of_each_too() -> None:
    page = words(opened("sources")).split("The weakest part of each")[1]
    own = [name for name in shipped_rulesets() if load_ruleset(name).extends is None]
    counts = [basis_counts(load_ruleset(name), weakest_now) for name in own]

    for sign, basis in (("●", "reported"), ("◐", "adapted"), ("✎", "invented")):
        row = page[page.index(f"{sign} {basis}") :]
        numbers = [int(number) for number in re.findall(r"\b\d+\b", row)[:3]]
        assert sorted(numbers) == sorted(count[basis] for count in counts)


def test_every_question_stands_with_all_positions_and_what_is_done_here() -> None:
    page = words(opened("sources", register="disputes"))

    for question in load_claims().disagreements:
        for sentence in (question.question, question.here, *(position.says for position in question.positions)):
            assert sentence in page


def test_what_could_not_be_found_stands_with_what_follows_from_it() -> None:
    page = words(opened("sources", register="gaps"))

    for missing in load_claims().not_found:
        assert f"{missing.says} {missing.so}" in page


def test_a_visitors_own_ruleset_stands_among_the_sources_and_its_markup_is_only_shown(tmp_path: Path) -> None:
    rules = tmp_path / "mine.yaml"
    rules.write_text(
        f"""
schema: 1
id: mine
title: "{HOSTILE}"
sources: {{s: {{title: "Of mine {HOSTILE}", by: "{HOSTILE}", kind: own}}}}
participation: mandatory
opens_on: 2020-01-01
rules: [{{id: r, text: A rule., when: {{kind: k}}, source: {{ref: s}}}}]
""",
        encoding="utf-8",
    )
    app = addressed()
    having_opened(app, rulesets={"mine (yours)": rules})
    app.session_state["ruleset"] = "mine (yours)"

    page = on_screen(app.run(), "sources")

    assert f"Of mine {HOSTILE}" in unescape(markup(page))
    assert f"Yours, {HOSTILE}: 1 rule" in words(page)
    assert "<img" not in markup(page)
