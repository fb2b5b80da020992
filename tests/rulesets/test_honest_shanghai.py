"""What the sources say of Honest Shanghai, held against its file."""

from __future__ import annotations

from tests.rulesets.shipped import (
    SHANGHAI,
)


def test_it_shows_its_subject_the_rating_and_nothing_else() -> None:
    assert {"grade"} == SHANGHAI.disclosure.open_to("subject")
    assert set() == SHANGHAI.disclosure.open_to("public", requested=True)
    assert set() == SHANGHAI.disclosure.open_to("partner")


def test_on_request_the_regulation_gives_records_sources_reasons_and_who_has_looked_and_no_rule() -> None:
    given = {"records", "agencies", "reasons", "recipients"}
    cited = {SHANGHAI.disclosure.basis_of[f"subject.{item}"].ref for item in given}

    assert given == SHANGHAI.disclosure.on_request("subject")
    assert {"regulation-2017"} == cited


def test_a_record_can_be_objected_to_and_the_rating_cannot_be_contested() -> None:
    objection, appeal = SHANGHAI.recourse.objection, SHANGHAI.recourse.appeal

    assert (True, False) == (objection and objection.available, appeal and appeal.available)


def test_it_only_rewards_and_only_guesses() -> None:
    assert {"reward"} == {part.effect for part in SHANGHAI.consequences.values()}
    assert {rule.source.basis for rule in SHANGHAI.rules} == {"adapted", "conjectured"}
