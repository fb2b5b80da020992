"""Each fact in one place: every field tells its name and who reads it, and every file that holds them all holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pilot import load_ruleset
from pilot.ruleset.changes.field_values import Context, in_words
from pilot.ruleset.model import KINDS_OF_WHEN, KindOfWhen, Part, Rule, Ruleset
from pilot.ruleset.model.field_facts import Reader, Wording
from pilot.ruleset.model.rule import keys_not_for
from pilot.ruleset.model.shapes import keys_of, parts_of
from tests.conftest import SMALL

README = (Path(__file__).parents[3] / "rulesets" / "README.md").read_text(encoding="utf-8")
EXPLAINED = {word for code in re.findall(r"`[^`\n]+`", README) for word in re.findall(r"\w+", code)}
"""Every word that stands in the type of code."""
PARTS = parts_of(Ruleset)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: str(part.__name__))
class TestEveryPart:
    def test_its_fields_tell_once_who_reads_them_and_how_a_change_is_worded(self, part: type[Part]) -> None:
        for name, field in part.model_fields.items():
            facts = [fact for fact in field.metadata if isinstance(fact, (Reader, Wording))]
            assert [Reader, Wording] == [type(fact) for fact in facts], f"{part.__name__}.{name}"

    def test_the_ruleset_that_uses_everything_gives_every_field_of_it(self, part: type[Part]) -> None:
        given = {name for held in _parts_in(load_ruleset(SMALL / "everything.yaml")) if type(held) is part
                 for name in held.model_fields_set}  # fmt: skip
        beside = {"extends"} if part is Ruleset else set()
        alternative = {"score_at_least"} & set(part.model_fields)

        assert set(part.model_fields) - beside - alternative == given

    def test_every_value_that_stands_in_its_sentences_has_words(self, part: type[Part]) -> None:
        ruleset = load_ruleset(SMALL / "everything.yaml")
        for held in _parts_in(ruleset):
            for name in held.model_fields_set if type(held) is part else ():
                wording = next(fact for fact in part.model_fields[name].metadata if isinstance(fact, Wording))
                value = getattr(held, name)
                if "{new}" in wording.changed + wording.came and not isinstance(value, dict) and value != ():
                    assert in_words(value, wording, Context(ruleset, held))

    def test_the_readme_of_the_rulesets_explains_its_keys(self, part: type[Part]) -> None:
        assert [] == [key for key in keys_of(part) if key not in EXPLAINED]


@pytest.mark.parametrize("kind", KINDS_OF_WHEN, ids=lambda kind: str(kind.__name__))
def test_every_kind_of_when_tells_about_itself(kind: type[KindOfWhen]) -> None:
    assert kind.key in kind.model_fields
    assert kind.noun
    assert kind.posts
    assert kind.allows <= set(Rule.model_fields)


def test_what_the_evaluation_reads_of_a_rule_is_allowed_beside_some_kind_of_when() -> None:
    assert set() == set.intersection(*(set(keys_not_for(kind)) for kind in KINDS_OF_WHEN))


def _parts_in(value: Any) -> Iterator[Part]:
    if isinstance(value, Part):
        yield value
        inner: Any = [getattr(value, name) for name in type(value).model_fields]
    else:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    for held in inner:
        yield from _parts_in(held)
