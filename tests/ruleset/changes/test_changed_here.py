"""What was changed here is told from what the source says, by holding a ruleset against what it began from."""

from __future__ import annotations

from typing import Any

import pytest

from pilot import Ruleset, load_ruleset
from pilot.ruleset.changes.changed_here import changed_from
from pilot.ruleset.changes.diff import PartName, changes
from pilot.ruleset.changes.origins import basis_now, begun_from, changed_between, changed_here
from pilot.ruleset.editing.dump import given
from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.ruleset.sources.bibliography import basis_counts
from tests.conftest import SMALL
from tests.ruleset.changes.plain_parts import plainly, put
from tests.ruleset.changes.test_diff_laws import _full_and_lesser


def with_rule_changed(ruleset: Ruleset, rule_id: str, **fields: Any) -> Ruleset:
    whole = given(ruleset)
    whole["rules"] = [{**rule, **fields} if rule["id"] == rule_id else rule for rule in whole["rules"]]
    return Ruleset.model_validate(whole)


def test_a_rule_that_was_changed_rests_no_longer_on_its_source() -> None:
    changed = with_rule_changed(load_ruleset("rongcheng"), "red-light", points=-7)

    assert "changed here (the source says −5)" == changed_here(changed).words("rules", "red-light")
    assert "" == changed_here(changed).words("rules", "loan-arrears")


@pytest.mark.parametrize("name", sorted(shipped_rulesets()))
def test_nothing_of_a_shipped_ruleset_was_changed_here(name: str) -> None:
    assert {} == changed_here(load_ruleset(name)).articles


def test_what_no_source_gave_was_there_before() -> None:
    full = load_ruleset(SMALL / "everything.yaml")
    now = with_rule_changed(full, "late", points=-9, cap={"per": "year", "points": 30})

    assert "changed here: points (before, −5), cap points (the source says 20 points)" == changed_from(full, now).words(
        "rules", "late"
    )


def test_what_is_new_in_a_rule_is_named_as_such() -> None:
    full = load_ruleset(SMALL / "everything.yaml")
    now = with_rule_changed(full, "gift", expires_after_months=6)

    assert "changed here: expires after months (before, nothing of it)" == changed_from(full, now).words(
        "rules", "gift"
    )


def test_a_copy_of_a_rule_is_held_against_the_rule_that_it_cites_with() -> None:
    full = load_ruleset(SMALL / "everything.yaml")
    whole = given(full)
    whole["rules"].append({**whole["rules"][0], "id": "later", "factor": None})
    now = Ruleset.model_validate(whole)

    assert "changed here: factor (the source says Duty)" == changed_from(full, now).words("rules", "later")


def test_a_draft_is_held_against_what_it_began_from() -> None:
    full = load_ruleset(SMALL / "everything.yaml")
    now = Ruleset.model_validate(put(plainly(full), ("lists", "debt", "lasts_months"), 99))
    assert "" == changed_here(now).words("lists", "debt")

    begun_from(now, full)
    assert changed_here(now).words("lists", "debt").startswith("changed here")


def test_whatever_is_changed_in_an_article_is_marked() -> None:
    """One by one, everything that may be left out of a full ruleset is left out of it."""
    full, lesser = _full_and_lesser()

    unmarked = [
        change.name
        for less in lesser
        for change in changes(full, less).changes
        if change.what == "changed" and not changed_from(full, less).words(change.part, change.id)
    ]
    assert [] == unmarked


def test_of_what_stands_once_each_field_tells_for_itself() -> None:
    full = load_ruleset(SMALL / "everything.yaml")
    now = Ruleset.model_validate(put(plainly(full), ("disclosure", "subject", "grade"), "hidden"))
    here = changed_from(full, now)

    assert here.words_at("disclosure", "subject", "grade").startswith("changed here (")
    assert "changed here (the source says on request)" == here.words_at("disclosure", "subject")
    assert "" == here.words_at("disclosure", "public", "grade")


@pytest.mark.parametrize("part", ["rules", "bands", "lists", "consequences"])
def test_a_new_article_that_cites_what_another_cites_is_held_against_that_one(part: PartName) -> None:
    full = load_ruleset(SMALL / "everything.yaml")
    whole = given(full)
    whole["bands"][0]["source"] = {"ref": "statute", "basis": "reported"}
    began = Ruleset.model_validate(whole)
    if part in ("rules", "bands"):
        name = "id" if part == "rules" else "grade"
        cited = next(entry for entry in whole[part] if entry.get("source", {}).get("ref"))
        new = {**cited, name: "new", **({"text": "Ours."} if part == "rules" else {"title": "Ours", "from": 9_999})}
        whole[part] = [new, *whole[part]]
    else:
        cited = next(entry for entry in whole[part].values() if entry.get("source", {}).get("ref"))
        whole[part]["new"] = {**cited, "title": "Ours"}

    assert changed_from(began, Ruleset.model_validate(whole)).words(part, "new").startswith("changed here: ")


def test_a_source_of_another_title_under_the_same_key_says_nothing() -> None:
    ours = with_rule_changed(load_ruleset("rongcheng"), "red-light", points=-7)
    other = given(ours)
    key = ours.rule("red-light").source.ref
    other["sources"][key] = {"title": "Another text", "kind": "weak"}
    here = changed_here(Ruleset.model_validate(other))

    assert "changed here (before, −5)" == here.words("rules", "red-light")
    assert here.words("sources", str(key)).startswith("changed here: title (")


def test_between_two_versions_of_a_draft_it_is_the_source_that_is_named() -> None:
    began = load_ruleset("rongcheng")
    first, then = (with_rule_changed(began, "red-light", points=points) for points in (-7, -9))

    assert "changed here (the source says −5)" == changed_between(changes(first, then)).words("rules", "red-light")
    assert "" == changed_between(changes(then, began)).words("rules", "red-light")


def test_where_nothing_tells_what_a_ruleset_began_from_it_is_the_older_side() -> None:
    full = load_ruleset(SMALL / "everything.yaml")
    now = with_rule_changed(full, "late", points=-9, cap={"per": "year", "points": 30})

    assert "changed here: cap points (the source says 20 points)" == changed_between(changes(full, now)).words(
        "rules", "late"
    )


def test_a_rule_that_was_changed_counts_as_changed_and_not_by_its_basis() -> None:
    began = load_ruleset("rongcheng")
    changed = with_rule_changed(began, "red-light", points=-7)
    basis = str(began.rule("red-light").source.basis)

    assert basis == basis_now(began.rule("red-light"), began)
    assert {basis: -1, "changed here": 1} == {
        name: many - basis_counts(began)[name]
        for name, many in basis_counts(changed).items()
        if many != basis_counts(began)[name]
    }
