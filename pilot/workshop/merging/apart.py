"""Both of what two copies added under one name: each stands under a name of its own, wherever a copy speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from pilot.ruleset.editing.dump import given
from pilot.ruleset.model import Ruleset
from pilot.workshop.merging.choices import Choice, last_by_place
from pilot.workshop.merging.contents import SECTIONS, orders_of
from pilot.workshop.merging.merge import Article, Merge, Position, merge_of

BOTH = "both"
"""The choice of all contents that copies added at one place."""
Whole = dict[str, Any]


def added(article: Article) -> Sequence[Position]:
    """The contents that copies added under one name, of which all can be taken; none where that is not so."""
    is_entry = len(article.path) == 2 and article.path[0] in SECTIONS
    return article.changes if is_entry and article.start.content is None and len(article.changes) > 1 else ()


def with_all_added(merge: Merge, choices: Collection[Choice]) -> tuple[Merge, list[Choice]]:
    """The merge in which whatever was chosen as both stands under names of its own, with the choices made in it."""
    chosen = last_by_place(list(choices))
    apart = [
        article
        for article in merge.articles
        if article.place in chosen and chosen[article.place].chosen == BOTH and added(article)
    ]
    if not apart:
        return merge, list(choices)
    copies = {copy.name: copy for copy in merge.copies}
    taken: list[tuple[tuple[str, ...], str, Choice]] = []
    for article in apart:
        section, name = article.path
        free = _free_names(name, section, merge)
        for place, position in enumerate(added(article)):
            new = next(free) if place else name
            taken.append(((section, new), position.names[0], chosen[article.place]))
            for copy in position.names if place else ():
                ruleset = renamed(copies[copy].ruleset, section, name, new)
                copies[copy] = replace(copies[copy], ruleset=ruleset)
    parted = merge_of(merge.start, [copies[copy.name] for copy in merge.copies])
    others = [choice for choice in choices if choice.chosen != BOTH or choice.place not in {a.place for a in apart}]
    return parted, [*_made_in(parted, merge, others), *_all_of(parted, taken)]


def renamed(ruleset: Ruleset, section: str, name: str, new: str) -> Ruleset:
    """The ruleset with another name for one of its entries, wherever it is named."""
    whole = given(ruleset)
    if isinstance(whole[section], dict):
        whole[section] = {new if key == name else key: entry for key, entry in whole[section].items()}
    else:
        own = "id" if section == "rules" else "name"
        whole[section] = [{**entry, own: new} if entry[own] == name else entry for entry in whole[section]]
    for holder, key in _USES[section](whole) if section in _USES else ():
        held = holder.get(key)
        if isinstance(held, list):
            holder[key] = [new if other == name else other for other in held]
        elif held == name:
            holder[key] = new
    return Ruleset.model_validate(whole)


def _free_names(name: str, section: str, merge: Merge) -> Iterator[str]:
    taken = {other for copy in (merge.start, *merge.copies) for other in orders_of(copy.ruleset)[section]}
    return (wanted for number in count(2) if (wanted := f"{name}-{number}") not in taken)


def _all_of(merge: Merge, taken: Sequence[tuple[tuple[str, ...], str, Choice]]) -> Iterator[Choice]:
    for path, copy, choice in taken:
        article = merge.article(" > ".join(path))
        position = article and _held_by(article, copy)
        if article and position:
            yield replace(choice, place=article.place, chosen=position.digest)


def _made_in(parted: Merge, merge: Merge, choices: Collection[Choice]) -> Iterator[Choice]:
    """The choices as the parted copies know them; where only the new names differ, the first copy's stands."""
    known = last_by_place(list(choices))
    for article in parted.articles:
        before = merge.article(article.place)
        choice = known.pop(article.place, None)
        position = before.position(choice.chosen) if before and choice else None
        if choice and position:
            same = article.start if position.is_start else _held_by(article, position.names[0])
            yield replace(choice, chosen=same.digest) if same else choice
        elif choice:
            yield choice
        elif article.kind == "conflict" and before is not None and before.kind != "conflict" and before.changes:
            first = _held_by(article, before.changes[0].names[0])
            yield Choice(article.place, first.digest if first else "")
    yield from known.values()


def _held_by(article: Article, copy: str) -> Position | None:
    return next((position for position in article.positions if copy in position.names), None)


def _of_rules(whole: Whole) -> Iterator[tuple[Whole, str]]:
    yield from ((example["expect"], "because") for example in whole.get("examples", ()))
    yield from ((since, "rules") for since in whole.get("since", ()))


def _of_lists(whole: Whole) -> Iterator[tuple[Whole, str]]:
    for rule in whole["rules"]:
        yield from ((rule, "lists"), (rule["when"], "while_on"))
    yield from ((listing["entered_when"], "of") for listing in whole["lists"].values() if "entered_when" in listing)
    yield from ((example["expect"], "lists") for example in whole.get("examples", ()))


def _of_consequences(whole: Whole) -> Iterator[tuple[Whole, str]]:
    yield from ((band, "consequences") for band in whole.get("bands", ()))
    yield from ((listing, "consequences") for listing in whole.get("lists", {}).values())


def _of_sources(whole: Any) -> Iterator[tuple[Whole, str]]:
    """Every citation, wherever it stands."""
    for inner in whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ():
        yield from _of_sources(inner)
    if isinstance(whole, dict):
        yield from ((whole, key) for key in ("ref", "disputed_by") if key in whole)


_USES: dict[str, Callable[[Whole], Iterator[tuple[Whole, str]]]] = {
    "rules": _of_rules,
    "lists": _of_lists,
    "consequences": _of_consequences,
    "sources": _of_sources,
}
"""Where the entries of a section are named."""
