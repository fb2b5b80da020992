"""Questions on which the sources disagree, and what could not be found: data beside the rulesets, read with places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from pilot.errors import DataError, Problem
from pilot.ruleset.model.part import Part, Source
from pilot.ruleset.model.shapes import keys_of
from pilot.ruleset.model.values import Ident, Idents, Words
from pilot.ruleset.reading.nodes import Map, Node, plain
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.places import Spot, top
from pilot.ruleset.reading.shipped import FOLDER, shipped_rulesets
from pilot.ruleset.reading.source_text import read_text

SHIPPED = FOLDER / "claims" / "disagreements.yaml"


class Answer(Part):
    """One answer to a question, in the project's own words, and the keys of the sources that hold it."""

    says: Words
    """What is held."""
    by: Idents = ()
    """The sources that hold it; empty where the source was not kept."""


class Disagreement(Part):
    """A question with the answers that sources give to it, and what this project does about it."""

    id: Ident
    """A short name for the question."""
    question: Words
    """The question, as a reader would ask it."""
    positions: tuple[Answer, ...] = Field(min_length=2)
    """The answers, two at least."""
    here: Words
    """What this project does about it."""
    rulesets: Idents = ()
    """The shipped rulesets that the question touches."""


class NotFound(Part):
    """Something that the sources could not tell."""

    says: Words
    """What could not be found."""
    so: Words
    """What follows from that here."""


class Claims(Part):
    """Everything in the file."""

    sources: dict[Ident, Source]
    """The texts that the positions rest on, by short keys."""
    disagreements: tuple[Disagreement, ...]
    """The questions, in the order in which they are shown."""
    not_found: tuple[NotFound, ...] = ()
    """What could not be found."""

    def disagreement(self, id_: str) -> Disagreement:
        """The question of that id; KeyError where there is none."""
        for disagreement in self.disagreements:
            if disagreement.id == id_:
                return disagreement
        raise KeyError(id_)


def load_claims(path: Path = SHIPPED) -> Claims:
    """The claims in a file; DataError with all that is wrong in it, each with its place and its mend."""
    tree, problems = read_tree(read_text(path, f"{path.parent.name}/{path.name}"))
    claims: Claims | None = None
    try:
        claims = Claims.model_validate(plain(tree))
    except ValidationError as error:
        problems += [_problem(details, tree) for details in error.errors(include_url=False)]
    problems += [*_unknown_names(top(tree)), *_repeated_ids(top(tree))]
    if claims is None or problems:
        raise DataError(problems)
    return claims


_PARTS = {
    (): Claims,
    ("sources", "*"): Source,
    ("disagreements", "*"): Disagreement,
    ("disagreements", "*", "positions", "*"): Answer,
    ("not_found", "*"): NotFound,
}


def _problem(error: ErrorDetails, tree: Node) -> Problem:
    spot, way = top(tree), error["loc"]
    for step in way:
        inner = spot.child(step)
        if inner is None:
            break
        spot = inner
    if error["type"] == "missing":
        return spot.problem("missing-key", f'the key "{way[-1]}" is missing.', f'add "{way[-1]}: ...".')
    if error["type"] == "extra_forbidden":
        keys = ", ".join(_keys_at(way[:-1]))
        return spot.at_key("unknown-key", "there is no such key here.", f"delete it, or use one of these: {keys}.")
    if error["type"] == "too_short":
        return spot.problem("one-position", "a disagreement has at least two positions.", "add what the others say.")
    message = error["msg"][:1].lower() + error["msg"][1:]
    return spot.problem(error["type"].replace("_", "-"), f"{message}.", "compare with the entries beside it.")


def _keys_at(way: tuple[str | int, ...]) -> list[str]:
    """The keys of the part at a path; positions in lists and keys of sources stand for any."""
    shape = tuple(
        "*" if isinstance(step, int) or way[place - 1 : place] == ("sources",) else step
        for place, step in enumerate(way)
    )
    part = _PARTS.get(shape)
    return list(keys_of(part)) if part else []


def _unknown_names(root: Spot) -> Iterator[Problem]:
    """Sources that are not listed, and rulesets that are not shipped."""
    sources = root.get("sources")
    known = list(sources.node.values) if sources and isinstance(sources.node, Map) else []
    shipped = list(shipped_rulesets())
    for question in root.entries("disagreements"):
        for position in question.entries("positions"):
            yield from _strangers(position.words("by"), known, "source")
        yield from _strangers(question.words("rulesets"), shipped, "ruleset")


def _strangers(named: list[Spot], known: list[str], what: str) -> Iterator[Problem]:
    for spot in named:
        if spot.word() not in known:
            found = f'there is no {what} "{spot.word()}".'
            yield spot.problem(f"unknown-{what}", found, f"use one of these: {', '.join(known) or 'none yet'}.")


def _repeated_ids(root: Spot) -> Iterator[Problem]:
    seen: set[str] = set()
    for question in root.entries("disagreements"):
        spot = question.get("id")
        if spot and spot.word() in seen:
            yield spot.problem(
                "repeated-id", f'the id "{spot.word()}" stands here a second time.', "give it another name."
            )
        seen.add(str(question.word("id")))
