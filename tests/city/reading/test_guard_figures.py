"""SECURITY.md says of the guard what is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.city.reading.guard_samples import SAMPLES, found

PAGE = (Path(__file__).parents[3] / "SECURITY.md").read_text(encoding="utf-8")
FIGURES = dict(re.findall(r"^\| (.+) \| ([0-9,]+) of 1,000 \|$", PAGE, re.MULTILINE))


def test_every_sample_stands_on_the_page() -> None:
    assert list(SAMPLES) == list(FIGURES)


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_guard_sees_as_many_as_the_page_says(kind: str) -> None:
    assert FIGURES[kind] == f"{found(kind):,}"
