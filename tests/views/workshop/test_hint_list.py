"""What may not be as meant stands above the rules in every face, and keeps nothing from being taken over."""

from __future__ import annotations

import json

import pytest

from pilot.ruleset.reading.shipped import shipped_rulesets
from tests.views.screen import words
from tests.views.visits import Visitor

LEAD = "This may not be as you mean it."
RED_LIGHT = "kind: traffic.red_light"


@pytest.mark.parametrize("face", ["articles", "grades", "told", "text"])
def test_a_text_that_a_comment_cuts_is_pointed_out_in_every_face(visitor: Visitor, face: str) -> None:
    draft = visitor.draft("rongcheng", "title: ", "title: Ours #2 of ")
    shown = words(visitor.at("workshop", ruleset=f"draft-{draft.id}", face=face))

    assert LEAD in shown
    assert 'The text ends before "#2 of' in shown


def test_a_kind_that_the_city_does_not_know_is_told_with_the_nearest_one(visitor: Visitor) -> None:
    draft = visitor.draft("rongcheng", RED_LIGHT, "kind: traffic.red_ligth")
    shown = words(visitor.at("workshop", ruleset=f"draft-{draft.id}"))

    assert 'No records of the kind "traffic.red_ligth" are known. Did you mean "traffic.red_light"?' in shown


def test_a_column_that_the_city_does_not_have_is_told_with_the_nearest_one(visitor: Visitor) -> None:
    draft = visitor.draft("rongcheng", f"{{{RED_LIGHT}", f"{{{RED_LIGHT}, subject: {{distrct: North}}")
    shown = words(visitor.at("workshop", ruleset=f"draft-{draft.id}"))

    assert 'Did you mean "district"?' in shown


def test_a_group_of_kinds_that_the_city_does_not_know_is_told_with_the_nearest_one(visitor: Visitor) -> None:
    draft = visitor.draft("rongcheng", RED_LIGHT, "kind: trafic.*")

    assert 'Did you mean "traffic.*"?' in words(visitor.at("workshop", ruleset=f"draft-{draft.id}"))


@pytest.mark.parametrize("ruleset", shipped_rulesets())
def test_a_shipped_ruleset_gives_no_cause(visitor: Visitor, ruleset: str) -> None:
    assert LEAD not in words(visitor.at("workshop", ruleset=ruleset))


def test_an_area_and_a_published_field_that_nothing_knows_are_told_too(visitor: Visitor) -> None:
    draft = visitor.draft("rongcheng", "    area: travel", "    area: travle")
    assert 'Did you mean "travel"?' in words(visitor.at("workshop", ruleset=f"draft-{draft.id}"))

    draft = visitor.draft(
        "rongcheng-disclosed",
        "extends: rongcheng",
        "extends: rongcheng\nlists: {wage-arrears-list: {publishes: [naem]}}",
    )
    assert 'Did you mean "name"?' in words(visitor.at("workshop", ruleset=f"draft-{draft.id}"))


def test_the_editor_is_given_the_hints_of_what_is_typed_and_not_yet_applied(visitor: Visitor) -> None:
    draft = visitor.draft("rongcheng", "title: ", "title: Our ")
    visitor.desk.keep_typed(draft.id, draft.text.replace(RED_LIGHT, "kind: traffic.red_ligth", 1), draft.revision)
    app = visitor.at("workshop", ruleset=f"draft-{draft.id}", face="text")

    protos = [component.proto for component in app.get("bidi_component")]
    (given,) = [data for proto in protos if "problems" in (data := json.loads(proto.mixed.json or proto.json))]
    assert [] == given["problems"]
    assert ["unknown-kind"] == [hint["code"] for hint in given["hints"]]
    assert given["hints"][0]["line"] > 1
    assert LEAD not in words(app)
