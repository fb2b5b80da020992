"""The field of dots: what is drawn is what the mask holds, and the table beside it comes to the same."""

from __future__ import annotations

import re
from base64 import b64decode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pilot.disclosure.guessing.candidates import POINTS, Family
from pilot.disclosure.guessing.offers import SimpleRule
from pilot.views.guess.field import Ring, field, picture, runs

masks = arrays(np.bool_, st.tuples(st.integers(1, 6), st.integers(1, 12)))


def drawn(mask: np.ndarray, path: str) -> np.ndarray:
    """The cells that the rectangles of one of the two paths cover, each how often."""
    svg = b64decode(picture(mask)).decode()
    found = re.search(rf'fill="url\(#{path}\)" d="([^"]*)"', svg)
    assert found
    covered = np.zeros(mask.shape, dtype=int)
    for left, top, wide, high in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z", found[1]):
        covered[int(top) : int(top) + int(high), int(left) : int(left) + int(wide)] += 1
    return covered


@given(masks)
def test_every_rule_that_stands_is_a_filled_dot_and_every_other_a_hollow_one(mask: np.ndarray) -> None:
    assert (drawn(mask, "f") == mask).all()
    assert (drawn(mask, "h") == ~mask).all()


def test_a_field_in_which_all_stand_is_one_rectangle() -> None:
    svg = b64decode(picture(np.ones((141, 200), dtype=bool))).decode()
    assert 'd="M0 0h200v141h-200z"' in svg
    assert 'fill="url(#h)" d=""' in svg


def test_the_runs_of_a_row_are_its_stretches_of_true_cells() -> None:
    assert [(0, 2), (3, 4)] == runs(np.array([True, True, False, True]))
    assert [] == runs(np.array([False, False]))


@pytest.mark.parametrize(("points", "left"), [(-100, "0.250%"), (-1, "49.750%"), (1, "50.250%"), (100, "99.750%")])
def test_a_ring_stands_on_its_dot(points: int, left: str) -> None:
    family = Family(("litter", "sweep"))
    page = field(
        family, np.ones((2, len(POINTS)), dtype=bool), [Ring(SimpleRule("sweep", points), "yours", "pp-yours")]
    )
    assert f'<b class="pp-ring pp-yours" style="left:{left};top:75.000%"></b>' in page


def test_of_two_rings_each_has_its_words_on_its_own_side() -> None:
    rings = [Ring(SimpleRule("litter", -5), "yours", "a"), Ring(SimpleRule("litter", -2), "the true one", "b")]
    page = field(Family(("litter",)), np.ones((1, len(POINTS)), dtype=bool), rings)
    assert 'class="pp-ringed a pp-left"' in page
    assert 'class="pp-ringed b pp-right"' in page
