"""What README's command starts is what is measured and tested."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
STARTERS = [ROOT / "benchmarks" / "serving.py", ROOT / "tests" / "browser" / "conftest.py", ROOT / ".ci" / "run"]


def test_the_shipped_configuration_watches_no_files() -> None:
    """The watcher walks every loaded module after every run of every visitor; a full class then waits for it."""
    shipped = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    assert "none" == shipped["server"]["fileWatcherType"]


def test_a_browser_keeps_what_a_page_may_name_again_for_longer_than_quick_hands_need() -> None:
    """Else a page that is asked for before the last answer has come stands still for ever."""
    shipped = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    assert 50 <= shipped["global"]["maxCachedMessageAge"]


def test_benchmarks_and_browser_tests_set_nothing_but_where_the_server_is() -> None:
    where = {"server.port", "server.address", "server.headless"}
    option = re.compile(r"(?:--|\")((?:server|browser|runner|client|theme|global|logger)\.[A-Za-z]+)")
    started = {path.name: set(option.findall(path.read_text(encoding="utf-8"))) for path in STARTERS}

    assert {} == {name: sorted(options - where) for name, options in started.items() if options - where}
