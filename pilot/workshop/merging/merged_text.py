"""The merged ruleset as a file: what was agreed, what one side changed, what was chosen, and the authors' reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pilot.errors import DataError, Place, Problem
from pilot.phrases import count, plural
from pilot.ruleset.changes.origins import MERGED
from pilot.ruleset.editing.dump import Path, ruleset_text
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import LONGEST_ID
from pilot.ruleset.reading.load import read_ruleset
from pilot.ruleset.reading.source_text import one_line
from pilot.workshop.merging.apart import with_all_added
from pilot.workshop.merging.choices import Choice, last_by_place
from pilot.workshop.merging.contents import ORDER, SECTIONS, put_together
from pilot.workshop.merging.merge import Article, Copy, Merge, Position
from pilot.workshop.merging.merged_order import merged_order

NAME = "merged ruleset"
Unresolved = Literal["refuse", "start"]


@dataclass(frozen=True)
class _Taken:
    """The position that goes into the merged ruleset, and the choice behind it; None where nobody had to choose."""

    article: Article
    position: Position
    choice: Choice | None = None


def merged_text(
    merge: Merge,
    choices: Iterable[Choice],
    *,
    id: str | None = None,
    title: str | None = None,
    unresolved: Unresolved = "refuse",
) -> str:
    """The merged ruleset's file, with comments that say who changed what, what was chosen, why and by whom.

    What one side alone changed is taken; a choice takes something else, or all of what was added under one name.
    Raises DataError with every conflict that nobody chose on (unless `unresolved` is "start"), every choice that fits
    nothing, and every problem that the ruleset would have, such as a rule that names a list which was taken out.
    """
    parted, chosen = with_all_added(merge, tuple(choices))
    taken = _taken(parted, chosen, unresolved)
    new_id = id or f"{merge.start.ruleset.id[: LONGEST_ID - len(MERGED)]}{MERGED}"
    ruleset = _put_together(parted, taken, new_id, title)
    text = ruleset_text(ruleset, _comments(parted, taken, ruleset))
    assert read_ruleset(text, NAME) == ruleset, "what is written reads back as it was"
    return text


def _taken(merge: Merge, choices: Sequence[Choice], unresolved: Unresolved) -> list[_Taken]:
    chosen = last_by_place(choices)
    problems = [_unknown_place(place) for place in chosen if merge.article(place) is None]
    taken = []
    for article in merge.articles:
        choice = chosen.get(article.place)
        position = article.position(choice.chosen) if choice else None
        if choice and position is None:
            problems.append(_unknown_content(article))
        elif not choice and article.kind == "conflict" and unresolved == "refuse":
            problems.append(_unresolved(article))
        taken.append(_Taken(article, position or _without_choice(article), choice))
    if problems:
        raise DataError(problems)
    return taken


def _without_choice(article: Article) -> Position:
    return article.changes[0] if article.changes and article.kind != "conflict" else article.start


def _unresolved(article: Article) -> Problem:
    sides = "; ".join(_holding(position) for position in article.positions if position.names)
    found = f"the copies conflict here, and nothing was chosen: {sides}."
    return Problem(Place(NAME, path=article.path), "conflict", found, "choose one of them, or keep the start's.")


def _unknown_place(place: str) -> Problem:
    found = f'a choice speaks of "{one_line(place)}", and no copy has anything there.'
    return Problem(Place(NAME), "unknown-place", found, "take the choice back; the copies have changed since.")


def _unknown_content(article: Article) -> Problem:
    found = "what was chosen here is held by no copy any more, nor by the start."
    return Problem(Place(NAME, path=article.path), "unknown-content", found, "choose again among what the copies hold.")


def _put_together(merge: Merge, taken: Sequence[_Taken], new_id: str, title: str | None) -> Ruleset:
    contents = {entry.article.path: entry.position.content for entry in taken if entry.article.path[0] != ORDER}
    moved = {entry.article.path[1]: entry.position.content for entry in taken if entry.article.path[0] == ORDER}
    there = {path: content for path, content in contents.items() if content is not None}
    orders = {
        section: [name for name in merged_order(section, merge, moved.get(section)) if (section, name) in there]
        for section in SECTIONS
    }
    whole = put_together(there, orders)
    summary = whole.get("summary", "")
    head = {
        "schema": 1,
        "id": new_id,
        "title": one_line(title or f"{merge.start.ruleset.title}, merged"),
        "summary": f"{summary} {_sentence(merge, taken)}".strip(),
    }
    try:
        return Ruleset.model_validate(whole | head)
    except ValidationError as error:
        raise DataError(_unfit(fault) for fault in error.errors(include_url=False)) from None


def _unfit(fault: ErrorDetails) -> Problem:
    """Only the id and the title can be unfit: all else comes from rulesets."""
    place = Place(NAME, path=tuple(fault["loc"]))
    mend = "give an id without spaces and slashes, and a title that is not empty."
    return Problem(place, "unfit-name", f"{fault['msg']}.", mend)


def _sentence(merge: Merge, taken: Sequence[_Taken]) -> str:
    settled = sum(entry.choice is not None for entry in taken if entry.article.kind == "conflict")
    left = sum(entry.choice is None for entry in taken if entry.article.kind == "conflict")
    whose, began = _listed(copy.name for copy in merge.copies), one_line(merge.start.ruleset.title)
    parts = [
        f'Merged from the {plural(len(merge.copies), "copy", "copies")} of {whose}, which began from "{began}"',
        *([f"{count(settled, 'conflict was', 'conflicts were')} settled by choice"] if settled else []),
        *([f"{count(left, 'conflict was', 'conflicts were')} left as at the start"] if left else []),
    ]
    return "; ".join(parts) + "."


def _comments(merge: Merge, taken: Sequence[_Taken], ruleset: Ruleset) -> dict[Path, list[str]]:
    comments: dict[Path, list[str]] = {(): list(_head(merge.copies))}
    names = {("rules", rule.id) for rule in ruleset.rules} | {
        ("examples", example.name) for example in ruleset.examples
    }
    names |= {(key, name) for key in ("sources", "lists", "consequences") for name in getattr(ruleset, key)}
    for entry in taken:
        if remark := _remark(entry):
            path = entry.article.path
            speaks_for_itself = path in names or (len(path) == 1 and path[0] in Ruleset.model_fields)
            spot = (path[1],) if path[0] == ORDER else path
            comments.setdefault(spot, []).append(remark if speaks_for_itself else f"{entry.article.place}. {remark}")
    return comments


def _head(copies: Iterable[Copy]) -> Iterable[str]:
    """What each group said of its versions."""
    for copy in copies:
        reasons = [reason for reason in map(one_line, copy.reasons) if reason]
        if reasons:
            yield f"{one_line(copy.name)}: {'; '.join(reasons)}"


def _remark(taken: _Taken) -> str:
    """Why the article stands as it does; empty where it is what everybody began from."""
    article, position, choice = taken.article, taken.position, taken.choice
    if choice is not None and article.changed:
        because = f", because {one_line(choice.reason).rstrip('.')}" if choice.reason.strip() else ""
        by = f"; by {_listed(choice.by)}" if choice.by else ""
        return f"Chosen: {_holding(position)}{because}{by}."
    if article.kind == "conflict":
        return f"Not settled: {_holding(position)}."
    if position.is_start:
        return ""
    what = "Taken out" if position.content is None else "Added" if article.start.content is None else "Changed"
    others = "; the others left it as it was" if article.kind == "one_sided" else ""
    return f"{what} by {_listed(position.names)}{others}."


def _holding(position: Position) -> str:
    """A position by those who hold it."""
    have = plural(len(position.names), "has", "have")
    whose = "as at the start" if position.is_start else f"as {_listed(position.names)} {have} it"
    return f"without it, {whose}" if position.content is None else whose


def _listed(names: Iterable[str]) -> str:
    *first, last = [one_line(name) or "(no name)" for name in names]
    return f"{', '.join(first)} and {last}" if first else last
