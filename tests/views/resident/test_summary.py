"""The sentences about a resident and about their score."""

from __future__ import annotations

import re

from pilot import City, evaluate, load_ruleset
from pilot.evaluation.assess import last_day
from tests.views.screen import opened, words


def test_a_reward_is_no_burden_and_stands_apart() -> None:
    page = words(opened("resident", ruleset="open-pilot", resident="P0006"))

    assert "Bears no burden. Has 1 reward." in page


def test_what_a_resident_is_not_told_of_is_what_they_bear_and_no_reward(lantern_ford: City) -> None:
    """Under closed rules, for everybody who has a reward and bears nothing."""
    ruleset = load_ruleset("open-pilot-closed")
    borne = evaluate(ruleset, lantern_ford, last_day(lantern_ford)).consequences
    effects = borne["consequence_id"].map(lambda name: ruleset.consequences[name].effect)
    rewarded = sorted(set(borne["bearer_id"][effects == "reward"]) - set(borne["bearer_id"][effects != "reward"]))

    page = words(opened("resident", ruleset="open-pilot-closed", resident=rewarded[0]))

    assert "Bears no burden." in page
    assert "is not told of" not in page


def test_the_course_of_a_score_names_what_lies_beyond_its_ends_and_nothing_twice() -> None:
    moved = words(opened("resident", ruleset="open-pilot", resident="P0006"))
    still = words(opened("resident", ruleset="open-pilot", resident="P0006", as_of="2020-01-01"))

    assert "From 100 on 2019-01-01 to 100 on 2024-12-31; in between as low as 97 and as high as 102." in moved
    assert "At 100 from 2019-01-01 to 2020-01-01." in still
    assert not re.search(r"never (below|above)", moved)
