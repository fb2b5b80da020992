"""The connection to the database: every call is one transaction, and a failing database is said in a sentence."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError, TimeoutError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from pilot.errors import DataError
from pilot.workshop.database.damage import damage
from pilot.workshop.database.database_url import Address
from pilot.workshop.database.refusals import damaged, refusal, unreachable

Result = TypeVar("Result")
log = logging.getLogger(__name__)

_TRIES = 8
_AGAIN = {"40001", "40P01"}  # PostgreSQL: could not serialise; deadlock
_CONNECTIONS = {"pool_size": 8, "max_overflow": 8, "pool_timeout": 20, "hide_parameters": True}
"""Parameters are what people wrote; no error repeats them."""
_SECONDS_TO_CONNECT = 5
_SECONDS_IN_QUEUE = 30


class Database:
    """One database for the whole process, to be used from any thread; `now` is the clock, in UTC."""

    def __init__(self, address: Address, now: Callable[[], dt.datetime]) -> None:
        self.address = address
        self.now = now
        self.engine = _file_engine(address) if address.file else _server_engine(address)
        self._turn = threading.Lock()
        snapshot = {} if address.file else {"isolation_level": "REPEATABLE READ"}
        self._reading = self.engine.execution_options(**snapshot)
        self._writing = self.engine.execution_options(writes=True)

    def read(self, work: Callable[[Session], Result]) -> Result:
        """What `work` finds, all of it at one moment."""
        with self.errors_in_words(), Session(self._reading) as session, session.begin():
            return work(session)

    def write(self, work: Callable[[Session], Result]) -> Result:
        """What `work` gives, once all that it changed is on disk; nothing of it is if it raises.

        `work` may be called again where somebody else was quicker, so it must change nothing but rows.
        """
        with self.errors_in_words():
            for _ in range(_TRIES):
                try:
                    with self._in_turn(), Session(self._writing, expire_on_commit=False) as session, session.begin():
                        return work(session)
                except DBAPIError as error:
                    if not _may_be_tried_again(error):
                        raise
                    last = error
            raise last

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """SQLite lets one write at a time, whoever asks at the right moment; in a queue nobody asks in vain."""
        if self.address.server:
            yield
        elif self._turn.acquire(timeout=_SECONDS_IN_QUEUE):
            try:
                yield
            finally:
                self._turn.release()
        else:
            raise OSError("too many are writing at once")

    def writing(self) -> Connection:
        """A connection whose transactions write, for building the tables."""
        return self._writing.connect()

    @contextmanager
    def errors_in_words(self) -> Iterator[None]:
        """DataError in place of the database's own errors; those stand behind it, for whoever keeps the server."""
        try:
            yield
        except (DBAPIError, TimeoutError, DisconnectionError, OSError, ValueError) as error:
            if broken := damage(error):
                log.error("The database is damaged: %s (%s)", broken, type(error).__name__)
                file = self.address.file is not None
                raise damaged(self.address.place, broken, is_file=file) from None  # it may repeat what somebody wrote
            raise self._in_words(error) from error

    def forget_pages(self) -> None:
        """After a wipe: empties SQLite's log, which else holds what was wiped until it is written over.

        Where that fails the wipe stands all the same, and the log is emptied later.
        """
        self._checkpoint("TRUNCATE")

    def settle(self) -> None:
        """Writes what SQLite's log holds into its file, which else is left behind by whoever copies the file alone."""
        self._checkpoint("PASSIVE")

    def _checkpoint(self, how: str) -> None:
        if self.address.file:
            with suppress(DBAPIError, TimeoutError, sqlite3.Error), self.engine.connect() as connection:
                _driver(connection).execute(f"PRAGMA wal_checkpoint({how})")

    def close(self) -> None:
        """Lets go of all connections."""
        self.engine.dispose()

    def _in_words(self, error: Exception) -> DataError:
        """The file's own reason is short and helps; a server's may name users and is left to the log."""
        reason = ""
        if self.address.file:
            reason = str(error.orig if isinstance(error, DBAPIError) else error)
        return unreachable(self.address.place, reason)


def _may_be_tried_again(error: DBAPIError) -> bool:
    """Somebody else took the same number or place in this moment: looking again finds theirs."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in _AGAIN


def _driver(connection: Connection) -> Any:
    """The driver's own connection: a checkpoint is made outside of any transaction."""
    return connection.connection.driver_connection


def _server_engine(address: Address) -> Engine:
    assert address.server is not None
    given = address.server.query.get("options", "")
    settings = f"{given} -c synchronous_commit=on -c lock_timeout={round(address.patience * 1000)}"
    arguments = {"connect_timeout": _SECONDS_TO_CONNECT, "options": settings}
    try:
        return create_engine(address.server, pool_pre_ping=True, connect_args=arguments, **_CONNECTIONS)
    except ModuleNotFoundError:
        mend = (
            'Install it: python3 -m pip install "points-pilot[postgres]". Or unset PILOT_DATABASE_URL, to use a file.'
        )
        raise refusal("no-driver", "PostgreSQL needs the package psycopg.", mend, address.place) from None


def file_connection(address: Address, mode: str) -> sqlite3.Connection:
    """SQLite's own connection in which SQLAlchemy begins and ends transactions; it never creates a file.

    `mode` is "ro" (nothing can be written) or "rw".
    """
    assert address.file is not None
    return sqlite3.connect(
        f"{address.file.as_uri()}?mode={mode}",
        uri=True,
        timeout=address.patience,
        isolation_level=None,
        check_same_thread=False,
    )


def _file_engine(address: Address) -> Engine:
    """Write-ahead logging lets readers read while one writes; FULL puts every transaction on the disk itself."""
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: file_connection(address, "rw"), poolclass=QueuePool, **_CONNECTIONS
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, record: Any) -> None:
        for setting in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {setting}")
        record.info["file"] = _identity(address)

    @event.listens_for(engine, "checkout")
    def still_there(_connection: sqlite3.Connection, record: Any, _proxy: Any) -> None:
        if record.info["file"] != _identity(address):
            raise DisconnectionError("the file was deleted or replaced")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _identity(address: Address) -> tuple[int, int] | None:
    """Which file it is, whatever its name: a deleted file can be written to as if nothing had happened."""
    assert address.file is not None
    try:
        stat = address.file.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
