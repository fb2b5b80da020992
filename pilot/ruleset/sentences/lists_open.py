"""Which lists a rule may put subjects on: none that fills itself, and none that the rule would wait for in a circle."""

from __future__ import annotations

from pilot.ruleset.model import Rule, Ruleset


def lists_open_to(rule: Rule, ruleset: Ruleset) -> tuple[str, ...]:
    """The ids of those lists, in the order of the ruleset; none for a rule that cannot list anybody."""
    if "lists" not in rule.when.allows:
        return ()
    closed = {name for name, listing in ruleset.lists.items() if listing.entered_when}
    if rule.when.lists_read:
        closed |= _feeding(_waited_for(ruleset).union(rule.when.lists_read), ruleset)
    return tuple(name for name in ruleset.lists if name not in closed)


def lists_to_wait_for(rule: Rule, ruleset: Ruleset) -> tuple[str, ...]:
    """The ids of the lists on which a rule may want a subject to be: none that a rule feeds which waits itself."""
    if getattr(rule.when, "while_on", "") is not None or _feeding(_waited_for(ruleset), ruleset) & {*rule.lists}:
        return ()
    fed = {name for other in ruleset.rules if other.when.lists_read or other.id == rule.id for name in other.lists}
    return tuple(name for name in ruleset.lists if not _feeding({name}, ruleset) & fed)


def _waited_for(ruleset: Ruleset) -> set[str]:
    return {name for rule in ruleset.rules for name in rule.when.lists_read}


def _feeding(lists: set[str], ruleset: Ruleset) -> set[str]:
    """The lists themselves, and those that the ones among them count which fill themselves."""
    derived = [
        listing.entered_when for name, listing in ruleset.lists.items() if name in lists and listing.entered_when
    ]
    return lists.union(*(condition.of for condition in derived))
