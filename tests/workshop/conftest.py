"""A store on SQLite and on a real PostgreSQL server, with a clock that only the tests move."""

from __future__ import annotations

import datetime as dt
import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pilot.errors import DataError
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import Plan, Room
from pilot.workshop.store import Store
from tests.workshop.cluster import HOW_TO_GET, Cluster, find_binaries

_schemas = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs on PostgreSQL runs in one worker, so that there is one server."""
    for item in items:
        on_postgresql = "postgresql" in getattr(getattr(item, "callspec", None), "params", {}).values()
        if on_postgresql or {"cluster", "postgres_url"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("postgresql"))


class Clock:
    """Stands still at noon of a day in March until it is moved."""

    def __init__(self) -> None:
        self.time = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.time

    def move(self, **by: float) -> None:
        self.time += dt.timedelta(**by)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One server for the whole run; its absence skips the tests, or fails them where it is required."""
    binaries = find_binaries()
    if binaries is None:
        if os.environ.get("PILOT_POSTGRES") == "required":
            pytest.fail(HOW_TO_GET)
        pytest.skip(HOW_TO_GET)
    cluster = Cluster(binaries)
    yield cluster
    cluster.remove()


@pytest.fixture
def postgres_url(cluster: Cluster) -> str:
    """The address of an empty schema."""
    import psycopg

    schema = f"test_{next(_schemas)}"
    with psycopg.connect(cluster.url("public"), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")  # type: ignore[arg-type]
    return cluster.url(schema)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite file is, or will be."""
    return tmp_path / "workshop.sqlite"


@pytest.fixture
def sqlite_url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of either kind."""
    address: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return address


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    with closing(Store.open(url, now=clock)) as opened:
        yield opened


@pytest.fixture
def room_of_two(store: Store) -> tuple[Room, Facilitator]:
    """A room for two hours with the PIN 2468, in which Blue (token "b") and Red (token "r") are."""
    room, facilitator = store.open_room("f", "2468", Plan("Wednesday", "rongcheng", "rules: []\n", "lantern-ford", 2))
    store.join("b", room.code, "Blue")
    store.join("r", room.code, "Red")
    return room, facilitator


@pytest.fixture
def refused() -> Callable[..., str]:
    """Calls something that must be refused and gives the code; what is said for it is prose with a mend."""

    def refused_(call: Callable[..., object], *words: object, **named: object) -> str:
        with pytest.raises(DataError) as caught:
            call(*words, **named)
        (problem,) = caught.value.problems
        assert problem.found.endswith(".")
        assert problem.mend.endswith(".")
        return problem.code

    return refused_
