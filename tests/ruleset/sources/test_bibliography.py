"""Sources over several rulesets, and what rests on each."""

from __future__ import annotations

from pilot import load_ruleset
from pilot.ruleset.sources.bibliography import CitedSource, basis_counts, bibliography
from pilot.ruleset.sources.claims import load_claims

RONGCHENG, SHANGHAI = load_ruleset("rongcheng"), load_ruleset("honest-shanghai")


def entry_of(title: str) -> CitedSource:
    (found,) = (entry for entry in bibliography([RONGCHENG, SHANGHAI], load_claims()) if entry.source.title == title)
    return found


def test_a_source_that_two_rulesets_and_a_claim_name_is_one_entry_with_an_address() -> None:
    entry = entry_of("Central Planning, Local Experiments")

    assert [use.ruleset.id for use in entry.uses] == ["rongcheng", "honest-shanghai"]
    assert entry.source.url
    assert "thousand-points" in {claim.id for claim in entry.heard_in}


def test_a_use_holds_every_rule_that_cites_the_source() -> None:
    (use,) = entry_of("Shanghai regulation on social credit").uses

    assert use.rules == tuple(rule.id for rule in SHANGHAI.rules if rule.source.ref == "regulation-2017")


def test_a_source_that_only_disputes_is_used_for_that() -> None:
    (use,) = entry_of("Getting Rongcheng Right").uses

    assert use.rules == ()
    assert set(use.disputes) == {"promotion-check", "party-check", "loan-check"}
    assert use.rests


def test_the_rules_by_basis_add_up_to_all_rules() -> None:
    for ruleset in (RONGCHENG, SHANGHAI):
        assert sum(basis_counts(ruleset).values()) == len(ruleset.rules)
    assert basis_counts(SHANGHAI)["reported"] == 0
