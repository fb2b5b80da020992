"""What is written from a model reads back as the same model, and looks as if a hand had written it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot import Ruleset, load_ruleset
from pilot.ruleset.editing.dump import SCHEMA_LINE, fragment_text, ruleset_text
from pilot.ruleset.editing.dump import given as what_is_given
from pilot.ruleset.model.values import NOT_IN_WORDS
from pilot.ruleset.reading.load import fingerprint, read_ruleset, shipped_rulesets
from pilot.ruleset.reading.source_text import UNPRINTABLE, one_line
from tests.evaluation.dice import DAYS
from tests.evaluation.random_rulesets import RulesetDice

ODD = [
    "null", "true", "12:30", "- a", "# a", "a: b", "a\n\n b\n", " a", "a  b " * 40, "a\x85b", "a\u2028b", "'\"", "%",
    "a\r\nb", "a\tb", "word " * 60, "x" * 300, "2019-01-01", "1e3", "~", "=", "<<", "*a", "&a", "!a", "\U0001f6b2",
]  # fmt: skip
texts = st.sampled_from(ODD) | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn"))).filter(
    lambda text: text.strip() and not UNPRINTABLE.search(text)
)
compared = texts.filter(lambda text: not NOT_IN_WORDS.search(text))


@st.composite
def rulesets(draw: st.DrawFn) -> Ruleset:
    """Any ruleset that can be read, with any texts."""
    dice = RulesetDice(draw(st.randoms(use_true_random=False)))
    content = dice.ruleset(DAYS[0])
    content |= {"title": draw(texts), "summary": draw(texts)}
    content["rules"] = [{**rule, "text": draw(texts)} for rule in content["rules"]]
    content["examples"] = [
        {"name": draw(texts), "as_of": "2020-01-01", "subject": {"a": draw(compared)}, "expect": {"lists": []}}
    ]
    return Ruleset.model_validate(content)


@pytest.mark.parametrize("name", shipped_rulesets())
def test_a_shipped_ruleset_that_is_written_from_its_model_reads_back_as_it_was(name: str) -> None:
    ruleset = load_ruleset(name).model_copy(update={"extends": None})

    again = read_ruleset(ruleset_text(ruleset), name)
    assert ruleset == again
    assert fingerprint(ruleset) == fingerprint(again)


@settings(max_examples=80, deadline=None)
@given(ruleset=rulesets())
def test_any_ruleset_reads_back_as_it_was_written(ruleset: Ruleset) -> None:
    again = read_ruleset(ruleset_text(ruleset), "again")

    assert ruleset == again
    assert fingerprint(ruleset) == fingerprint(again)


@settings(max_examples=60, deadline=None)
@given(comment=st.text() | st.sampled_from(["a\nrules: []", "a\x85- b", "a\u2028b: c", "\x1b[31m", "\u202e"]))
def test_no_comment_changes_what_is_read_whatever_stands_in_it(few_rules: Ruleset, comment: str) -> None:
    spots = [(), ("id",), ("rules",), ("rules", few_rules.rules[0].id), ("rules", "gone"), ("gone", "too"), ("score",)]

    assert few_rules == read_ruleset(ruleset_text(few_rules, {spot: [comment] for spot in spots}), "again")


def test_a_comment_stands_above_what_it_speaks_of(few_rules: Ruleset) -> None:
    rule = few_rules.rules[1].id
    lines = ruleset_text(few_rules, {("rules", rule): ["Say\nwhy."]}).split("\n")

    assert ["  # Say why.", f"  - id: {rule}"] == lines[lines.index("  # Say why.") :][:2]


def test_a_comment_on_what_is_gone_stands_above_its_section(few_rules: Ruleset) -> None:
    lines = ruleset_text(few_rules, {("rules", "gone"): ["Gone."]}).split("\n")

    assert ["# Gone.", "rules:"] == lines[lines.index("# Gone.") :][:2]


def test_the_file_begins_with_the_schema_and_parts_the_rules_by_empty_lines() -> None:
    lines = ruleset_text(load_ruleset("rongcheng")).split("\n")

    assert [SCHEMA_LINE, ""] == lines[:2]
    starts = [place for place, line in enumerate(lines) if line.startswith("  - id: ")]
    assert all(lines[place - 1] in ("", "rules:") for place in starts)


def test_long_texts_are_folded() -> None:
    words = [line for line in ruleset_text(load_ruleset("rongcheng")).split("\n") if "http" not in line]

    assert max(map(len, words)) <= 128


def test_what_is_left_at_its_default_is_not_written(few_rules: Ruleset) -> None:
    written = yaml.safe_load(ruleset_text(few_rules))

    assert "recourse" not in written
    assert written.keys() == what_is_given(few_rules).keys()


def test_a_part_is_written_as_it_stands_in_the_file(few_rules: Ruleset) -> None:
    content = what_is_given(few_rules.rules[0])

    assert f"id: {few_rules.rules[0].id}" == fragment_text(content).split("\n")[0]
    assert "" == fragment_text(None)


@given(text=st.text())
def test_one_line_has_nothing_that_could_begin_another(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
    assert not UNPRINTABLE.search(one_line(text))
