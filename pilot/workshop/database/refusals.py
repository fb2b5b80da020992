"""What the workshop refuses, said to the person who asked: what was found, and the mend."""

from __future__ import annotations

from pilot.errors import DataError, Place, Problem


def refusal(code: str, found: str, mend: str, at: str = "workshop") -> DataError:
    """A DataError with one problem; `at` names what it is about where that is not the workshop as a whole."""
    return DataError([Problem(Place(at), code, found, mend)])


def unreachable(place: str, reason: str = "") -> DataError:
    """What every call says while the database cannot be used."""
    why = f" ({reason})" if reason else ""
    found = (
        f"the database cannot be used just now{why}. What was said to be kept is kept; the last change may be missing."
    )
    mend = "Try again once it is back: the app goes on by itself. PILOT_DATABASE_URL says where it is looked for."
    return refusal("store-unreachable", found, mend, place)


def damaged(place: str, what: str, *, is_file: bool) -> DataError:
    """What every call says that meets a broken part of the database; other calls go on."""
    found = f"the database is damaged ({what}). What lies in its broken parts is lost; all else can still be read."
    mend = (
        "Stop the app, and put your last copy of the file, with those beside it (-wal, -shm), in its place. Without a "
        "copy, keep it and read out what is whole: sqlite3 FILE .recover | sqlite3 NEW."
    )
    return refusal("store-damaged", found, mend if is_file else "Have whoever keeps the server restore it.", place)


def no_such_draft() -> DataError:
    """The same words whether it never was, was wiped, or is somebody else's."""
    mend = "Go back to your drafts and choose one, or begin a new one."
    return refusal("no-such-draft", "you have no such draft here.", mend)


def no_such_version() -> DataError:
    """The same words whether it never was, was wiped, or may not be seen."""
    mend = "Choose one from the list of versions, or ask the facilitator to show it."
    return refusal("no-such-version", "there is no such version that you may see.", mend)


def no_such_room() -> DataError:
    """The same words whether it never was or was wiped."""
    return refusal("no-such-room", "there is no room of that code.", "Compare the code with the facilitator's screen.")
