"""What was changed here is told from what the source says, by holding a ruleset against what it began from."""

from __future__ import annotations

from typing import Any

import pytest

from pilot import Ruleset, load_ruleset
from pilot.ruleset.changes.changed_here import changed_from
from pilot.ruleset.changes.diff import changes
from pilot.ruleset.changes.origins import begun_from, changed_here
from pilot.ruleset.editing.dump import given
from pilot.ruleset.reading.shipped import shipped_rulesets
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
