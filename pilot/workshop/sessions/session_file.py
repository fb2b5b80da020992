"""A session as one readable zip to take home, and back again on any other installation."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping

from pilot.errors import DataError, Place, Problem, only_problems
from pilot.guard import suspicions_within
from pilot.ruleset.reading.load import MOST_PROBLEMS, fingerprint, read_ruleset
from pilot.ruleset.reading.source_text import one_line
from pilot.workshop.sessions.file_names import NAME, README, readme, session_texts
from pilot.workshop.sessions.manifest import AS_SAVED, SHEET, FileShape, Sheet, read_sheet
from pilot.workshop.sessions.manifest_conversion import (
    kept_files,
    names_due,
    session_of,
    sheet_of,
    votes_of,
)
from pilot.workshop.sessions.session import Session
from pilot.workshop.sessions.zip_bytes import members_of, zip_bytes


def session_bytes(session: Session) -> bytes:
    """The session file; the same session gives the same bytes.

    Raises DataError where `read_session` would not take it back: a text that is no ruleset, an alias or a reason that
    is too long, too many versions.
    """
    texts = session_texts(session)
    sheet = sheet_of(session, _prints(texts, NAME))
    files = {README: readme(session), SHEET: f"{sheet.model_dump_json(indent=2)}\n", **texts}
    return zip_bytes({file: text.encode() for file, text in files.items()}, NAME)


def read_session(data: bytes, name: str) -> Session:
    """The session in the bytes of a session file; problems call it by `name`.

    Raises DataError where anything in it is not as `session_bytes` leaves it, an unknown file included: a file that
    somebody changed by hand is refused as a whole.
    """
    with only_problems(name):
        return _read_session(data, name)


def _read_session(data: bytes, name: str) -> Session:
    members = members_of(data, name)
    if SHEET not in members:
        message = f"there is no {SHEET} in it."
        raise DataError([Problem(Place(name), "not-a-session-file", message, AS_SAVED)])
    sheet = read_sheet(members[SHEET], f"{name}: {SHEET}")
    kept = dict(kept_files(sheet))
    problems = [*_wrong_names(sheet, members, name), *_wrong_bytes(kept, members, name)]
    if problems:
        raise DataError(problems)
    for real in suspicions_within(sheet.model_dump()):
        mend = "Take it out where it was typed, and save the session anew."
        raise DataError([Problem(Place(f"{name}: {SHEET}"), real.code, f"{real.why}.", mend)])
    texts = _decoded({file: members[file] for file in kept}, name)
    found = _prints(texts, name)
    session = session_of(sheet, texts)
    if problems := [*_wrong_prints(kept, found, name), *_wrong_votes(session, sheet, name)]:
        raise DataError(problems)
    return session


def _prints(texts: Mapping[str, str], name: str) -> dict[str, str]:
    """The fingerprint of each text's ruleset; DataError with the problems of those that are none.

    Versions often share a text, which is then read once.
    """
    prints: dict[str, str] = {}
    problems: list[Problem] = []
    for file, text in texts.items():
        if text not in prints and len(problems) < MOST_PROBLEMS:
            try:
                prints[text] = fingerprint(read_ruleset(text, f"{name}: {file}"))
            except DataError as error:
                problems += error.problems
    if problems:
        raise DataError(problems)
    return {file: prints[text] for file, text in texts.items()}


def _wrong_names(sheet: Sheet, members: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    due = list(names_due(sheet))
    times = Counter(wanted for wanted, _ in due)
    for wanted, found in due:
        if wanted != found:
            yield _problem(name, wanted, "wrong-name", f'{SHEET} calls this file "{one_line(found)[:200]}".')
    for file in sorted(file for file in times if times[file] > 1):
        yield _problem(name, file, "repeated-file", f"{SHEET} names this file twice.")
    for file in sorted(times.keys() - members.keys()):
        yield _problem(name, file, "missing-file", f"{SHEET} names this file, and it is missing.")
    for file in sorted(members.keys() - {README, SHEET, *times}):
        message = "this file belongs to no session."
        yield _problem(name, one_line(file)[:200], "unknown-file", message, f"delete it, or {AS_SAVED}")


def _wrong_bytes(kept: Mapping[str, FileShape], members: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    for file, shape in kept.items():
        if file in members and hashlib.sha256(members[file]).hexdigest() != shape.sha256:
            found = "this file was changed after the session was saved."
            yield _problem(name, file, "changed-file", found, "unpack the zip and open this file alone, as a ruleset.")


def _wrong_prints(kept: Mapping[str, FileShape], found: Mapping[str, str], name: str) -> Iterator[Problem]:
    """The text is as it was; so what it extends is not, or the fingerprint was changed."""
    for file, shape in kept.items():
        if found[file] != shape.fingerprint:
            kept_as = one_line(shape.fingerprint)[:40]
            message = f"the ruleset has the fingerprint {found[file]} here; the session says {kept_as}."
            mend = "open it with the version of Points Pilot that saved it: what the ruleset extends may differ here."
            yield _problem(name, file, "other-fingerprint", message, mend)


def _wrong_votes(session: Session, sheet: Sheet, name: str) -> Iterator[Problem]:
    rooms = [room.room for room in sheet.choices]
    if len(set(rooms)) < len(rooms):
        found = "a room stands there twice."
        yield Problem(Place(f"{name}: {SHEET}", path=("choices",)), "repeated-room", found, AS_SAVED)
    elif tuple(place.model_dump() for place in sheet.votes) != votes_of(session):
        found = "the votes are not what the rooms' choices come to."
        yield Problem(Place(f"{name}: {SHEET}", path=("votes",)), "wrong-votes", found, AS_SAVED)


def _decoded(members: Mapping[str, bytes], name: str) -> dict[str, str]:
    texts, problems = {}, []
    for file, content in members.items():
        try:
            texts[file] = content.decode()
        except UnicodeDecodeError:
            problems.append(_problem(name, file, "not-utf-8", "this is no UTF-8 text."))
    if problems:
        raise DataError(problems)
    return texts


def _problem(name: str, file: str, code: str, found: str, mend: str = AS_SAVED) -> Problem:
    return Problem(Place(name, path=(file,)), code, found, mend)
