"""Whatever a name is made of, every screen shows it as plain words that nothing turns round, and fetches nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pilot.views import html
from tests.views.every_screen import PLACES, is_plain, markdown, shown
from tests.views.hostile_world import LONG, TURNED, hostile_city, hostile_ruleset
from tests.views.screen import markup, words

RESIDENTS = ("P1", "P2", "P3", "C1")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The city and the ruleset."""
    return hostile_city(tmp_path_factory.mktemp("hostile")), hostile_ruleset(tmp_path_factory.mktemp("rules"))


def is_harmless(app: AppTest) -> bool:
    """Whether no name became a tag, a picture or a link, or turns round what follows."""
    return "\u202e" not in markup(app) and "<img src=x" not in markup(app) and all(map(is_plain, markdown(app)))


@pytest.mark.parametrize(("screen", "address"), PLACES)
def test_every_screen_shows_them_as_plain_words(
    opened: tuple[Path, Path], screen: str, address: dict[str, str]
) -> None:
    assert is_harmless(shown(*opened, screen, resident="P1", **address))


@pytest.mark.parametrize("resident", RESIDENTS)
@pytest.mark.parametrize("screen", ["resident", "compare", "opacity"])
def test_so_does_every_screen_of_one_resident(opened: tuple[Path, Path], screen: str, resident: str) -> None:
    assert is_harmless(shown(*opened, screen, resident=resident))


def test_a_name_of_thousands_of_letters_is_cut_in_the_menu_and_on_the_page(opened: tuple[Path, Path]) -> None:
    app = shown(*opened, "compare", resident="P3")
    assert html.LONGEST >= max(len(option) for option in app.selectbox(key="resident").options)
    assert f"{LONG[: html.LONGEST - 1]}… on 30 June 2020" in words(app)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("O’Brien", "O’Brien"),
        ("O'Brien & Sons, Ltd. (3-4)", r"O'Brien \& Sons, Ltd. (3-4)"),
        ("![x](//192.0.2.1/x)", r"!\[x\](//192.0.2.1/x)"),
        ("1. Table", r"1\. Table"),
        ("# Table", r"\# Table"),
        ("two\nlines", "two lines"),
        (TURNED, "abc\ufffdfed"),
    ],
)
def test_a_label_gets_a_backslash_before_what_markdown_reads_and_nothing_else(name: str, label: str) -> None:
    assert label == html.label(name)
    assert is_plain(label)
