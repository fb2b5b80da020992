"""`pilot explain`: one subject's ledger with every amount taken apart, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import typer

from pilot.city.city import City
from pilot.commands.assessing.alternatives import print_mending, print_near_misses
from pilot.commands.terminal.arguments import day_or_last, ruleset_and_city
from pilot.commands.terminal.option_types import CityGiven, DayGiven, RulesetGiven, SubjectGiven, WrittenGiven
from pilot.commands.terminal.terminal_page import TerminalPage
from pilot.evaluation.assess import evaluate
from pilot.evaluation.one_subject.explain import Explanation, Line, Stay
from pilot.evaluation.one_subject.explain import explain as explain_subject
from pilot.evaluation.one_subject.mend import mends as find_mends
from pilot.evaluation.one_subject.steps import grouped, signed
from pilot.evaluation.one_subject.take_backs import entry_name
from pilot.evaluation.one_subject.why_not import whynot
from pilot.evaluation.plain.results import Burden
from pilot.evaluation.plain.rows import Record, Subject
from pilot.phrases import count
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.origins import changed_here, title_of
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.reading.source_text import one_line
from pilot.ruleset.sentences.basis_phrases import basis_phrase

INDENT = 5


def explain(
    ruleset: RulesetGiven,
    subject: SubjectGiven,
    city: CityGiven = None,
    written: WrittenGiven = None,
    as_of: DayGiven = None,
    why_not: Annotated[
        bool, typer.Option("--why-not", help="Add the rules that came near, condition by condition.")
    ] = False,
    mends: Annotated[bool, typer.Option("--mends", help="Add what the resident could do to change the grade.")] = False,
) -> None:
    """Explain one resident's points, line by line.

    Each posting stands with its rule, the rule's source, the record behind it and the arithmetic.
    """
    rules, place = ruleset_and_city(ruleset, city, written)
    day = day_or_last(as_of, place)
    explanation = explain_subject(rules, place, subject, day)
    page = TerminalPage()
    _head(page, explanation, rules, place)
    _ledger(page, explanation, rules, _kind_titles(place))
    _factors(page, explanation)
    _stays(page, explanation.memberships, rules)
    _burdens(page, explanation, rules)
    if why_not:
        print_near_misses(page, whynot(rules, place, subject, day))
    if mends:
        print_mending(page, find_mends(rules, place, subject, day))
    page.gap()
    page.text(f"Receipt: {Receipt.of(evaluate(rules, place, day))}")


def _kind_titles(city: City) -> dict[str, str]:
    return dict(zip(city.kinds["kind"], city.kinds["title"], strict=True))


def _head(page: TerminalPage, explanation: Explanation, ruleset: Ruleset, city: City) -> None:
    subject, standing = explanation.subject, explanation.standing
    page.text(f"{_name(city, subject)} ({subject.subject_id}), {subject.type}")
    page.text(f"{title_of(ruleset)}: {city.title}, {explanation.as_of}")
    page.gap()
    page.text(explanation.scope)
    if standing is not None and standing.score is not None:
        grade = f", grade {standing.grade}" if standing.grade else ""
        page.text(f"Score {grouped(standing.score)}{grade}. {explanation.because}".rstrip())


def _name(city: City, subject: Subject) -> str:
    table = city.companies if subject.type == "company" else city.residents
    return one_line(str(table.loc[table["subject_id"] == subject.subject_id, "name"].iloc[0]))


def _ledger(page: TerminalPage, explanation: Explanation, ruleset: Ruleset, titles: dict[str, str]) -> None:
    if not explanation.lines:
        page.heading("Ledger: no postings")
        return
    page.heading(f"Ledger: {count(len(explanation.lines), 'posting')}")
    for line in explanation.lines:
        page.gap()
        page.text(_row(line))
        if line.rule is not None:
            page.text(f"{entry_name(line.type, line.rule.text)} [{line.rule.id}]", INDENT, "Rule:")
        # What is taken back stands with its source and record where it was posted.
        if line.rule is not None and line.reverses is None:
            page.text(_source(line.rule, ruleset), INDENT, "Source:")
        if line.record is not None and line.reverses is None:
            page.text(_record(line.record, titles, explanation.as_of), INDENT, "Record:")
        for number, step in enumerate(line.steps):
            page.text(step.sentence, INDENT, "How:" if number == 0 else " ")
        for sentence in _links(line):
            page.text(sentence, INDENT, " ")


def _row(line: Line) -> str:
    after = "" if line.score is None else f"  score {grouped(line.score)}"
    grade = f"  grade {line.grade}" if line.grade else ""
    note = f"  ({line.note})" if line.note else ""
    return f"{line.number:>3}. {line.date}  {line.type:<10} {signed(line.points):>7}{after}{grade}{note}"


def _source(rule: Rule, ruleset: Ruleset) -> str:
    cited = rule.source
    source = ruleset.sources.get(cited.ref) if cited.ref else None
    parts = [source.title if source else "none", cited.at]
    here = changed_here(ruleset)
    changed, source_changed = here.words("rules", rule.id), here.words("sources", cited.ref or "")
    words = changed or basis_phrase(rule)
    basis = f" ({words})" if words else ""
    basis += f"; the source itself was {source_changed}" if source_changed else ""
    disputed = [ruleset.sources[ref].title for ref in cited.disputed_by if ref in ruleset.sources]
    against = f"; disputed by {'; '.join(disputed)}" if disputed else ""
    return ", ".join(part for part in parts if part) + basis + against


def _record(record: Record, titles: dict[str, str], as_of: dt.date) -> str:
    settled_on = record.settled_by(as_of)
    title = titles.get(record.kind, record.kind)
    parts = [
        f"{record.record_id} of {record.dated}",
        record.kind if title == record.kind else f"{title} ({record.kind})",
        f"amount {grouped(record.amount)}" if record.amount is not None else "",
        f"supplied by {record.agency}" if record.agency else "no agency named",
        f"settled on {settled_on}" if settled_on else "",
    ]
    return ", ".join(part for part in parts if part)


def _links(line: Line) -> Iterable[str]:
    if line.via_id is not None:
        yield f"Came from {line.via_id}."
    if line.reverses is not None:
        yield f"Takes back line {line.reverses}."
    if line.reversed_by is not None:
        yield f"Taken back by line {line.reversed_by}."


def _factors(page: TerminalPage, explanation: Explanation) -> None:
    if len(explanation.factors) < 2 and all(factor.factor is None for factor in explanation.factors):
        return
    page.heading("Factors")
    for factor in explanation.factors:
        counted = "" if factor.counted == factor.total else f", counted as {signed(factor.counted)}"
        page.text(f"{factor.title or factor.factor or 'without a factor'}: {signed(factor.total)}{counted}", INDENT)


def _stays(page: TerminalPage, stays: Iterable[Stay], ruleset: Ruleset) -> None:
    for number, stay in enumerate(stays):
        if number == 0:
            page.heading("Lists")
        membership = stay.membership
        until = f"to {membership.left_on}" if membership.left_on else "and still there"
        listed = ruleset.lists[membership.list_id]
        page.text(f"{listed.title} ({listed.kind}) from {membership.entered_on} {until}.", INDENT)
        page.text(f"{stay.entered} {stay.left or ''}".rstrip(), INDENT + 2)


def _burdens(page: TerminalPage, explanation: Explanation, ruleset: Ruleset) -> None:
    others = [burden for burden in explanation.caused if burden.bearer_id != explanation.subject.subject_id]
    for heading, burdens in (("Consequences borne", explanation.borne), ("Consequences that others bear", others)):
        if burdens:
            page.heading(heading)
        for burden in burdens:
            page.text(_burden(burden, explanation, ruleset), INDENT)


def _burden(burden: Burden, explanation: Explanation, ruleset: Ruleset) -> str:
    consequence = ruleset.consequences[burden.consequence_id]
    own = explanation.subject.subject_id
    who = "" if burden.bearer_id == own else f"{burden.bearer_id}: "
    whose = "" if burden.subject_id == own else f" of {burden.subject_id}"
    agency = f", by {burden.agency}" if burden.agency else ""
    force = "" if burden.in_force else "; not in force"
    return f"{who}{consequence.title} ({consequence.effect}{agency}), from {burden.cause}{whose}{force}."
