"""A transparency record as Markdown and as a page; what is not stated stays visible as a blank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from pilot.disclosure.shown.level_words import withheld
from pilot.disclosure.shown.view import Blank
from pilot.report.printed_page import blank, page
from pilot.report.transparency import MODELS, Field, Section, TransparencyRecord, in_tier

TIERS = {1: "Tier 1: for everybody", 2: "Tier 2: for specialists"}
NOT_STATED = "not stated"
HEADS = ("rule", "text", "points", "basis", "place in the source")
MADE = "Made by an emulator, for teaching, after the questions of"
STYLE = Markup("""
.rules td { overflow-wrap: anywhere; } .rules td:nth-child(2) { overflow-wrap: normal; }
@media (max-width: 34rem) {
  .rules, .rules tbody, .rules tr, .rules td { display: block; } .rules thead { display: none; }
  .rules tr { border-bottom: 1px solid var(--line); padding: .5rem 0; } .rules td { border: 0; padding: 0; }
  .rules td::before { content: attr(data-name) ": "; font-size: .85em; }
}
""")
RECORD = Markup(
    "<h1>Transparency record: {title}</h1><p>{followed}</p>{tiers}"
    '<h3>The rulebook</h3>{rules}<p class="receipt">Receipt: {receipt}</p>'
)


def record_markdown(record: TransparencyRecord) -> str:
    """The record as Markdown that GitHub and others draw; everything from data is escaped."""
    lines = [f"# Transparency record: {_md(record.title)}", "", _followed_md(record)]
    for tier, title in TIERS.items():
        lines += ["", f"## {title}"]
        for section in in_tier(record, tier):
            lines += ["", f"### {_md(section.title)}", "", "| question | answer |", "| --- | --- |"]
            lines += [f"| {_md(field.question)} | {_answer_md(field)} |" for field in section.fields]
    lines += ["", "### The rulebook", "", *_rules_md(record), "", f"Receipt: {_md(record.receipt)}"]
    return "\n".join(lines) + "\n"


def record_html(record: TransparencyRecord) -> Markup:
    """The record as a page of its own."""
    body = RECORD.format(
        title=record.title,
        followed=_followed_html(record),
        tiers=Markup().join(_tier_html(record, tier) for tier in TIERS),
        rules=_rules_html(record),
        receipt=record.receipt,
    )
    return page(f"Transparency record: {record.title}", body, STYLE)


def missing(answer: Blank | None) -> str:
    """What a blank says: which item is withheld, or that nothing is stated."""
    if answer is None:
        return NOT_STATED
    return withheld(answer)


def _unanswered(record: TransparencyRecord) -> str:
    return f"{record.blanks} of its questions have no answer here."


def _followed_md(record: TransparencyRecord) -> str:
    models = " and ".join(f"[{name}]({url})" for name, url in MODELS)
    return f"{MADE} {models}. {_unanswered(record)}"


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


def _md(words: str) -> str:
    """Text in which no character means anything to Markdown, on one line."""
    one_line = " ".join(words.split())
    return re.sub(r"([\\`*_\[\]|~#])", r"\\\1", one_line.replace("&", "&amp;").replace("<", "&lt;"))


def _followed_html(record: TransparencyRecord) -> Markup:
    models = (Markup('<a href="{}">{}</a>').format(url, name) for name, url in MODELS)
    return Markup("{} {}. {}").format(MADE, Markup(" and ").join(models), _unanswered(record))


def _tier_html(record: TransparencyRecord, tier: int) -> Markup:
    sections = Markup().join(_section_html(section) for section in in_tier(record, tier))
    return Markup("<h2>{}</h2>{}").format(TIERS[tier], sections)


def _section_html(section: Section) -> Markup:
    fields = Markup().join(_field_html(field) for field in section.fields)
    return Markup("<h3>{}</h3><dl>{}</dl>").format(section.title, fields)


def _field_html(field: Field) -> Markup:
    answer = field.answer if isinstance(field.answer, str) else blank(missing(field.answer))
    return Markup("<dt>{}</dt><dd>{}</dd>").format(field.question, answer)


def _rules_html(record: TransparencyRecord) -> Markup:
    if isinstance(record.rules, Blank):
        return Markup("<p>{}</p>").format(blank(missing(record.rules)))
    head = Markup().join(Markup('<th scope="col">{}</th>').format(name) for name in HEADS)
    rows = Markup().join(Markup("<tr>{}</tr>").format(_cells_html(row)) for row in record.rules)
    return Markup('<table class="rules"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(head, rows)


def _cells_html(row: Iterable[str]) -> Markup:
    cell = Markup('<td data-name="{}">{}</td>')
    return Markup().join(cell.format(name, words) for name, words in zip(HEADS, row, strict=True))
