"""How the bearer of a consequence stands to the subject who brought it about."""

from __future__ import annotations

import datetime as dt

from pilot import City, Ruleset
from pilot.evaluation.one_subject.explain import explain
from pilot.evaluation.one_subject.relations import relations_of


def test_a_bearer_is_named_by_the_relation_through_which_it_bears(few_rules: Ruleset, hill_end: City) -> None:
    """Sorrel Anvil is listed for an unpaid judgment; the spouse may not take fast trains either."""
    caused = explain(few_rules, hill_end, "P2", dt.date(2020, 12, 31)).caused
    relations = relations_of(caused, few_rules, hill_end)

    named = {(burden.bearer_id, burden.consequence_id): kinds for burden, kinds in relations.items()}
    assert named["P3", "no-fast-trains"] == ("spouse",)
    assert named["P2", "no-fast-trains"] == ()
