"""A transparency record as Markdown and as a page; what is not said stays visible as a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilot.disclosure.shown.level_words import withheld
from pilot.disclosure.shown.view import Blank
from pilot.report.printed_page import blank, page, text
from pilot.report.transparency import MODELS, Field, Section, TransparencyRecord, in_tier

TIERS = {1: "Tier 1: for everybody", 2: "Tier 2: for specialists"}
NOT_SAID = "not stated"
HEADS = ("rule", "text", "points", "basis", "place in the source")


def record_markdown(record: TransparencyRecord) -> str:
    """The record as Markdown that GitHub and others draw; everything from data is escaped."""
    lines = [f"# Transparency record: {_md(record.title)}", "", _followed(record, markdown=True)]
    for tier, title in TIERS.items():
        lines += ["", f"## {title}"]
        for section in in_tier(record, tier):
            lines += ["", f"### {_md(section.title)}", "", "| question | answer |", "| --- | --- |"]
            lines += [f"| {_md(field.question)} | {_answer_md(field)} |" for field in section.fields]
    lines += ["", "### The rulebook", "", *_rules_md(record), "", f"Receipt: {_md(record.receipt)}"]
    return "\n".join(lines) + "\n"


def record_html(record: TransparencyRecord) -> str:
    """The record as a page of its own."""
    tiers = "".join(
        f"<h2>{title}</h2>{''.join(_section_html(section) for section in in_tier(record, tier))}"
        for tier, title in TIERS.items()
    )
    body = (
        f"<h1>Transparency record: {text(record.title)}</h1><p>{_followed(record, markdown=False)}</p>{tiers}"
        f'<h3>The rulebook</h3>{_rules_html(record)}<p class="receipt">Receipt: {text(record.receipt)}</p>'
    )
    return page(f"Transparency record: {record.title}", body)


def missing(answer: Blank | None) -> str:
    """What a blank says: which item is withheld, or that nothing is stated."""
    if answer is None:
        return NOT_SAID
    return withheld(answer)


def _followed(record: TransparencyRecord, *, markdown: bool) -> str:
    links = [f"[{name}]({url})" if markdown else f'<a href="{text(url)}">{text(name)}</a>' for name, url in MODELS]
    blanks = f"{record.blanks} of its questions have no answer here."
    return f"Made by an emulator, for teaching, after the questions of {' and '.join(links)}. {blanks}"


def _answer_md(field: Field) -> str:
    return _md(field.answer) if isinstance(field.answer, str) else f"▨ *{missing(field.answer)}*"


def _rules_md(record: TransparencyRecord) -> Iterator[str]:
    if isinstance(record.rules, Blank):
        yield f"▨ *{missing(record.rules)}*"
        return
    yield f"| {' | '.join(HEADS)} |"
    yield f"|{' --- |' * len(HEADS)}"
    for row in record.rules:
        yield f"| {' | '.join(_md(cell) for cell in row)} |"


def _md(said: str) -> str:
    """Text in which no character means anything to Markdown, on one line."""
    one_line = " ".join(said.split())
    return re.sub(r"([\\`*_\[\]|~#])", r"\\\1", one_line.replace("&", "&amp;").replace("<", "&lt;"))


def _section_html(section: Section) -> str:
    told = "".join(f"<dt>{text(field.question)}</dt><dd>{_answer_html(field)}</dd>" for field in section.fields)
    return f"<h3>{text(section.title)}</h3><dl>{told}</dl>"


def _answer_html(field: Field) -> str:
    return text(field.answer) if isinstance(field.answer, str) else blank(missing(field.answer))


def _rules_html(record: TransparencyRecord) -> str:
    if isinstance(record.rules, Blank):
        return f"<p>{blank(missing(record.rules))}</p>"
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADS)
    rows = "".join(f"<tr>{''.join(f'<td>{text(cell)}</td>' for cell in row)}</tr>" for row in record.rules)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
