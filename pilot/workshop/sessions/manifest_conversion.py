"""From a session to its session.json and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from pilot.errors import DataError
from pilot.workshop.merging.choices import Choice
from pilot.workshop.sessions.file_names import MERGED, NAME, START, folder_of, session_texts
from pilot.workshop.sessions.manifest import (
    FORMAT,
    KIND,
    SHEET,
    CopyShape,
    FileShape,
    Sheet,
    sheet_problems,
)
from pilot.workshop.sessions.session import KeptCopy, KeptVersion, Session, SessionReceipt


def sheet_of(session: Session, prints: Mapping[str, str]) -> Sheet:
    """The sheet of a session, given the fingerprint of each of its files.

    DataError where something in the session is too long, or no text.
    """
    texts = session_texts(session)
    files = {file: {"file": file, "fingerprint": prints[file], "sha256": _sha256(text)} for file, text in texts.items()}
    content = {
        "kind": KIND,
        "format": FORMAT,
        "title": session.title,
        "at": session.at,
        "receipt": _receipt(session.receipt),
        "start": files[START],
        "copies": tuple(_copy(place, copy, files) for place, copy in enumerate(session.copies, 1)),
        "choices": tuple(
            {"room": room, "choices": tuple(vars(choice) for choice in choices)}
            for room, choices in session.choices.items()
        ),
        "votes": votes_of(session),
        "merged": files.get(MERGED),
    }
    try:
        return Sheet.model_validate(content)
    except ValidationError as error:
        raise DataError(sheet_problems(error, f"{NAME}: {SHEET}")) from None


def _receipt(receipt: SessionReceipt) -> dict[str, Any]:
    return {
        "version": receipt.version,
        "ruleset": {
            "id": receipt.ruleset,
            "fingerprint": receipt.ruleset_fingerprint,
            "began_from": receipt.began_from,
        },
        "city": {"id": receipt.city, "fingerprint": receipt.city_fingerprint},
        "as_of": receipt.as_of,
        "joined": "all" if receipt.joined is None else receipt.joined,
    }


def _copy(place: int, copy: KeptCopy, files: Mapping[str, dict[str, str]]) -> dict[str, Any]:
    folder = folder_of(place, copy.alias)
    versions = tuple(
        {"number": version.number, "alias": version.alias, "at": version.at, "reason": version.reason}
        | files[f"{folder}/{version.number}.yaml"]
        for version in copy.versions
    )
    return {"alias": copy.alias, "versions": versions, "current": files[f"{folder}/current.yaml"]}


def votes_of(session: Session) -> tuple[dict[str, Any], ...]:
    """The votes of a session as its sheet gives them."""
    return tuple(
        {"place": place, "counts": tuple({**vars(count), "votes": count.votes} for count in counts)}
        for place, counts in session.votes.items()
    )


def kept_files(sheet: Sheet) -> Iterator[tuple[str, FileShape]]:
    """The files that the sheet names, in its order."""
    for file in (sheet.start, sheet.merged):
        if file is not None:
            yield file.file, file
    for copy in sheet.copies:
        for file in (*copy.versions, copy.current):
            yield file.file, file


def names_due(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """For each file of the sheet the name that it should have, and the one that it has."""
    yield START, sheet.start.file
    if sheet.merged is not None:
        yield MERGED, sheet.merged.file
    for place, copy in enumerate(sheet.copies, 1):
        folder = folder_of(place, copy.alias)
        yield from ((f"{folder}/{version.number}.yaml", version.file) for version in copy.versions)
        yield f"{folder}/current.yaml", copy.current.file


def session_of(sheet: Sheet, texts: Mapping[str, str]) -> Session:
    """The session of a sheet, given the text of each of its files."""
    given = sheet.receipt
    return Session(
        title=sheet.title,
        at=sheet.at,
        receipt=SessionReceipt(
            version=given.version,
            ruleset=given.ruleset.id,
            ruleset_fingerprint=given.ruleset.fingerprint,
            city=given.city.id,
            city_fingerprint=given.city.fingerprint,
            as_of=given.as_of,
            joined=None if given.joined == "all" else given.joined,
            began_from=given.ruleset.began_from,
        ),
        start=texts[sheet.start.file],
        copies=tuple(_kept_copy(copy, texts) for copy in sheet.copies),
        choices={room.room: tuple(Choice(**dict(choice)) for choice in room.choices) for room in sheet.choices},
        merged=None if sheet.merged is None else texts[sheet.merged.file],
    )


def _kept_copy(copy: CopyShape, texts: Mapping[str, str]) -> KeptCopy:
    versions = (
        KeptVersion(version.number, version.alias, version.at, version.reason, texts[version.file])
        for version in copy.versions
    )
    return KeptCopy(copy.alias, tuple(versions), texts[copy.current.file])


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
