"""A ruleset's worked examples, each with whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import streamlit as st

from pilot.errors import DataError
from pilot.evaluation.examples import Found, Mismatch, run_example
from pilot.phrases import day, number, signed
from pilot.ruleset.model import Example, Ruleset
from pilot.ruleset.reading.load import fingerprint
from pilot.views import html

Outcome = tuple[Mismatch, ...] | str
"""Where an example comes out otherwise than it says; or why it cannot be run."""


def outcomes_of(ruleset: Ruleset) -> tuple[Outcome, ...]:
    """What becomes of each example, run once for all who look at the ruleset."""
    return _outcomes(ruleset, fingerprint(ruleset))


@st.cache_resource(max_entries=32, show_spinner=False)
def _outcomes(_ruleset: Ruleset, print_: str) -> tuple[Outcome, ...]:  # noqa: ARG001 (the key of the cache)
    return tuple(_outcome(_ruleset, example) for example in _ruleset.examples)


def _outcome(ruleset: Ruleset, example: Example) -> Outcome:
    try:
        return tuple(run_example(ruleset, example))
    except DataError as error:
        return " ".join(problem.found for problem in error.problems)


def worked(ruleset: Ruleset, kinds: Mapping[str, str]) -> str:
    """All examples, the count of those that hold first; `kinds` are the titles of kinds of record that have one."""
    if not ruleset.examples:
        return "<p>This ruleset has no worked examples.</p>"
    outcomes = outcomes_of(ruleset)
    hold = sum(not outcome for outcome in outcomes)
    said = (
        f"All {len(outcomes)} examples hold."
        if hold == len(outcomes)
        else f"{hold} of the {len(outcomes)} examples hold; the others say something that the rules do not give."
    )
    each = "".join(
        _example(example, outcome, kinds) for example, outcome in zip(ruleset.examples, outcomes, strict=True)
    )
    return (
        f"<p>{said} Each is a small case of its own, run by the engine that everything else here uses.</p>"
        f'<div class="pp-cases">{each}</div>'
    )


def _example(example: Example, outcome: Outcome, kinds: Mapping[str, str]) -> str:
    about = [f"On {day(example.as_of)}", *(f"{column} {cell}" for column, cell in example.subject.items())]
    records = "".join(f"<li>{said}</li>" for said in _records(example, kinds)) or "<li>No records.</li>"
    facts = "".join(f"<div><dt>{term}</dt><dd>{html.text(said)}</dd></div>" for term, said in _expected(example))
    return (
        '<section class="pp-case"><p '
        f'class="pp-holds">{_verdict(outcome)}</p><h3>{html.text(example.name)}</h3><ul>{records}</ul><p '
        f'class="pp-quiet">{html.text(", ".join(about))}</p><dl class="pp-terms">{facts}</dl></section>'
    )


def _records(example: Example, kinds: Mapping[str, str]) -> Iterator[str]:
    for record in example.records:
        said = kinds.get(record.kind, record.kind)
        said += "" if record.amount is None else f", amount {number(record.amount)}"
        said += f", from {record.agency}" if record.agency else ""
        said += f", settled {record.settled_on.isoformat()}" if record.settled_on else ""
        yield f'<span class="pp-num">{record.date.isoformat()}</span> <span>{html.text(said)}</span>'


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


def _verdict(outcome: Outcome) -> str:
    if not outcome:
        return "<b>Holds</b>"
    if isinstance(outcome, str):
        return f"<b>Cannot be run:</b> {html.text(outcome)}"
    said = "; ".join(f"{each.key} should be {_value(each.expected)} and is {_value(each.found)}" for each in outcome)
    return f"<b>Does not hold:</b> {html.text(said)}"


def _value(found: Found) -> str:
    if isinstance(found, tuple):
        return ", ".join(str(each) for each in found) or "none"
    return "none" if found is None else str(found)
