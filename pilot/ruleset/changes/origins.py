"""What a ruleset began from, so that whoever shows it can tell what was changed since."""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeVar

from pilot.errors import DataError
from pilot.ruleset.changes.changed_here import ChangedHere, changed_from
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.load import fingerprint, load_ruleset, shipped_rulesets

T = TypeVar("T")

MERGED = "-merged"
"""What the id of a merged ruleset ends in, unless somebody chose another."""
_MOST = 512


class _Begun:
    """What drafts began from, by the fingerprint of what they are now, and what was changed in them."""

    def __init__(self) -> None:
        self._starts: OrderedDict[str, Ruleset] = OrderedDict()
        self._changes: OrderedDict[str, ChangedHere] = OrderedDict()
        self._lock = Lock()

    def begin(self, now: str, start: Ruleset) -> None:
        with self._lock:
            if self._starts.get(now) is not start:
                self._changes.pop(now, None)
            self._keep(self._starts, now, start)

    def start(self, now: str) -> Ruleset | None:
        with self._lock:
            return self._starts.get(now)

    def changes(self, ruleset: Ruleset) -> ChangedHere:
        now = fingerprint(ruleset)
        with self._lock:
            found = self._changes.get(now)
        if found is None:
            found = _changed_here(ruleset)
            with self._lock:
                self._keep(self._changes, now, found)
        return found

    @staticmethod
    def _keep(kept: OrderedDict[str, T], key: str, value: T) -> None:
        kept[key] = value
        kept.move_to_end(key)
        while len(kept) > _MOST:
            kept.popitem(last=False)


_begun = _Begun()


def begun_from(ruleset: Ruleset, start: Ruleset) -> None:
    """Takes note that a ruleset is a draft, and of what it began from."""
    _begun.begin(fingerprint(ruleset), start)


def changed_here(ruleset: Ruleset) -> ChangedHere:
    """What of a ruleset is not as its sources give it, as far as what it began from tells; nothing of a shipped one.

    A draft began from its start, and that, like any other text, from the shipped ruleset of its id, if there is one,
    of which it may be a merge, or which it extends.
    """
    return _begun.changes(ruleset)


def _changed_here(ruleset: Ruleset) -> ChangedHere:
    start = _begun.start(fingerprint(ruleset)) or ruleset
    shipped = _shipped_like(start)
    own = changed_from(start, ruleset).articles if start is not ruleset else {}
    if shipped is None:
        return ChangedHere(own)
    there = {rule.id for rule in shipped.rules}
    added = {key: words for key, words in own.items() if key[0] == "rules" and key[1] not in there}
    return ChangedHere(added | dict(changed_from(shipped, ruleset).articles))


def _shipped_like(ruleset: Ruleset) -> Ruleset | None:
    files = shipped_rulesets()
    names = [ruleset.id, ruleset.id.removesuffix(MERGED), ruleset.extends or ""]
    found = next((files[name] for name in names if name in files), None)
    return None if found is None else _shipped(found, found.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _shipped(path: Path, written: int) -> Ruleset | None:  # noqa: ARG001 (a later writing is another text)
    """The ruleset in a shipped file as it was `written`; None for one that somebody is in the midst of changing."""
    try:
        return load_ruleset(path)
    except DataError:
        return None
