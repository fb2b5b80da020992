"""What several tests start from: a town of four subjects under three rules, and the shipped city."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from pilot import City, Ruleset, load_city, load_ruleset
from pilot.city.reading.load import shipped_city
from tests.turns import CAN_WAIT, turn

SMALL = Path(__file__).parent / "small"
FOLDER = pytest.StashKey[Path]()

# How long an example takes says how busy the machine is, and nothing of what the law holds.
settings.register_profile("no clock", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no clock")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """No workers where files are named, since to start them takes longer than most files do; nor without locks."""
    return 0 if not CAN_WAIT or all(".py" in name for name in config.args) else None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Gives a worker the folder in which all workers of the run find each other."""
    config = node.config
    if FOLDER not in config.stash:
        folder = tempfile.TemporaryDirectory(prefix="points-pilot-run-")
        config.stash[FOLDER] = Path(folder.name)
        config.add_cleanup(folder.cleanup)
    node.workerinput["folder"] = str(config.stash[FOLDER])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A test that measures runs while no other one does, what is made for them included."""
    given = getattr(item.config, "workerinput", None)
    if given is None:
        return (yield)
    with turn(Path(given["folder"]), alone=item.get_closest_marker("alone") is not None):
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def own_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The workshop of all that one worker runs, processes that it starts included: no test touches the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PILOT_DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('workshop')}/workshop.sqlite")
        yield


@pytest.fixture(scope="session")
def hill_end_folder() -> Path:
    """Three residents, a company and six records, small enough to work out by hand."""
    return SMALL / "hill-end"


@pytest.fixture(scope="session")
def hill_end(hill_end_folder: Path) -> City:
    return load_city(hill_end_folder)


@pytest.fixture(scope="session")
def few_rules_file() -> Path:
    """A repeat, an amount, a settlement, a list and a consequence that falls on a spouse."""
    return SMALL / "few-rules.yaml"


@pytest.fixture(scope="session")
def few_rules(few_rules_file: Path) -> Ruleset:
    return load_ruleset(few_rules_file)


@pytest.fixture(scope="session")
def lantern_ford() -> City:
    """The shipped city; shared, so no test may change it."""
    return load_city(shipped_city())
