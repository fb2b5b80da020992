"""From a file, a shipped id or an editor's text to a Ruleset, or to every problem in it at once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pilot.errors import DataError, Place, Problem, only_problems
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.reading import mends
from pilot.ruleset.reading.consistency import consistency_problems
from pilot.ruleset.reading.extends import resolved
from pilot.ruleset.reading.look_alikes import keys_that_look_alike, values_that_look_alike
from pilot.ruleset.reading.model_faults import model_problems
from pilot.ruleset.reading.nodes import Node, plain
from pilot.ruleset.reading.references import reference_problems
from pilot.ruleset.reading.shipped import shipped_name, shipped_rulesets
from pilot.ruleset.reading.source_text import SourceText, checked_text, read_text

__all__ = ["fingerprint", "load_ruleset", "read_ruleset", "ruleset_of", "shipped_rulesets"]

MOST_PROBLEMS = 500


def load_ruleset(source: str | Path) -> Ruleset:
    """The ruleset in a file, or the shipped one of that id; an existing file wins over an id.

    Raises DataError with all problems of the file, and of those that it extends.
    """
    with only_problems(str(source)):
        return _ruleset(*text_of(source))


def text_of(source: str | Path) -> tuple[SourceText, Path]:
    """The text that `load_ruleset` reads, and where it stands. DataError as there."""
    name = str(source)
    if os.path.isfile(name):
        return read_text(Path(name), name), Path(name)
    shipped = shipped_rulesets()
    if name in shipped:
        path = shipped[name]
        return read_text(path, shipped_name(path)), path
    if os.path.exists(name):
        read_text(Path(name), name)
    raise DataError([_unknown_ruleset(name, list(shipped))])


def read_ruleset(text: str, name: str, *, folder: Path | None = None) -> Ruleset:
    """The ruleset in a text, such as an editor holds; problems call the text by `name`.

    What it extends is looked for in `folder`, where one is given, then among the shipped rulesets.
    """
    with only_problems(name):
        source = checked_text(text, name)
        return _ruleset(source, folder / (Path(name).name or "draft") if folder else None)


def fingerprint(ruleset: Ruleset) -> str:
    """12 hexadecimal digits that change with any content of the ruleset, and not with how its file is laid out.

    The order of lists and of maps counts: consequences come out in the order in which the file gives them.
    """
    return _fingerprint(_Identity(ruleset))


class _Identity:
    """A ruleset as a key: itself and no other, however alike; frozen models with maps in them cannot be hashed."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset

    def __hash__(self) -> int:
        return id(self.ruleset)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.ruleset is self.ruleset


@lru_cache(maxsize=64)
def _fingerprint(kept: _Identity) -> str:
    content = kept.ruleset.model_dump_json(by_alias=True)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


class _RuleWords:
    """A rule as its file gives it, as a key: equal where every word is, quotes counted."""

    def __init__(self, content: object) -> None:
        self.content, self.words = content, repr(content)

    def __hash__(self) -> int:
        return hash(self.words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _RuleWords) and other.words == self.words


@lru_cache(maxsize=4096)
def _rule(words: _RuleWords) -> Rule:
    """A rule on its own; the same one as long as its words stay, so that an edit elsewhere leaves it as it was.

    Kept: the 4,096 rules asked for last, of whichever rulesets, some 10 kB each and so 40 MB at the most. To check a
    rule takes longer than to find it here, and what is worked out for a rule stays good while the rule is the same.
    """
    return Rule.model_validate(words.content, by_alias=True, by_name=False)


def _with_known_rules(content: Any) -> Any:
    """The content of a file with each rule made that can be; what is wrong with the others comes out with the whole."""
    if not isinstance(content, dict) or not isinstance(content.get("rules"), list):
        return content
    rules = []
    for rule in content["rules"]:
        try:
            rules.append(_rule(_RuleWords(rule)))
        except ValidationError:
            rules.append(rule)
    return {**content, "rules": rules}


def ruleset_of(tree: Node, problems: Iterable[Problem]) -> Ruleset:
    """The ruleset in a tree that is put together already; `problems` are those found on the way to it."""
    problems = list(problems)
    ruleset: Ruleset | None = None
    try:
        ruleset = Ruleset.model_validate(_with_known_rules(plain(tree)), by_alias=True, by_name=False)
    except ValidationError as error:
        if odd_keys := keys_that_look_alike(tree):
            raise DataError(_in_order(odd_keys)) from None
        problems += [*values_that_look_alike(tree), *model_problems(error, tree, MOST_PROBLEMS)]
    problems += islice(chain(reference_problems(tree), consistency_problems(tree)), MOST_PROBLEMS)
    if ruleset is None or problems:
        raise DataError(_in_order(problems))
    return ruleset


def _ruleset(source: SourceText, path: Path | None) -> Ruleset:
    return ruleset_of(*resolved(source, path))


def _in_order(problems: list[Problem]) -> list[Problem]:
    """The problems as the files run, one for each place: of several, the first found explains the others.

    Only missing keys share a place, that of the map which lacks them, and all are told.
    """
    by_place: dict[tuple[str, int, int, str], Problem] = {}
    for problem in problems:
        place, missing = problem.place, problem.found if problem.code == "missing-key" else ""
        column = place.column if isinstance(place.column, int) else 0
        by_place.setdefault((place.file, place.line or 0, column, missing), problem)
    return [by_place[place] for place in sorted(by_place)][:MOST_PROBLEMS]


def _unknown_ruleset(name: str, known: list[str]) -> Problem:
    mend = mends.nearest(name, known) or "give the path of a ruleset file, or the id of a shipped one."
    found = "there is no such file, and no shipped ruleset of that id."
    return Problem(
        Place(name or "(no name)"), "unknown-ruleset", found, mend, mends.listed("Shipped rulesets", known, where="")
    )
