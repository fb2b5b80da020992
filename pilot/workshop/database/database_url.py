"""Where the workshop's database lies: from an address, an environment variable or the user's data folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from pilot.errors import DataError
from pilot.workshop.database.refusals import refusal

VARIABLE = "PILOT_DATABASE_URL"
PATIENCE = 10.0
_POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}
_SQLITE = {"sqlite", "sqlite+pysqlite"}


@dataclass(frozen=True)
class Address:
    """Either an SQLite file or a PostgreSQL server; `place` says it in words and holds no password.

    `patience` is how many seconds a call waits for a lock that somebody else holds.
    """

    place: str
    file: Path | None = None
    server: URL | None = None
    patience: float = PATIENCE


def address_of(url: str | None) -> Address:
    """The address in `url`, else in the environment variable, else a file in the user's data folder."""
    given = url if url is not None else os.environ.get(VARIABLE)
    if given is None:
        file = user_data_path("points-pilot", appauthor=False) / "workshop.sqlite"
        return Address(str(file), file=file)
    try:
        parsed = make_url(given.strip())
    except (ArgumentError, ValueError):
        raise _not_an_address("it cannot be read as an address") from None
    if parsed.drivername in _POSTGRES:
        server = parsed.set(drivername="postgresql+psycopg")
        return Address(_server_in_words(server), server=server)
    if parsed.drivername in _SQLITE:
        return _file(parsed)
    raise _not_an_address("it names neither SQLite nor PostgreSQL")


def _file(url: URL) -> Address:
    if url.host or not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise _not_an_address("it names no file by its path")
    file = Path(url.database).absolute()
    try:
        patience = float(str(url.query.get("timeout", PATIENCE)))
    except ValueError:
        raise _not_an_address("its timeout is no number of seconds") from None
    return Address(str(file), file=file, patience=patience)


def _server_in_words(url: URL) -> str:
    host = url.host or url.query.get("host") or "this machine"
    host = host if isinstance(host, str) else ", ".join(host)
    return f"PostgreSQL at {host}:{url.port or 5432}, database {url.database or url.username or '(the default)'}"


def _not_an_address(found: str) -> DataError:
    """The address itself is not repeated: it may hold a password."""
    mend = "Write sqlite:////folder/workshop.sqlite or postgresql://user:password@host:5432/database."
    return refusal("not-a-database-address", f"of the database's address: {found}.", mend, VARIABLE)
