"""What a yardstick is: a legal duty to inform, and the question about it that can be put to a ruleset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pilot.disclosure.yardsticks.answers import Answer, Finding
from pilot.evaluation import Assessment
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.part import Source


@dataclass(frozen=True, kw_only=True)
class Yardstick:
    """One duty, in our own words, with where it was read, how a ruleset is held against it, and two examples.

    `id` is Y1, Y2 and so on, the order in which they are shown. `law` is where the duty stands, `short` its name in a
    table, `duty` what it demands, `test` the question put here. `unchecked` names a part of the duty that was not read
    in a source, empty where all was.

    `meets` and `misses` are what a ruleset that extends the open pilot changes in it to get `best` and "not met";
    `best` is the best answer that a ruleset can get.
    """

    id: str
    law: str
    short: str
    duty: str
    test: str
    sources: tuple[Source, ...]
    unchecked: str = ""
    check: Callable[[Ruleset, Assessment], Finding]
    meets: str
    misses: str
    best: Answer = "met"


def text(title: str, url: str | None = None, by: str | None = None, date: str | None = None) -> Source:
    """A text in which a duty was read."""
    return Source(title=title, url=url, by=by, date=date)


STATUTES = "https://github.com/LawRefBook/Laws"
"""A collection of Chinese laws and regulations."""
