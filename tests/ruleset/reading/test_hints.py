"""What is no fault and may not be as meant is told once, at its place, and never taken for a fault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pilot.city.format import RESIDENTS
from pilot.ruleset.reading.hints import Vocabulary, hints_in, hints_of, shipped_words
from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.ruleset.reading.source_text import SourceText

BASE = """\
schema: 1
id: small
title: A small ruleset
participation: mandatory
opens_on: 2019-01-01
rules:
  - id: late
    text: {text}
    when: {{kind: notice.late}}  # as the city says
    source: {{}}
"""


def hints(folder: Path, text: str) -> list[str]:
    file = folder / "small.yaml"
    file.write_text(BASE.format(text=text), encoding="utf-8")
    return [f"{hint.place.line}: {hint.code}: {hint.found}" for hint in hints_of(file)]


def test_a_text_that_a_comment_cuts_is_pointed_out(tmp_path: Path) -> None:
    expected = ['8: comment-cuts-text: the text ends before "#2 or later.": a # after a space begins a comment.']

    assert expected == hints(tmp_path, "You pay notice #2 or later.")


@pytest.mark.parametrize("text", ['"You pay notice #2."', "You pay notice#2.", "|-\n      You pay notice #2."])
def test_a_text_that_is_whole_is_passed_over(text: str, tmp_path: Path) -> None:
    assert [] == hints(tmp_path, text)


@pytest.mark.parametrize("name", shipped_rulesets())
def test_the_shipped_rulesets_give_no_cause(name: str) -> None:
    assert [] == hints_of(name)


WORDS = Vocabulary(
    kinds=frozenset({"traffic.red_light", "notice.late"}),
    columns=frozenset({"district", "born"}),
    areas=frozenset({"travel"}),
    fields=frozenset({"photograph"}),
)
STRANGE = """\
schema: 1
id: strange
title: Strange words
sources: {}
participation: mandatory
scope: {distrct: North}
opens_on: 2019-01-01
rules:
  - {id: late, text: L., source: {}, when: {kind: [notice.lat, trafic.*, a.b], subject: {bron: 1980, age: {below: 9}}}}
lists:
  shame: {title: Shame, kind: blacklist, publishes: [photgraph, height]}
consequences:
  bus: {title: No bus, effect: restriction, area: travle, where: {colour: red}}
"""


def test_a_word_that_nothing_knows_is_told_at_its_place_with_the_nearest() -> None:
    found = [
        (hint.place.line, hint.code, hint.found.split('"')[1], hint.mend.split('"')[1] if '"' in hint.mend else "")
        for hint in hints_in(SourceText("strange.yaml", STRANGE), WORDS)
    ]

    assert [
        (9, "unknown-kind", "notice.lat", "notice.late"),
        (9, "unknown-kind", "trafic.*", "traffic.*"),
        (9, "unknown-kind", "a.b", ""),
        (6, "unknown-column", "distrct", "district"),
        (9, "unknown-column", "bron", "born"),
        (13, "unknown-column", "colour", ""),
        (13, "unknown-area", "travle", "travel"),
        (11, "unknown-field", "photgraph", "photograph"),
        (11, "unknown-field", "height", ""),
    ] == found


def test_without_a_vocabulary_no_word_is_strange() -> None:
    assert [] == hints_in(SourceText("strange.yaml", STRANGE))
    assert [] == hints_in(
        SourceText("strange.yaml", STRANGE), Vocabulary(columns=frozenset({"distrct", "bron", "colour"}))
    )


@pytest.mark.parametrize("name", shipped_rulesets())
def test_the_shipped_rulesets_use_words_that_are_known(name: str) -> None:
    known = replace(shipped_words(), columns=frozenset(column.name for column in RESIDENTS.columns))

    assert [] == hints_of(name, known)
