"""Names that must lead somewhere: sources, lists, factors, consequences, grades and rules that a ruleset speaks of.

The checks read the tree, not the models, so that an unknown name is reported beside faults of any other kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pilot.errors import Problem
from pilot.ruleset.reading import mends
from pilot.ruleset.reading.nodes import Items, Map, Node
from pilot.ruleset.reading.places import Spot, top

_WITH_SOURCE = ("rules", "bands", "lists", "consequences")
_WITH_BASES = ("score", "disclosure", "recourse")


class _Kind(NamedTuple):
    """A kind of name: where such names are given, which there are (None: not to be told), and where they are used."""

    noun: str
    home: str
    known: list[str] | None
    uses: Iterable[Spot]


def reference_problems(tree: Node) -> Iterator[Problem]:
    """All names in the tree that lead nowhere."""
    whole = top(tree)
    rules, examples = whole.entries("rules"), whole.entries("examples")
    rule_ids = _own_names(whole, "rules", "id")
    kinds = (
        _Kind("source", "sources", _keys(whole, "sources"), _cited(whole)),
        _Kind("list", "lists", _keys(whole, "lists"), _named_lists(whole)),
        _Kind("factor", "score > factors", _factors(whole), _at(rules, "factor")),
        _Kind("consequence", "consequences", _keys(whole, "consequences"), _followed(whole)),
        _Kind("grade", "bands", _own_names(whole, "bands", "grade"), _graded(whole)),
        _Kind("rule", "rules", rule_ids, (spot for entry in whole.entries("since") for spot in entry.words("rules"))),
        _Kind("reason", "rules", rule_ids and ["score", *rule_ids], _at(examples, "expect", "because")),
    )
    for kind in kinds:
        if kind.known is not None:
            yield from _unknown(kind, set(kind.known))
    yield from _without_field(whole)


def _own_keys(part: Spot) -> list[str]:
    return list(part.node.values) if isinstance(part.node, Map) else []


def _unknown(kind: _Kind, known: set[str]) -> Iterator[Problem]:
    for spot in kind.uses:
        word = spot.word()
        if word is None or word in known:
            continue
        mend = mends.nearest(word, kind.known or ()) or f"add it under {kind.home}, or use a name that stands there."
        here = mends.listed(f"{kind.noun.capitalize()}s", kind.known or ())
        yield spot.problem(f"unknown-{kind.noun}", f'{kind.noun} "{word}" is not in this ruleset.', mend, here)


def _keys(whole: Spot, part: str) -> list[str] | None:
    """The keys of a map, none where it is not given; None where something else stands there, a fault of its own."""
    spot = whole.get(part)
    if spot is None:
        return None if part == "sources" else []
    return list(spot.node.values) if isinstance(spot.node, Map) else None


def _factors(whole: Spot) -> list[str] | None:
    """The factors of the score; None without a score, where a factor is a fault of its own."""
    score = whole.get("score")
    return _keys(score, "factors") if score else None


def _own_names(whole: Spot, part: str, key: str) -> list[str] | None:
    """The names that the entries of a list give themselves, as `_keys` gives those of a map."""
    spot = whole.get(part)
    if spot is not None and not isinstance(spot.node, Items):
        return None
    return [word for entry in whole.entries(part) if (word := entry.word(key))]


def _at(spots: Iterable[Spot], *way: str) -> Iterator[Spot]:
    return (found for spot in spots if (found := spot.get(*way)))


def _cited(whole: Spot) -> Iterator[Spot]:
    citations = [entry.get("source") for part in (*_WITH_SOURCE, "since") for entry in whole.entries(part)]
    citations += [cited for _, cited in _apart(whole)]
    for citation in citations:
        if citation:
            yield from _at([citation], "ref")
            yield from citation.words("disputed_by")


def _apart(whole: Spot) -> Iterator[tuple[Spot, Spot]]:
    """Each citation of `basis_of`, after the part of which it cites a field."""
    parts = [entry for part in _WITH_SOURCE for entry in whole.entries(part)]
    parts += [whole, *(spot for key in _WITH_BASES if (spot := whole.get(key)))]
    for part in parts:
        for citation in part.entries("basis_of"):
            yield part, citation


def _without_field(whole: Spot) -> Iterator[Problem]:
    """Citations of `basis_of` for fields that are not there."""
    for part, citation in _apart(whole):
        name = str(citation.step)
        if name.partition(".")[0] in ("basis_of", "source") or part.get(*name.split(".")) is None:
            known = [key for key in _own_keys(part) if key not in ("basis_of", "source")]
            mend = mends.nearest(name, known) or "give it, or name a field that is there, dotted where it lies deeper."
            yield citation.at_key("unknown-field", f'there is no field "{name}" here whose source this could be.', mend)


def _named_lists(whole: Spot) -> Iterator[Spot]:
    for rule in whole.entries("rules"):
        yield from _at([rule], "when", "while_on")
        yield from rule.words("lists")
    for entry in whole.entries("lists"):
        yield from entry.words("entered_when", "of")
    for example in whole.entries("examples"):
        yield from example.words("expect", "lists")


def _followed(whole: Spot) -> Iterator[Spot]:
    for part in ("bands", "lists"):
        for entry in whole.entries(part):
            yield from entry.words("consequences")


def _graded(whole: Spot) -> Iterator[Spot]:
    yield from _at(whole.entries("rules"), "override", "grade")
    yield from _at(whole.entries("examples"), "expect", "grade")
