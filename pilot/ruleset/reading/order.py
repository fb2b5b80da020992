"""What must come in order, what may come once only, and what may not go in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pilot.errors import Problem
from pilot.ruleset.reading.places import Spot


def repeat_problems(whole: Spot) -> Iterator[Problem]:
    """Rule ids and grades that stand twice, and whatever one rule, list, grade or consequence names twice."""
    rules, bands = whole.entries("rules"), whole.entries("bands")
    yield from _twice(_at(rules, "id"), "repeated-rule-id", "the rule ")
    yield from _twice(_at(bands, "grade"), "repeated-grade", "the grade ")
    for rule in rules:
        yield from _twice(rule.words("lists"), "named-twice")
    for entry in (*bands, *whole.entries("lists")):
        yield from _twice(entry.words("consequences"), "named-twice")
    for entry in whole.entries("lists"):
        yield from _twice(entry.words("entered_when", "of"), "named-twice")
    for entry in whole.entries("consequences"):
        yield from _twice(entry.words("falls_on"), "named-twice")


def order_problems(low: Spot | None, high: Spot | None, low_name: str, high_name: str) -> Iterator[Problem]:
    """Two numbers of which the first may not pass the second."""
    lowest, highest = number_of(low), number_of(high)
    if low and high and lowest is not None and highest is not None and lowest > highest:
        found = f"{low_name} is {low.word()}, and {high_name} is {high.word()}."
        yield high.problem("bounds-crossed", found, f"exchange the two, or write {low.word()} or more here.")


def span_problems(first: Spot | None, last: Spot | None) -> Iterator[Problem]:
    """Two days of which the first may not come after the last."""
    begins, ends = day_of(first), day_of(last)
    if first and last and begins and ends and begins > ends:
        found = f"valid_from is {begins}, and valid_until is {ends}: no day lies between them."
        yield last.problem("bounds-crossed", found, f"exchange the two, or write {begins} or a later day here.")


def range_problems(bounds: Spot) -> Iterator[Problem]:
    """A lowest number above the one from which the condition no longer holds."""
    low, high = bounds.get("at_least"), bounds.get("below")
    lowest, highest = decimal_of(low), decimal_of(high)
    if low and high and lowest is not None and highest is not None and lowest > highest:
        found = f"at_least is {low.word()}, and below is {high.word()}: no number lies between them."
        yield high.problem("bounds-crossed", found, f"exchange the two, or write a number above {low.word()} here.")


def decimal_of(spot: Spot | None) -> Decimal | None:
    """The number that is written there; None if something else is."""
    word = spot.word() if spot else None
    return Decimal(word) if word is not None and re.fullmatch(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?", word) else None


def number_of(spot: Spot | None) -> int | None:
    """The whole number that is written there; None if something else is."""
    word = spot.word() if spot else None
    return int(word) if word is not None and word.plain and re.fullmatch(r"[+-]?[0-9]{1,40}", word) else None


def day_of(spot: Spot | None) -> str | None:
    """The day that is written there, as text, which sorts like the calendar; None if something else is."""
    word = spot.word() if spot else None
    return str(word) if word is not None and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word) else None


def _at(entries: Iterable[Spot], key: str) -> Iterator[Spot]:
    return (spot for entry in entries if (spot := entry.get(key)))


def _twice(spots: Iterable[Spot], code: str, noun: str = "") -> Iterator[Problem]:
    first: dict[str, Spot] = {}
    for spot in spots:
        word = spot.word()
        if word is None:
            continue
        before = first.setdefault(word, spot)
        if before is not spot:
            found = f'{noun}"{word}" stands here a second time; the first is {before.mark.seen_from(spot.mark)}.'
            mend = "give one of the two another name, or delete it." if noun else "delete one of the two."
            yield spot.problem(code, found, mend)


def circle_problems(whole: Spot) -> Iterator[Problem]:
    """A problem for each rule whose `while_on` list is fed, directly or through entered_when, by another such rule.

    The evaluation takes all rules with `while_on` in one last pass, when the lists stand; so none may change them.
    """
    waiting = [(rule, spot) for rule in whole.entries("rules") if (spot := rule.get("when", "while_on"))]
    feeders: dict[str, tuple[Spot, Spot]] = {}
    for rule, spot in waiting:
        for name in rule.words("lists"):
            feeders.setdefault(str(name.word()), (rule, spot))
    fed_through = {name: name for name in feeders}
    for entry in whole.entries("lists"):
        counted = (str(spot.word()) for spot in entry.words("entered_when", "of"))
        if through := next((name for name in counted if name in feeders), None):
            fed_through.setdefault(str(entry.path[-1]), through)
    for rule, spot in waiting:
        fed = fed_through.get(str(spot.word()))
        if fed is not None:
            yield _circle(rule, spot, *feeders[fed], fed)


def _circle(rule: Spot, spot: Spot, feeder: Spot, feeder_spot: Spot, fed: str) -> Problem:
    wanted, name = spot.word(), feeder.word("id") or "without an id"
    through = "" if fed == wanted else f' through "{fed}"'
    if feeder is rule:
        found = f'this rule waits for the list "{wanted}" and feeds it itself{through}.'
        mend = "let it put subjects on another list, or take while_on away."
    else:
        by = f'the rule "{name}", which itself waits for the list "{feeder_spot.word()}"'
        found = f'this rule waits for the list "{wanted}", which is fed{through} by {by}.'
        mend = f'take while_on away from one of the two, or let "{name}" put subjects on another list.'
    return spot.problem("while-on-circle", found, mend)
