"""The faults that the models find, said to the person who edits: what was found, what is allowed, what to type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pilot.errors import Problem
from pilot.phrases import count
from pilot.ruleset.model import KINDS_OF_WHEN, KindOfWhen
from pilot.ruleset.model.shapes import keys_of, parts_at, union_tags
from pilot.ruleset.model.values import LARGEST_AMOUNT
from pilot.ruleset.reading import mends
from pilot.ruleset.reading.nodes import Node, Scalar
from pilot.ruleset.reading.places import Path, Spot, top
from pilot.ruleset.reading.wrong_kind import EXPECTED, wrong_kind
from pilot.written_forms import FIRST_DAY, LAST_DAY

_TWO_NUMBERS = "write the lowest and the highest number: [-5, 0]."


@dataclass(frozen=True, slots=True)
class ModelFault:
    """One error of pydantic's, and the spot in the tree that it speaks of; `way` is its location without union tags."""

    error: ErrorDetails
    way: Path
    spot: Spot

    @property
    def limits(self) -> dict[str, Any]:
        """The figures and words that pydantic hands over with the error."""
        return self.error.get("ctx", {})


def model_problems(error: ValidationError, tree: Node, most: int) -> list[Problem]:
    """The problems behind a validation error, at most so many."""
    return [_problem(details, tree) for details in error.errors(include_url=False)[:most]]


def _problem(error: ErrorDetails, tree: Node) -> Problem:
    way = tuple(step for step in error["loc"] if step not in union_tags())
    about_key = way[-1:] == ("[key]",)
    way = way[:-1] if about_key else way
    kind, fault = error["type"], ModelFault(error, way, _deepest(tree, way))
    if kind == "extra_forbidden" or about_key:
        return _unknown_key(fault)
    if kind == "missing":
        return _missing(fault)
    if isinstance(fault.spot.node, Scalar) and fault.spot.node.word is None:
        return _empty(fault)
    if kind in EXPECTED:
        return wrong_kind(fault.spot, fault.way, EXPECTED[kind])
    return _SAYERS.get(kind, _other)(fault)


def _deepest(tree: Node, way: Path) -> Spot:
    """The spot at the end of the way, or the last one there is on it."""
    spot = top(tree)
    for step in way:
        inner = spot.child(step)
        if inner is None:
            break
        spot = inner
    return spot


def _unknown_key(fault: ModelFault) -> Problem:
    key = str(fault.way[-1])
    mark, path = fault.spot.key or fault.spot.mark, fault.spot.path
    if fault.error["type"] == "extra_forbidden":
        known = [name for part in parts_at(fault.way[:-1]) for name in keys_of(part)]
    elif fault.error["type"] == "literal_error":
        known = mends.choices(fault.limits["expected"])
    else:
        return mark.problem("not-an-id", f'"{key}" cannot be a name here.', mends.ID, path=path)
    if key in known:
        found = "this does not go together with the other keys here."
        *first, last = map(_kind_of_when, KINDS_OF_WHEN)
        mend = f"keep one of {', '.join(first)} and {last}; where another ruleset is extended, null removes."
        return mark.problem("unknown-key", found, mend, path=path)
    mend = mends.nearest(key, known) or "delete it, or use one of these keys."
    return mark.problem("unknown-key", "there is no such key here.", mend, f"Keys here: {', '.join(known)}.", path)


def _kind_of_when(kind: type[KindOfWhen]) -> str:
    """The key, and what the rule then holds for where the key does not say it: kind (for records)."""
    return kind.key if kind.key in kind.noun else f"{kind.key} (for {kind.noun})"


def _missing(fault: ModelFault) -> Problem:
    key = fault.way[-1]
    if isinstance(key, int):
        return fault.spot.problem("two-numbers", f"found {count(key, 'number')}.", _TWO_NUMBERS, "It takes two.")
    found = f'the key "{key}" is missing.'
    if fault.way[-2:] == ("when", "kind"):
        others = "".join(f", or {kind.key}" for kind in KINDS_OF_WHEN[1:]).removeprefix(",")
        return fault.spot.problem("missing-key", found, f'add "kind: ...", the kind of record;{others}.')
    about = next((keys_of(part)[key] for part in parts_at(fault.way[:-1]) if key in keys_of(part)), "")
    return fault.spot.problem("missing-key", found, f'add "{key}: ...". {about}'.rstrip())


