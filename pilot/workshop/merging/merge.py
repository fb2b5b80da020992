"""Several copies of one ruleset, article by article: what they agree on, what one side changed, where they conflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pilot.errors import DataError, Place, Problem
from pilot.ruleset.editing.dump import fragment_text
from pilot.ruleset.model import Ruleset
from pilot.workshop.merging.contents import ORDER, SECTIONS, Path, contents_of, digest_of, orders_of

Kind = Literal["agreed", "one_sided", "conflict"]


@dataclass(frozen=True)
class Copy:
    """One group's ruleset: the alias of the group, the ruleset, its text, and the reason given with each version."""

    name: str
    ruleset: Ruleset
    text: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Position:
    """One content that an article may have, and the copies that hold it.

    `content` is plain values as the file gives them, None where the article is not there. `names` is empty where only
    the start has it.
    """

    content: Any
    digest: str
    names: tuple[str, ...]
    is_start: bool

    @property
    def text(self) -> str:
        """The content as the file writes it; empty where the article is not there."""
        return fragment_text(self.content)


@dataclass(frozen=True)
class Article:
    """One place of the ruleset with all positions on it, the start's first."""

    path: Path
    positions: tuple[Position, ...]

    @property
    def place(self) -> str:
        """The path in words: rules > red-light."""
        return " > ".join(self.path)

    @property
    def start(self) -> Position:
        """The position that all copies began from."""
        return next(position for position in self.positions if position.is_start)

    @property
    def changes(self) -> tuple[Position, ...]:
        """The positions that differ from the start's."""
        return tuple(position for position in self.positions if not position.is_start)

    @property
    def kind(self) -> Kind:
        """Agreed: all copies hold the same. One-sided: one change, which some made. Conflict: two changes or more."""
        if len(self.changes) > 1:
            return "conflict"
        return "one_sided" if self.changes and self.start.names else "agreed"

    @property
    def changed(self) -> bool:
        """Whether any copy differs from the start."""
        return bool(self.changes)

    def position(self, digest: str) -> Position | None:
        """The position of that digest, None where there is none."""
        return next((position for position in self.positions if position.digest == digest), None)


@dataclass(frozen=True)
class Merge:
    """The copies of one start, and every article that any of them has."""

    start: Copy
    copies: tuple[Copy, ...]
    articles: tuple[Article, ...]

    @cached_property
    def agreed(self) -> tuple[Article, ...]:
        """The articles on which all copies hold the same; `changed` tells whether it is still the start's."""
        return self._of("agreed")

    @cached_property
    def one_sided(self) -> tuple[Article, ...]:
        """The articles that some copies changed in one way, and the others left as they were."""
        return self._of("one_sided")

    @cached_property
    def conflicts(self) -> tuple[Article, ...]:
        """The articles that were changed in two ways or more; being taken out is a way too."""
        return self._of("conflict")

    def article(self, place: str) -> Article | None:
        """The article at that place, None where no copy has one."""
        return next((article for article in self.articles if article.place == place), None)

    def _of(self, kind: Kind) -> tuple[Article, ...]:
        return tuple(article for article in self.articles if article.kind == kind)


def merge_of(start: Copy, copies: Sequence[Copy]) -> Merge:
    """Sets the copies side by side; they are told apart by name and compared by what they say, not by their layout.

    Raises DataError where there is no copy, or two have one name.
    """
    names = [copy.name for copy in copies]
    if not names:
        raise DataError([_problem("no-copies", "there is no copy to merge.", "Choose two copies or more.")])
    if twice := sorted({name for name in names if names.count(name) > 1}):
        found = f"several copies have the same name: {', '.join(twice)}."
        raise DataError([_problem("repeated-name", found, "Give every copy a name of its own.")])
    return Merge(start, tuple(copies), (*_places(start, copies), *_orders(start, copies)))


def _problem(code: str, found: str, mend: str) -> Problem:
    return Problem(Place("merge"), code, found, mend)


def _places(start: Copy, copies: Sequence[Copy]) -> Iterator[Article]:
    """The start's articles in its order, then those that the copies added."""
    began, held = contents_of(start.ruleset), [contents_of(copy.ruleset) for copy in copies]
    for path in dict.fromkeys([*began, *(path for contents in held for path in contents)]):
        contents = [contents.get(path) for contents in held]
        yield _article(path, began.get(path), zip(copies, contents, strict=True))


def _orders(start: Copy, copies: Sequence[Copy]) -> Iterator[Article]:
    """The order of each section in which any copy moved what was there from the start."""
    began, held = orders_of(start.ruleset), [orders_of(copy.ruleset) for copy in copies]
    for section in SECTIONS:
        moved = [moved_order(began[section], orders[section]) for orders in held]
        article = _article((ORDER, section), began[section], zip(copies, moved, strict=True))
        if article.changed:
            yield article


def moved_order(start: Sequence[str], order: Sequence[str]) -> list[str]:
    """The start's names in the order of a copy: what it lacks stays behind its neighbour, what is new is left out.

    So adding and taking out moves nothing.
    """
    known = set(start)
    moved = [name for name in order if name in known]
    for place, name in enumerate(start):
        if name not in moved:
            moved.insert(moved.index(start[place - 1]) + 1 if place else 0, name)
    return moved


def _article(path: Path, began: Any, held: Iterable[tuple[Copy, Any]]) -> Article:
    contents, names = {digest_of(path, began): began}, {digest_of(path, began): list[str]()}
    for copy, content in held:
        digest = digest_of(path, content)
        # What is hidden without a word and what is named as hidden are one content; the word is kept.
        contents[digest] = content if contents.get(digest) is None else contents[digest]
        names.setdefault(digest, []).append(copy.name)
    start, *_ = contents
    positions = (Position(contents[digest], digest, tuple(names[digest]), digest == start) for digest in contents)
    return Article(path, tuple(positions))
