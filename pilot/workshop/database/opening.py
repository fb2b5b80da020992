"""Opening the database: a new one is built, an older one brought up to date, anything else left as it is."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from pilot.errors import DataError
from pilot.workshop.database.connection import Database, file_connection
from pilot.workshop.database.database_url import Address
from pilot.workshop.database.refusals import refusal
from pilot.workshop.database.tables import METADATA, NAMES

VERSION_TABLE = "workshop_revision"
_FOLDER = Path(__file__).parents[1] / "migrations"
_NONE = "the file is no SQLite database"
_SMALLEST = 512
"""Bytes of the smallest SQLite database: one page."""
_ADVISORY_LOCK = 7_046_029_254  # any number, the same in every process
_one_at_a_time = threading.Lock()  # Alembic keeps what it is doing in a global


def bring_up_to_date(database: Database, revision: str = "head") -> None:
    """Builds what is missing, under a lock, so that of two processes that open a new database one waits.

    DataError if the file is something else or comes from a newer version; then no byte of it is changed.
    """
    address = database.address
    with database.errors_in_words():
        if address.file:
            _prepare(address, address.file)
        with _one_at_a_time, database.writing() as connection, connection.begin():
            if not address.file:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            _refuse_strange(connection, address)
            _upgrade(connection, revision)


def _prepare(address: Address, file: Path) -> None:
    """The file is there, is ours or empty, and logs ahead; it is looked at before anything is written to it.

    By SQLite alone: whoever opens and closes the file besides lets go of the locks of this whole process, and another
    that ends then takes the log away from under it.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
    if 0 < file.stat().st_size < _SMALLEST:  # one byte SQLite would take for an empty database
        raise _not_a_store(address, _NONE)
    looking = create_engine("sqlite+pysqlite://", creator=lambda: file_connection(address, "ro"), poolclass=NullPool)
    try:
        with looking.connect() as connection:
            _refuse_strange(connection, address)
    except DatabaseError as error:
        if isinstance(error, OperationalError):
            raise
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            raise _not_a_store(address, _NONE) from error
        raise
    _log_ahead(address)


def _log_ahead(address: Address) -> None:
    """Turns write-ahead logging on; while somebody else does the same SQLite refuses at once, so it is tried again."""
    until = time.monotonic() + address.patience
    while True:
        connection = file_connection(address, "rw")
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if time.monotonic() > until:
                raise OSError(str(error)) from error
            time.sleep(0.02)
        finally:
            connection.close()


def _refuse_strange(connection: Connection, address: Address) -> None:
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        if tables if address.file else tables & NAMES:
            raise _not_a_store(address, "the database holds another program's tables")
        return
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalars().all()
    known = {script.revision for script in ScriptDirectory(str(_FOLDER)).walk_revisions()}
    if unknown := set(found) - known:
        message = f'the database has the revision "{", ".join(sorted(unknown))}", which this version does not know.'
        mend = "Update Points Pilot, or name another file in PILOT_DATABASE_URL."
        raise refusal("newer-store", message, mend, address.place)


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=connection, metadata=METADATA, version_table=VERSION_TABLE)
    command.upgrade(config, revision)


def _not_a_store(address: Address, found: str) -> DataError:
    mend = "Name another one in PILOT_DATABASE_URL; this one is left as it is."
    return refusal("not-a-store", f"{found}.", mend, address.place)
