"""`while_on` in a circle: a rule that waits for a list may not, by any way, wait for another rule that waits."""

from __future__ import annotations

from collections.abc import Iterator

from pilot.errors import Problem
from pilot.ruleset.reading.places import Spot


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