def _empty(fault: ModelFault) -> Problem:
    mend = "give a value after the colon." if fault.spot.key else "give a value, or delete the entry."
    return fault.spot.problem("empty-value", "nothing is given here.", mend)


def _unknown_word(fault: ModelFault) -> Problem:
    known, node = mends.choices(fault.limits["expected"]), fault.spot.node
    allowed = f"Allowed: {', '.join(known)}."
    if not isinstance(node, Scalar):
        found = f"found {mends.shown(node)} where one word belongs."
        return fault.spot.problem("unknown-word", found, mends.single(node, "one word"), allowed)
    if known == ["1"]:
        found = f"found {mends.shown(node)}, a version of the format that this program does not know."
        return fault.spot.problem("unknown-version", found, "write 1.")
    word = str(node.word)
    mend = mends.meant_by(word, known) or mends.nearest(word, known) or f"write {mends.either(known)}."
    return fault.spot.problem("unknown-word", f"found {mends.shown(node)}.", mend, allowed)


def _out_of_range(fault: ModelFault) -> Problem:
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    limit = " and ".join(f"{words[name]} {bound:,}" for name, bound in fault.limits.items() if name in words)
    found = mends.shown(fault.spot.node)
    return fault.spot.problem("out-of-range", f"found {found}.", f"write a number that is {limit}.")


def _too_short(fault: ModelFault) -> Problem:
    return fault.spot.problem("empty-value", "nothing is named here.", "name at least one.")


def _too_long(fault: ModelFault) -> Problem:
    found = f"found {count(fault.limits['actual_length'], 'number')}."
    return fault.spot.problem("two-numbers", found, _TWO_NUMBERS, "It takes two.")


def _in_quotes(fault: ModelFault) -> Problem:
    word = fault.limits["text"]
    return fault.spot.problem(
        "number-in-quotes", f'found the text "{word}" where a number belongs.', f"write {word} without quotes."
    )


def _no_such_date(fault: ModelFault) -> Problem:
    word = fault.limits["text"]
    return fault.spot.problem("no-such-date", f"{word} is not a day of the calendar.", mends.real_day(word))


def _date_out_of_range(fault: ModelFault) -> Problem:
    found = f"{fault.limits['text']} is outside what can be worked with."
    return fault.spot.problem(
        "date-out-of-range", found, "correct the year.", f"Days run from {FIRST_DAY} to {LAST_DAY}."
    )


def _number_too_large(fault: ModelFault) -> Problem:
    found, most = f"found {mends.shown(fault.spot.node)}.", f"{LARGEST_AMOUNT:,}"
    return fault.spot.problem("out-of-range", found, f"write a number below {most} in size.")


def _number_too_fine(fault: ModelFault) -> Problem:
    found = f"found {mends.shown(fault.spot.node)}, with more than six decimals."
    return fault.spot.problem("too-many-decimals", found, "round it to six decimals.")


def _no_bound(fault: ModelFault) -> Problem:
    return fault.spot.problem("no-bound", "no bound is given.", "write {at_least: 1}, {below: 10}, or both.")


def _one_bound(fault: ModelFault) -> Problem:
    found = "a contact counts by one bound of its score, neither none nor two."
    return fault.spot.problem("one-bound", found, "give score_below or score_at_least.")


def _nothing_expected(fault: ModelFault) -> Problem:
    found = "nothing is expected of this example."
    keys = ", ".join(name for part in parts_at(fault.way) for name in keys_of(part))
    return fault.spot.problem("nothing-expected", found, f"give at least one of {keys}.")


def _other(fault: ModelFault) -> Problem:
    code, found = fault.error["type"].replace("_", "-"), fault.error["msg"]
    return fault.spot.problem(code, f"{found[:1].lower()}{found[1:]}.", "compare with a shipped ruleset.")


_SAYERS: dict[str, Callable[[ModelFault], Problem]] = {
    "literal_error": _unknown_word,
    "greater_than_equal": _out_of_range,
    "greater_than": _out_of_range,
    "less_than_equal": _out_of_range,
    "less_than": _out_of_range,
    "too_short": _too_short,
    "too_long": _too_long,
    "number-in-quotes": _in_quotes,
    "no-such-date": _no_such_date,
    "date-out-of-range": _date_out_of_range,
    "too-large": _number_too_large,
    "too-fine": _number_too_fine,
    "no-bound": _no_bound,
    "one-bound": _one_bound,
    "nothing-expected": _nothing_expected,
}
