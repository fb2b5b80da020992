"""The files of a session file: how they are called, the rulesets' texts, and the page that says what all is."""

from __future__ import annotations

import re
import unicodedata

from pilot.errors import DataError, Place, Problem
from pilot.ruleset.reading.source_text import one_line
from pilot.workshop.sessions.manifest import SHEET
from pilot.workshop.sessions.session import Session

NAME = "session.zip"
README = "README.txt"
START = "start.yaml"
MERGED = "merged.yaml"


def session_texts(session: Session) -> dict[str, str]:
    """The texts of all rulesets of a session by the names that they have in the session file."""
    texts = {START: session.start}
    for place, copy in enumerate(session.copies, 1):
        folder = folder_of(place, copy.alias)
        for version in copy.versions:
            file = f"{folder}/{version.number}.yaml"
            if file in texts:
                found = f"version {version.number} stands there twice."
                raise DataError(
                    [Problem(Place(NAME, path=(file,)), "repeated-file", found, "number the versions anew.")]
                )
            texts[file] = version.text
        texts[f"{folder}/current.yaml"] = copy.current
    return texts if session.merged is None else {**texts, MERGED: session.merged}


def folder_of(place: int, alias: str) -> str:
    """The folder of a copy: numbered, so that no two are alike, with as much of the alias as every system can write."""
    plain = unicodedata.normalize("NFKD", alias).encode("ascii", "ignore").decode().lower()
    word = re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-")
    return f"rulesets/{place:02}-{word or 'copy'}"


def readme(session: Session) -> str:
    """README.txt: what the file is, how to open it and what is in it, for somebody new to all this."""
    copies = [
        f"  {folder_of(place, copy.alias)}/    the versions of {one_line(copy.alias)}; current.yaml is the last state"
        for place, copy in enumerate(session.copies, 1)
    ]
    lines = [
        one_line(session.title),
        "",
        "This is a session of Points Pilot, saved to take home: the rulesets that groups made of one start, with the",
        "reasons that they gave. All people in Points Pilot are invented; nobody real is rated, and nothing is kept of",
        "the participants but the names that they chose for the session.",
        "",
        "To open it, choose this zip file in Points Pilot on any computer, or type: pilot session FILE",
        "Every ruleset can also be read and changed by itself; it is a plain text.",
        "If a file in the zip is changed, the zip as a whole is refused: unpack it and open that file alone.",
        "",
        f"  {START}    the ruleset that all began from",
        *copies,
        *([f"  {MERGED}    what the groups made of it together"] if session.merged is not None else []),
        f"  {SHEET}    who saved which version when and why, what was chosen, and the receipt",
    ]
    return "\n".join(lines) + "\n"
