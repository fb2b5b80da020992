"""What a ruleset began from, so that whoever shows it can tell that it is a draft, and what was changed since."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeVar

from pilot.errors import DataError
from pilot.ruleset.changes.changed_here import CHANGED, ChangedHere, changed_from, changed_in
from pilot.ruleset.changes.diff import RulesetDiff, has_article
from pilot.ruleset.model import Rule, Ruleset
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

    def changes(self, key: str, find: Callable[[], ChangedHere]) -> ChangedHere:
        with self._lock:
            found = self._changes.get(key)
        if found is None:
            found = find()
            with self._lock:
                self._keep(self._changes, key, found)
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


def began_from(ruleset: Ruleset) -> Ruleset | None:
    """What a draft began from; None of any other ruleset, and of a draft on which nothing was changed.

    A text that says otherwise than the shipped ruleset of its id is a draft of that one.
    """
    now = fingerprint(ruleset)
    start = _begun.start(now) or _shipped_under(ruleset.id)
    return None if start is None or fingerprint(start) == now else start


def title_of(ruleset: Ruleset) -> str:
    """The title, and whether it is a draft."""
    return ruleset.title if began_from(ruleset) is None else f"{ruleset.title} (a draft)"


def changed_here(ruleset: Ruleset) -> ChangedHere:
    """What of a ruleset is not as its sources give it, as far as what it began from tells; nothing of a shipped one.

    A draft began from its start, and that, like any other text, from the shipped ruleset of its id, if there is one,
    of which it may be a merge, or which it extends.
    """
    return _begun.changes(fingerprint(ruleset), lambda: _changed_here(ruleset))


def _changed_here(ruleset: Ruleset) -> ChangedHere:
    start = _begun.start(fingerprint(ruleset)) or ruleset
    shipped = _shipped_like(start)
    own = changed_from(start, ruleset) if start is not ruleset else ChangedHere()
    if shipped is None:
        return own
    # What somebody added to a shipped ruleset, and then began to change, is held against what they added.
    added = own.only(lambda article: not has_article(shipped, *article))
    return changed_from(shipped, ruleset).over(added)


def basis_now(rule: Rule, ruleset: Ruleset) -> str:
    """How much of a rule as it now stands its source carries: its basis, or that it was changed here; empty without."""
    return CHANGED if changed_here(ruleset).words("rules", rule.id) else rule.source.basis or ""


def changed_between(diff: RulesetDiff) -> ChangedHere:
    """What the sources of the newer side of a difference say otherwise; where nothing tells what that side began from,
    the older side is taken for it."""
    before, after = fingerprint(diff.before), fingerprint(diff.after)
    if _begun.start(after) or _shipped_like(diff.after):
        return changed_here(diff.after).carried()
    return _begun.changes(f"{before} {after}", lambda: changed_in(diff).carried())


def _shipped_like(ruleset: Ruleset) -> Ruleset | None:
    return _shipped_under(ruleset.id, ruleset.id.removesuffix(MERGED), ruleset.extends or "")


def _shipped_under(*names: str) -> Ruleset | None:
    """The shipped ruleset of the first of these ids that is one."""
    files = shipped_rulesets()
    found = next((files[name] for name in names if name in files), None)
    return None if found is None else _shipped(found, found.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _shipped(path: Path, written: int) -> Ruleset | None:  # noqa: ARG001 (a later writing is another text)
    """The ruleset in a shipped file as it was `written`; None for one that somebody is in the midst of changing."""
    try:
        return load_ruleset(path)
    except DataError:
        return None
