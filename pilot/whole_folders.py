"""Folders that are written beside their place and take it once they are whole; what breaks off is swept by the next."""

from __future__ import annotations

import glob
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LONGEST = 100
"""Letters of the place's name in that of the draft, which else could be too long for a disk."""
_A_DAY = 24 * 3600
_OLD = "old"


@contextmanager
def draft_folder(place: Path, *, inside: bool = False) -> Iterator[Path]:
    """An empty folder beside `place`, or inside it, on the same disk and gone at the end, whatever happens.

    First what killed processes left of their drafts of the same place is swept; what such a one had already moved out
    of its place goes back there.
    """
    parent = place if inside else place.parent
    parent.mkdir(parents=True, exist_ok=True)
    _sweep(parent, place)
    draft = parent / f".{place.name[:_LONGEST]}.{os.getpid()}-{secrets.token_hex(3)}.part"
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def take_place(new: Path, place: Path) -> None:
    """Puts a whole folder, which lies in a draft, in its place; one that is there goes, or stays if this fails."""
    old = new.with_name(_OLD)
    if place.is_dir():
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise


def _sweep(parent: Path, place: Path) -> None:
    for leftover in parent.glob(f".{glob.escape(place.name[:_LONGEST])}.*.part"):
        process = re.search(r"\.([0-9]+)-[0-9a-f]{6}\.part$", leftover.name)
        if process is not None and _is_over(int(process[1]), leftover):
            with suppress(OSError):
                if not place.exists() and len(place.name) <= _LONGEST:
                    (leftover / _OLD).rename(place)
            shutil.rmtree(leftover, ignore_errors=True)


def _is_over(process: int, leftover: Path) -> bool:
    """Whether the process that wrote it has ended; where that cannot be asked, whether it is a day old."""
    try:
        if sys.platform == "win32":
            return time.time() - leftover.stat().st_mtime > _A_DAY
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
