"""Small worlds in which a rule often acts alone, and what the tests of guessing do with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from pilot.disclosure.guessing.episodes import Episode
from pilot.disclosure.guessing.rounds import Deck
from pilot.disclosure.shown.view import ITEMS
from pilot.evaluation import Assessment, evaluate
from pilot.ruleset.model import Disclosure, Rule
from pilot.ruleset.model.values import Item
from tests.evaluation.cases import World

some_items = st.sets(st.sampled_from(ITEMS)).map(frozenset)
few = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@st.composite
def streets(draw: st.DrawFn) -> World:
    """Small worlds in which a rule often acts alone: few kinds, records far apart, rules on records with points."""
    kinds = ("litter", "sweep", "noise", "help")
    days = st.dates(dt.date(2021, 1, 1), dt.date(2022, 12, 31))
    record = st.fixed_dictionaries(
        {"subject_id": st.sampled_from(["p1", "p2", "p3", "p4"]), "date": days, "kind": st.sampled_from(kinds)}
    )
    rule = st.fixed_dictionaries(
        {
            "when": st.fixed_dictionaries(
                {"kind": st.lists(st.sampled_from(kinds), min_size=1, max_size=2, unique=True)}
            ),
            "points": st.sampled_from([-20, -5, -1, 2, 10]),
        },
        optional={
            "repeat": st.just({"within_months": 6, "multiply": [1, 2]}),
            "cap": st.just({"per": "year", "points": 10}),
            "expires_after_months": st.sampled_from([1, 6]),
        },
    )
    named = {"text": "A rule.", "source": {"basis": "invented"}}
    rules = [
        {"id": f"r{place}", **named, **drawn}
        for place, drawn in enumerate(draw(st.lists(rule, min_size=1, max_size=3)))
    ]
    given = {
        "schema": 1, "id": "street", "title": "Street", "sources": {}, "participation": "mandatory",
        "opens_on": dt.date(2021, 1, 1), "overlap": draw(st.sampled_from(["all", "heaviest"])), "rules": rules,
        "score": {"start": 100, **draw(st.sampled_from([{}, {"floor": 90, "ceiling": 105}]))},
        "bands": [{"grade": "high", "from": 101}, {"grade": "mid", "from": 95}, {"grade": "low"}],
    }  # fmt: skip
    records = [
        {"record_id": f"x{place:02}", **drawn}
        for place, drawn in enumerate(draw(st.lists(record, min_size=4, max_size=25)))
    ]
    people = [{"subject_id": f"p{number}", "name": "A person"} for number in range(1, 5)]
    return World(given, {"residents": people, "records": records}, dt.date(2022, 12, 31), None)


def assessed(world: World, items: frozenset[Item] = frozenset(), delay_hours: int = 0) -> Assessment:
    disclosure = Disclosure(subject=dict.fromkeys(items, "shown"), delay_hours=delay_hours)
    ruleset = world.ruleset.model_copy(update={"disclosure": disclosure})
    return evaluate(ruleset, world.city, world.as_of, world.joined)


def targets(deck: Deck) -> Iterator[tuple[Rule, str, list[Episode]]]:
    """Each rule with a kind by which it moved somebody at its plain price, and the episodes admitted to its rounds."""
    ruleset = deck.assessment.ruleset
    moved = {(episode.rule_id, episode.kind) for episode in deck.episodes if episode.rule_id and episode.kind}
    for rule_id, kind in sorted(moved):
        rule = ruleset.rule(str(rule_id))
        admitted = deck.admitted(rule, str(kind)) if rule.points else []
        if any(episode.rule_id for episode in admitted):
            yield rule, str(kind), admitted
