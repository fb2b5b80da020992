"""Thought experiments, in which only the disclosure differs."""

from __future__ import annotations

from typing import get_args

import pytest

from pilot import City, Ruleset, evaluate
from pilot.disclosure.opacity.measures import Opacity
from pilot.evaluation.assess import last_day
from pilot.ruleset.model.values import Item
from tests.rulesets.shipped import (
    DISCLOSED,
    OPEN,
    SHANGHAI,
    SHIPPED,
    VARIANTS,
    needs_the_city,
    shown,
)

every_variant = pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
every_disclosed = pytest.mark.parametrize("variant", DISCLOSED.values(), ids=DISCLOSED)


@every_variant
def test_a_variant_differs_from_what_it_extends_in_the_disclosure_alone(variant: Ruleset) -> None:
    base = SHIPPED[variant.extends or ""]
    differs = {name for name, value in variant if value != getattr(base, name)}

    assert {"id", "title", "summary", "extends", "disclosure"} == differs


@every_variant
def test_a_variant_says_in_title_and_summary_that_it_is_our_thought_experiment(variant: Ruleset) -> None:
    assert variant.title.endswith("(our thought experiment)")
    assert str(variant.summary).startswith("Our thought experiment, ")


@every_disclosed
def test_a_disclosed_variant_shows_all_at_once_with_a_letter_on_every_change(variant: Ruleset) -> None:
    own, base = variant.disclosure, SHIPPED[variant.extends or ""].disclosure

    assert set(get_args(Item)) == shown(variant)
    assert (0, "on_change") == (own.delay_hours, own.notice)
    assert (base.public, base.partner) == (own.public, own.partner)


def test_the_open_pilot_behind_curtains_shows_what_the_screen_of_honest_shanghai_shows() -> None:
    own, closed = SHANGHAI.disclosure, SHIPPED["open-pilot-closed"].disclosure

    assert own.open_to("subject") == closed.open_to("subject", requested=True)
    assert (own.delay_hours, own.notice) == (closed.delay_hours, closed.notice)


@needs_the_city
@pytest.mark.parametrize("ruleset", [OPEN, *DISCLOSED.values()], ids=lambda ruleset: ruleset.id)
def test_where_everything_is_shown_the_screens_keep_nothing_back(ruleset: Ruleset, lantern_ford: City) -> None:
    opacity = Opacity(evaluate(ruleset, lantern_ford, last_day(lantern_ford)))

    assert opacity.bits_total > 1
    assert opacity.kept_back == pytest.approx(0, abs=1e-9)
