"""Random small worlds that use every feature of the spec: a ruleset, a city, a day, and the agencies that act together.

One generator serves Hypothesis (`worlds()`) and the command line (`random_world(Random(seed))`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random

import yaml
from hypothesis import strategies as st

from pilot.city.city import City
from pilot.ruleset.model import Ruleset
from tests.evaluation.dice import AGENCIES, DAYS, LATE_DAYS, Part
from tests.evaluation.random_cities import CityDice
from tests.evaluation.random_rulesets import RulesetDice
from tests.evaluation.small import city_of


@dataclass(frozen=True)
class World:
    """One case: a ruleset as its file would hold it, a city's rows, the day, and who is joined (None: all)."""

    given: Part
    tables: Mapping[str, list[Part]]
    as_of: dt.date
    joined: tuple[str, ...] | None

    @cached_property
    def ruleset(self) -> Ruleset:
        """The ruleset, validated."""
        return Ruleset.model_validate(self.given)

    @property
    def file_text(self) -> str:
        """The ruleset as its file."""
        return yaml.dump(self.given, Dumper=_InFull, sort_keys=False, allow_unicode=True)

    @cached_property
    def city(self) -> City:
        """The city as frames."""
        return city_of(self.tables)


class _InFull(yaml.SafeDumper):
    """Writes a value that stands twice in full both times."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def worlds() -> st.SearchStrategy[World]:
    """Random worlds that Hypothesis can shrink."""
    return st.randoms(use_true_random=False).map(random_world)


def random_world(random: Random) -> World:
    """A valid ruleset with a city that touches it; the same `random` gives the same world."""
    dice = RulesetDice(random)
    opens_on = dice.one(DAYS[:3])
    ruleset = dice.ruleset(opens_on)
    days = [opens_on, opens_on - dt.timedelta(days=1), *dice.some(DAYS, 3, 8)]
    as_of = max(opens_on, dice.one([*days[2:], *LATE_DAYS]))
    joined = None if dice.chance(0.5) else tuple(dice.some(AGENCIES, 0, 3))
    return World(ruleset, CityDice(random).city(days), as_of, joined)
