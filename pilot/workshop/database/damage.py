"""Whether a database is damaged, or only cannot be reached just now."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BROKEN_ON_A_SERVER = {"XX001", "XX002"}  # PostgreSQL: data corrupted; index corrupted
_UNREADABLE = "what is kept cannot be read"


def damage(error: Exception) -> str:
    """What is broken; empty where the database is not, as far as the error tells.

    Of a cell that cannot be read nothing is repeated: it may be anybody's text.
    """
    if isinstance(error, ValueError):  # a day or a number that is none
        return _UNREADABLE
    found = error.orig if isinstance(error, DBAPIError) else error
    if str(found).startswith("Could not decode to UTF-8"):
        return _UNREADABLE
    code = getattr(found, "sqlite_errorcode", None)
    is_broken = code is not None and code & 0xFF in _BROKEN
    return str(found) if is_broken or getattr(found, "sqlstate", None) in _BROKEN_ON_A_SERVER else ""
