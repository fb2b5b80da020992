"""What must fit together within a ruleset although each value for itself is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilot.errors import Problem
from pilot.ruleset.model import KINDS_OF_WHEN, KindOfWhen, RecordWhen
from pilot.ruleset.model.rule import keys_not_for
from pilot.ruleset.reading.nodes import Node, Scalar
from pilot.ruleset.reading.order import (
    circle_problems,
    day_of,
    number_of,
    order_problems,
    range_problems,
    repeat_problems,
    span_problems,
)
from pilot.ruleset.reading.places import Spot, top
from pilot.written_forms import OF_EVERY_SUBJECT


def consistency_problems(tree: Node) -> Iterator[Problem]:
    """Everything in the tree that contradicts something else in it."""
    whole = top(tree)
    yield from repeat_problems(whole)
    for rule in whole.entries("rules"):
        yield from _rule(rule)
    for bounds in _conditions(whole):
        yield from range_problems(bounds)
    yield from _without_score(whole)
    yield from _score(whole)
    yield from _bands(whole)
    yield from _without_bands(whole)
    yield from _notices(whole)
    yield from _derived_lists(whole)
    yield from _examples(whole)
    yield from circle_problems(whole)


def _rule(rule: Spot) -> Iterator[Problem]:
    kind = _kind_of(rule)
    for key in keys_not_for(kind):
        if spot := _given(rule, key):
            found = f"a rule on {kind.noun} has no {key}."
            yield spot.at_key("not-for-this-rule", found, "delete it, or let the rule hold for records: {kind: ...}.")
    both = rule.get("points_per")
    if both and rule.get("points"):
        yield both.at_key("both-given", "the rule has points and points_per.", "keep one of them.")
    ends = rule.entries("plausible", "points")
    if len(ends) == 2:
        yield from order_problems(ends[0], ends[1], "the lowest number", "the highest")
    yield from span_problems(rule.get("valid_from"), rule.get("valid_until"))
    if kind is not RecordWhen and not rule.get("points"):
        yield rule.problem(
            "needs-points", f"a rule on {kind.noun} has points, and this one has none.", "add points: 0."
        )
    if bounds := rule.get("when", "amount"):
        yield from range_problems(bounds)
    for spot in rule.words("when", "kind"):
        yield from _pattern(spot)


def _conditions(whole: Spot) -> Iterator[Spot]:
    """What is asked of a column of a subject, wherever that is."""
    yield from whole.entries("scope")
    for rule in whole.entries("rules"):
        yield from rule.entries("when", "subject")
        yield from rule.entries("when", "profile")
    for consequence in whole.entries("consequences"):
        yield from consequence.entries("where")


def _without_bands(whole: Spot) -> Iterator[Problem]:
    if _given(whole, "bands") or whole.get("score") is None:
        return
    for rule in whole.entries("rules"):
        if spot := rule.get("override"):
            found = "the ruleset has no bands, and so no rule sets a grade."
            yield spot.at_key("needs-bands", found, "delete it, or add bands.")


def _notices(whole: Spot) -> Iterator[Problem]:
    """Who tells of a thing before it takes effect needs time between the two."""
    if number_of(whole.get("effect_after_days")):
        return
    for spot in (whole.get("disclosure", "notice"), *(one.get("notice") for one in whole.entries("lists"))):
        if spot and spot.word() == "before_effect":
            found = "a record takes effect on its own day, so that no letter comes before."
            yield spot.problem("needs-effect-after-days", found, 'add "effect_after_days: 14" at the top, or so many.')


def _kind_of(rule: Spot) -> type[KindOfWhen]:
    known, *others = KINDS_OF_WHEN
    return next((kind for kind in others if rule.get("when", kind.key)), known)


def _pattern(spot: Spot) -> Iterator[Problem]:
    word = str(spot.word())
    if "*" not in word or re.fullmatch(r"[^*]*[^*.]\.\*", word):
        return
    stem = word.partition("*")[0].rstrip(".")
    mend = f"write {stem}.* for every kind that begins with {stem}." if stem else "name them: [traffic.*, court.*]."
    yield spot.problem("bad-pattern", f'found "{word}"; a star stands only at the end, after a name and a dot.', mend)


def _without_score(whole: Spot) -> Iterator[Problem]:
    if whole.get("score") is not None:
        return
    if bands := _given(whole, "bands"):
        yield bands.at_key("needs-score", "the ruleset has no score, and so no bands.", "delete them, or add a score.")
    for rule in whole.entries("rules"):
        for key in ("points", "points_per", "factor"):
            if spot := rule.get(key):
                found = f"the ruleset has no score, and so no rule has {key}."
                yield spot.at_key("needs-score", found, "delete it, or add a score.")


def _score(whole: Spot) -> Iterator[Problem]:
    yield from order_problems(whole.get("score", "floor"), whole.get("score", "ceiling"), "floor", "ceiling")
    for factor in whole.entries("score", "factors"):
        for key, sign, side in (("min", 1, "above"), ("max", -1, "below")):
            spot = factor.get(key)
            number = number_of(spot)
            if spot and number is not None and number * sign > 0:
                found = f"{key} is {number}; a factor begins at 0, so that its {key} is never {side} 0."
                yield spot.problem("bounds-crossed", found, f"write {-number} or 0.")


def _bands(whole: Spot) -> Iterator[Problem]:
    bands = whole.entries("bands")
    above: int | None = None
    for place, band in enumerate(bands, start=1):
        bound = band.get("from")
        number = number_of(bound)
        if place == len(bands):
            if bound:
                found = "the last band has no from: it holds for all scores below the others."
                yield bound.problem("last-band-from", found, "delete the from, or add a band below.")
        elif bound is None:
            found = "every band but the last says from which score on it holds."
            yield band.problem("band-without-from", found, 'add "from: ...".')
        elif number is not None:
            if above is not None and number >= above:
                found = f"found {number} after {above}; bands stand best first, and from falls from one to the next."
                yield bound.problem("bands-out-of-order", found, f"write a number below {above}, or move the band up.")
            above = number


def _derived_lists(whole: Spot) -> Iterator[Problem]:
    derived = [entry for entry in whole.entries("lists") if entry.get("entered_when")]
    names = {entry.path[-1] for entry in derived}
    for entry in derived:
        for key in ("carry", "lasts_months"):
            if spot := _given(entry, key):
                found = f"a list with entered_when has no {key}: who is on it follows from the lists that it counts."
                yield spot.at_key("derived-list", found, "delete it here, and give it to the lists that are counted.")
        for spot in entry.words("entered_when", "of"):
            if spot.word() in names:
                found = f'the list "{spot.word()}" has entered_when itself.'
                yield spot.problem("derived-list", found, "name the lists that it counts instead.")
    for rule in whole.entries("rules"):
        for spot in rule.words("lists"):
            if spot.word() in names:
                found = f'the list "{spot.word()}" fills itself, by its entered_when; no rule names it.'
                yield spot.problem("derived-list", found, "name a list that it counts, or delete its entered_when.")


def _examples(whole: Spot) -> Iterator[Problem]:
    opens = day_of(whole.get("opens_on"))
    for example in whole.entries("examples"):
        spot = example.get("as_of")
        day = day_of(spot)
        if spot and opens and day and day < opens:
            found = f"{day} is before the ruleset opens, on {opens}."
            yield spot.problem("before-opening", found, f"write {opens} or a later day.")
        for column in OF_EVERY_SUBJECT:
            if cell := example.get("subject", column):
                found = f"every subject has its {column}, and no table a column of that name."
                yield cell.at_key("reserved-column", found, OF_EVERY_SUBJECT[column])


def _given(spot: Spot, key: str) -> Spot | None:
    """What stands under a key; an empty list is as good as none."""
    found = spot.get(key)
    return found if found and (isinstance(found.node, Scalar) or found.entries()) else None
