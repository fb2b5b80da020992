"""What there is one of is counted in the singular, on every screen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.views.every_screen import PLACES, markdown, shown
from tests.views.screen import words
from tests.views.world_of_one import city_of_one, ruleset_of_one

VERBS = "is was has does stands bears falls rises loses gains holds counts moves adds takes sees reaches stays comes"
PLURAL = re.compile(rf"(?<![\d,.:−+/-])\b(?:all )?1 (?!(?:{VERBS.replace(' ', '|')})\b)[a-z]+s\b.{{0,40}}")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The city and the ruleset."""
    return city_of_one(tmp_path_factory.mktemp("city")), ruleset_of_one(tmp_path_factory.mktemp("ruleset"))


def sentences(app: AppTest) -> Iterator[str]:
    """What a reader reads: the page, labels, and what scripts draw as it is."""
    yield words(app)
    yield from markdown(app)
    for component in app.get("bidi_component"):
        drawn = json.loads(component.proto.json) if component.proto.json else {}
        if isinstance(drawn, dict):
            yield re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", str(drawn.get("html", "")))))


@pytest.mark.parametrize("day", ["2020-01-20", "2024-12-31"])
@pytest.mark.parametrize(("screen", "address"), PLACES)
def test_one_of_everything_is_said_in_the_singular(
    opened: tuple[Path, Path], screen: str, address: dict[str, str], day: str
) -> None:
    app = shown(*opened, screen, as_of=day, **address)
    assert [] == [found[0] for text in sentences(app) for found in PLURAL.finditer(text)]


@pytest.mark.parametrize("ruleset", ["rongcheng", "honest-shanghai", "open-pilot"])
@pytest.mark.parametrize("screen", ["city", "opacity", "compare", "rulebook"])
def test_one_resident_under_a_shipped_ruleset_is_too(opened: tuple[Path, Path], screen: str, ruleset: str) -> None:
    app = shown(opened[0], ruleset, screen)
    assert [] == [found[0] for text in sentences(app) for found in PLURAL.finditer(text)]
