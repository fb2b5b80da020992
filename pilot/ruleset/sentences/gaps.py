"""What a ruleset leaves undefined, computed from the ruleset alone: each gap a sentence, with what it concerns."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from pilot.phrases import listed, opening_count, plural
from pilot.ruleset.model import Recourse, Ruleset
from pilot.ruleset.model.bases import known_from
from pilot.ruleset.model.values import AUDIENCES, Item

Concerns = Literal["ruleset", "rules", "lists", "consequences", "sources", "bands"]

VAGUE = re.compile(
    r"""\b(
        in\ some\ other\ way | (?:some|any|or)\ other | others?\ of\ (?:the|this|that)\ kind | and\ so\ on | etc |
        by\ circumstances | official\ judges | (?:is|are|was|were)\ (?:judged|held\ to) | held\ to\ be |
        what\ the\ \w+\ calls | as\ the\ \w+\ wants | serious(?:ly)? | severe(?:ly)? | gross(?:ly)? | minor | harmful |
        harm | untrustworthy | dishonest(?:ly)? | unreasonable | improper(?:ly)? | appropriate | immoral | indecent |
        lavish | grand\ scale | superstiti(?:on|ous) | uncivilised | undesirable | outstanding | trouble |
        (?:ill|bad)\ effect
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words and turns that leave it to somebody to say what they cover."""


@dataclass(frozen=True)
class Gap:
    """One thing that is left open: the sentence, and the ids (or grades) of what it concerns.

    `words` holds, for each of `names`, the words in question where the gap is about words; else it is empty.
    """

    sentence: str
    concerns: Concerns = "ruleset"
    names: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()


def gaps(ruleset: Ruleset) -> tuple[Gap, ...]:
    """All gaps, first those of the rules, then of what follows from them, then of what people are told."""
    return tuple(gap for find in _FINDERS for gap in find(ruleset))


def vague_words(text: str) -> tuple[str, ...]:
    """The words of a text that leave it open what they cover, in lower case, each once, in their order."""
    return tuple(dict.fromkeys(match[0].lower() for match in VAGUE.finditer(text)))


def _vague(ruleset: Ruleset) -> Iterator[Gap]:
    found = {rule.id: words for rule in ruleset.rules if (words := vague_words(rule.text))}
    if found:
        sentence = (
            _counted(found, "rule", "uses words", "use words")
            + " that no rule defines: somebody has to judge what they cover."
        )
        yield Gap(sentence, "rules", tuple(found), tuple(found.values()))


def _weights(ruleset: Ruleset) -> Iterator[Gap]:
    guessed = [rule.id for rule in ruleset.rules if rule.source.basis == "conjectured"]
    ranged = [rule.id for rule in ruleset.rules if rule.plausible and rule.source.basis != "conjectured"]
    if guessed:
        sentence = _counted(guessed, "rule", "is a guess", "are guesses")
        yield Gap(f"{sentence}: the real scheme does not disclose what it counts.", "rules", tuple(guessed))
    if ranged:
        sentence = _counted(
            ranged, "rule", "has a range in place of its weight", "have a range in place of their weight"
        )
        yield Gap(f"{sentence}; the points are a choice inside it.", "rules", tuple(ranged))


def _endless(ruleset: Ruleset) -> Iterator[Gap]:
    lasting = [rule for rule in ruleset.rules if "until" in rule.when.allows and rule.until is None]
    points = [rule.id for rule in lasting if rule.has_points and rule.expires_after_months is None]
    grades = [rule.id for rule in lasting if rule.override and rule.override.months is None]
    if points:
        sentence = _counted(points, "rule", "has points that never end", "have points that never end")
        yield Gap(f"{sentence}.", "rules", tuple(points))
    if grades:
        sentence = _counted(grades, "rule", "holds the grade down", "hold the grade down")
        yield Gap(f"{sentence} without an end.", "rules", tuple(grades))


def _unsourced(ruleset: Ruleset) -> Iterator[Gap]:
    cited = {rule.id: rule.source for rule in ruleset.rules}
    lacking = {
        ("names no source", "name no source"): [name for name, source in cited.items() if not source.ref],
        ("names a source and no place in it", "name a source and no place in it"): [
            name for name, source in cited.items() if source.ref and not source.at
        ],
        (
            "has no basis: how much the source carries is not said",
            "have no basis: how much the source carries is not said",
        ): [name for name, source in cited.items() if source.basis is None],
    }
    yield from _gaps_for("rule", "rules", lacking)


def _unlinked(ruleset: Ruleset) -> Iterator[Gap]:
    lost = [key for key, source in ruleset.sources.items() if source.url is None and source.kind != "own"]
    yield from _gaps_for(
        "source", "sources", {("has no address to look it up", "have no address to look them up"): lost}
    )


def _scale(ruleset: Ruleset) -> Iterator[Gap]:
    if ruleset.score is None:
        return
    ends = {"lower": ruleset.score.floor, "upper": ruleset.score.ceiling}
    open_ = [name for name, end in ends.items() if end is None]
    if open_:
        yield Gap(f"The score has no {listed(open_, 'and no')} end.")


def _bands(ruleset: Ruleset) -> Iterator[Gap]:
    silent = [band.grade for band in ruleset.bands if not band.consequences]
    if silent:
        grades = plural(len(silent), "grade")
        yield Gap(f"What follows from the {grades} {listed(silent, 'and')} is not said.", "bands", tuple(silent))


def _lists(ruleset: Ruleset) -> Iterator[Gap]:
    entered_by = {name: [rule for rule in ruleset.rules if name in rule.lists] for name in ruleset.lists}
    kept = {name: listing for name, listing in ruleset.lists.items() if listing.entered_when is None}
    endless = [
        name
        for name, listing in kept.items()
        if listing.lasts_months is None and any(rule.until is None for rule in entered_by[name])
    ]
    lacking = {
        ("has a way in and no way out", "have a way in and no way out"): endless,
        ("is entered through no rule", "are entered through no rule"): [name for name in kept if not entered_by[name]],
        ("has no consequence that is named", "have no consequence that is named"): [
            name for name, listing in ruleset.lists.items() if not listing.consequences
        ],
        ("names nobody who keeps it", "name nobody who keeps them"): [
            name for name, listing in ruleset.lists.items() if listing.agency is None
        ],
    }
    yield from _gaps_for("list", "lists", lacking)


def _consequences(ruleset: Ruleset) -> Iterator[Gap]:
    reached = {name for band in ruleset.bands for name in band.consequences}
    reached |= {name for listing in ruleset.lists.values() for name in listing.consequences}
    lacking = {
        ("names no agency that carries it out", "name no agency that carries them out"): [
            name for name, consequence in ruleset.consequences.items() if consequence.agency is None
        ],
        ("follows from no grade and no list", "follow from no grade and no list"): [
            name for name in ruleset.consequences if name not in reached
        ],
    }
    yield from _gaps_for("consequence", "consequences", lacking)


def _notice(ruleset: Ruleset) -> Iterator[Gap]:
    if ruleset.disclosure.notice == "none":
        yield Gap("No notice is promised: nobody has to be told of an entry, a grade or a listing.")


def _silence(ruleset: Ruleset) -> Iterator[Gap]:
    for audience, who in AUDIENCES.items():
        named = getattr(ruleset.disclosure, audience)
        silent = [item for item in get_args(Item) if item not in named]
        if not named:
            yield Gap(f"What {who} may see is not said at all, and so everything is hidden.")
        elif silent:
            yield Gap(f"What {who} may see of {listed(silent, 'and')} is not said, and so is hidden.")


def _untraced(ruleset: Ruleset) -> Iterator[Gap]:
    disclosure = ruleset.disclosure
    cells = [(audience, item) for audience in AUDIENCES for item in getattr(disclosure, audience)]
    lost = [".".join(cell) for cell in cells if known_from(disclosure, *cell) is None]
    if lost:
        sentence = _counted(lost, "cell", "of who is shown what names no source", "of who is shown what name no source")
        yield Gap(f"{sentence}.")


def _recourse(ruleset: Ruleset) -> Iterator[Gap]:
    recourse, repair = ruleset.recourse, ruleset.recourse.repair
    if recourse.is_silent:
        yield Gap("Whether an entry can be contested is not said.")
    elif not recourse.open_ways:
        yield Gap("There is no way to contest an entry.")
    else:
        yield from _objection(recourse)
        yield from _appeal(recourse)
    if repair is None or repair.available is None:
        yield Gap("Whether somebody can make good after a true entry is not said.")
    elif repair.available and repair.text is None:
        yield Gap("Somebody can make good after a true entry; how is not said.")


def _objection(recourse: Recourse) -> Iterator[Gap]:
    objection = recourse.objection
    if objection is None or objection.available is None:
        return
    if not objection.available:
        yield Gap("Nobody can object to a wrong entry, short of an appeal.")
    else:
        if objection.window_days is None:
            yield Gap("Within which time somebody can object to an entry is not said.")
        if objection.decided_by is None:
            yield Gap("Who decides on an objection is not said.")


def _appeal(recourse: Recourse) -> Iterator[Gap]:
    appeal = recourse.appeal
    if appeal is None or appeal.available is None:
        yield Gap("Whether a decision can be contested, and not an entry alone, is not said.")
    elif not appeal.available:
        yield Gap("Somebody can object to an entry; the decision that rests on it cannot be contested.")
    else:
        if appeal.window_days is None:
            yield Gap("Within which time an entry can be contested is not said.")
        if appeal.decided_by is None:
            yield Gap("Who decides on an appeal is not said.")


_FINDERS: Sequence[Callable[[Ruleset], Iterator[Gap]]] = (
    _vague,
    _weights,
    _endless,
    _unsourced,
    _unlinked,
    _scale,
    _bands,
    _lists,
    _consequences,
    _notice,
    _silence,
    _untraced,
    _recourse,
)


def _gaps_for(noun: str, concerns: Concerns, lacking: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Gap]:
    """A gap for every fault that something has; a fault is said in the singular and in the plural."""
    for (one, several), names in lacking.items():
        if names:
            yield Gap(f"{_counted(names, noun, one, several)}.", concerns, tuple(names))


def _counted(names: Collection[str], noun: str, one: str, several: str) -> str:
    return opening_count(len(names), f"{noun} {one}", f"{noun}s {several}")
