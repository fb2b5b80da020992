"""A ruleset's worked examples, each with whether it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from markupsafe import Markup

from pilot.errors import DataError
from pilot.evaluation.examples import Found, Mismatch, run_example, run_plainly
from pilot.evaluation.memo import Memo
from pilot.phrases import capitalised, count, day, number, plural, signed, those, whole
from pilot.ruleset.model import Example, Ruleset
from pilot.ruleset.reading.load import fingerprint
from pilot.views import html

MOST_FAILING = 5
Outcome = tuple[Mismatch, ...] | str
"""Where an example comes out otherwise than it says; or why it cannot be run."""
CASE = Markup(
    '<section class="pp-case"><p class="pp-holds">{verdict}</p><h3>{name}</h3><ul>{records}</ul>'
    '<p class="pp-quiet">{about}</p><dl class="pp-terms">{facts}</dl></section>'
)
RECORD = Markup('<li><span class="pp-num">{}</span> <span>{}</span></li>')


Run = Callable[[Ruleset, Example], Sequence[Mismatch]]


def outcomes_of(ruleset: Ruleset, run: Run = run_example) -> tuple[Outcome, ...]:
    """What becomes of each example, run once for all who look at the ruleset."""
    return _outcomes.get(
        (fingerprint(ruleset), run), lambda: tuple(_outcome(ruleset, example, run) for example in ruleset.examples)
    )


_outcomes = Memo(64)


def _outcome(ruleset: Ruleset, example: Example, run: Run) -> Outcome:
    try:
        return tuple(run(ruleset, example))
    except DataError as error:
        return " ".join(problem.found for problem in error.problems)


def failing(ruleset: Ruleset) -> Markup:
    """The examples that do not hold, beside what is being changed; nothing where all hold."""
    outcomes = zip(ruleset.examples, outcomes_of(ruleset, run_plainly), strict=True)
    items = [
        Markup("<li>“{}” {}</li>").format(example.name, verdict(outcome)) for example, outcome in outcomes if outcome
    ]
    if not items:
        return Markup()
    examples = count(len(ruleset.examples), "worked example")
    lead = f"{len(items):,} of {examples} {plural(len(items), 'does', 'do')} not hold."
    more = f"… and {len(items) - MOST_FAILING:,} more." if len(items) > MOST_FAILING else ""
    return Markup('<p><b>{}</b></p><ul class="pp-failing">{}</ul><p>{}</p>').format(
        lead, html.joined(items[:MOST_FAILING]), more
    )


def outcome_words(ruleset: Ruleset, place: int) -> str:
    """Whether the example at that position holds, in plain words."""
    return verdict(outcomes_of(ruleset, run_plainly)[place]).striptags() + "."


def worked(ruleset: Ruleset, kinds: Mapping[str, str]) -> Markup:
    """All examples, the count of those that hold first; `kinds` are the titles of kinds of record that have one."""
    if not ruleset.examples:
        return Markup("<p>This ruleset has no worked examples.</p>")
    outcomes = outcomes_of(ruleset)
    hold = sum(not outcome for outcome in outcomes)
    sentence = f"{capitalised(whole(len(outcomes), 'example holds', 'examples hold'))}."
    if hold < len(outcomes):
        of = those(len(outcomes), "example")
        sentence = f"{hold} of {of} {plural(hold, 'holds', 'hold')}; what differs is not what the rules give."
    examples = zip(ruleset.examples, outcomes, strict=True)
    return Markup(
        "<p>{} Each is a small case of its own, run by the engine that everything else here uses.</p>"
        '<div class="pp-cases">{}</div>'
    ).format(sentence, html.joined(_example(example, outcome, kinds) for example, outcome in examples))


def _example(example: Example, outcome: Outcome, kinds: Mapping[str, str]) -> Markup:
    about = [f"On {day(example.as_of)}", *(f"{column} {cell}" for column, cell in example.subject.items())]
    fact = Markup("<div><dt>{}</dt><dd>{}</dd></div>")
    return CASE.format(
        verdict=verdict(outcome),
        name=example.name,
        records=html.joined(_records(example, kinds)) or Markup("<li>No records.</li>"),
        about=", ".join(about),
        facts=html.joined(fact.format(term, expected) for term, expected in _expected(example)),
    )


def _records(example: Example, kinds: Mapping[str, str]) -> Iterator[Markup]:
    for record in example.records:
        words = kinds.get(record.kind, record.kind)
        words += "" if record.amount is None else f", amount {number(record.amount)}"
        words += f", from {record.agency}" if record.agency else ""
        words += f", settled {record.settled_on.isoformat()}" if record.settled_on else ""
        yield RECORD.format(record.date.isoformat(), words)


def _expected(example: Example) -> Iterator[tuple[str, str]]:
    expect = example.expect
    if expect.points is not None:
        yield "Points", ", ".join(signed(points) for points in expect.points) or "none"
    if expect.score is not None:
        yield "Score", number(expect.score)
    if expect.grade is not None:
        yield "Grade", expect.grade + (f", because of {expect.because}" if expect.because else "")
    if expect.lists is not None:
        yield "Lists", ", ".join(expect.lists) or "none"


def verdict(outcome: Outcome) -> Markup:
    """Whether an example holds, or what comes out otherwise."""
    if not outcome:
        return Markup("<b>Holds</b>")
    if isinstance(outcome, str):
        return Markup("<b>Cannot be run:</b> {}").format(outcome)
    mismatches = (
        f"{mismatch.key} should be {_value(mismatch.expected)} and is {_value(mismatch.found)}" for mismatch in outcome
    )
    return Markup("<b>Does not hold:</b> {}").format("; ".join(mismatches))


def _value(found: Found) -> str:
    if isinstance(found, tuple):
        return ", ".join(str(part) for part in found) or "none"
    return "none" if found is None else str(found)
