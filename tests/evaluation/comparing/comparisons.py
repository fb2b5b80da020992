"""Two rulesets compared on one small city, and a random ruleset compared with an edit of itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, settings

from pilot import compare
from pilot.city.city import City
from pilot.evaluation import evaluate
from pilot.evaluation.comparing.compare import Comparison
from pilot.ruleset.model import Ruleset
from tests.evaluation.cases import World
from tests.evaluation.small import small_city, small_ruleset

many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
DAY = dt.date(2021, 12, 31)
CITY = small_city(
    people="ann enrolled=true\n bea enrolled=true\n cid enrolled=false",
    records="""
        r1 ann 2021-02-01 late
        r2 ann 2021-03-01 theft
        r3 bea 2021-03-01 gift
        r4 bea 2021-04-01 late
        r5 mill 2021-04-01 late
    """,
    companies="mill enrolled=true",
)
SCALE = """
score: {start: 100}
bands: [{grade: top, from: 105}, {grade: fine, from: 90, consequences: [bonus]}, {grade: low, consequences: [no-train]}]
consequences: {bonus: {effect: reward}, no-train: {effect: restriction}}
"""
GIFT = "{id: gift, when: {kind: gift}, points: 3}"
LATE = "{id: late, when: {kind: late}, points: -5}"


def of_rules(*rules: str, scale: str = SCALE, **parts: Any) -> Ruleset:
    ruleset = small_ruleset(f"{scale}\nrules: [{', '.join(rules)}]")
    return ruleset.model_copy(update=parts)


def compared(before: Ruleset, after: Ruleset, city: City = CITY) -> Comparison:
    return compare(evaluate(before, city, DAY), evaluate(after, city, DAY))


def of_world(world: World) -> Comparison:
    """The ruleset of a random world against itself with its first rule left out and its second dearer."""
    _, second, *others = world.ruleset.rules
    dearer = second.model_copy(update={"points": second.points - 7} if second.points is not None else {"lists": ()})
    other = world.ruleset.model_copy(update={"rules": (dearer, *others)})
    return compare(*(evaluate(ruleset, world.city, world.as_of, world.joined) for ruleset in (world.ruleset, other)))
