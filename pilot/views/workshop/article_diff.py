"""What changed between two rulesets, set like the articles: words taken out struck through, words put in underlined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pilot.ruleset.changes.diff import Change, PartName, RulesetDiff
from pilot.ruleset.changes.fields import FieldChange
from pilot.ruleset.changes.word_spans import Span
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.sentences.rule_sentences import does, price, reads
from pilot.views import html

HEADINGS: dict[PartName, str] = {
    "head": "General provisions",
    "rules": "Rules",
    "score": "Score",
    "bands": "Grades",
    "lists": "Lists",
    "consequences": "Consequences",
    "disclosure": "Who is shown what",
    "recourse": "What can be done",
    "sources": "Sources",
    "examples": "Worked examples",
}


@cache
def style() -> str:
    """The sheet that this adds to that of the documents."""
    return f"<style>{(Path(__file__).parent / 'article_diff.css').read_text(encoding='utf-8')}</style>"


def summary(diff: RulesetDiff) -> str:
    """One neutral sentence, and whether anything changes that is counted."""
    line = diff.summary
    counted = "What is counted changes." if diff.counts else "Nothing changes that is counted."
    effect = "" if diff.is_empty else f" {counted}"
    return f'<p class="pp-lead">{html.text(line[0].upper() + line[1:])}.{effect}</p>'


def article_diff(diff: RulesetDiff) -> str:
    """All articles that differ, by the parts of the ruleset, under the one sentence."""
    return f'<div class="pp-diff">{summary(diff)}{"".join(_chapters(diff))}</div>'


def changed_article(change: Change, diff: RulesetDiff) -> str:
    """One article that differs: its name, what changed in sentences, and the words themselves."""
    return (
        f'<article class="pp-article pp-change"><p class="pp-no">{_place(change)}</p><div class="pp-law">'
        f'<p class="pp-caps">{_what(change)}</p>{_body(change, diff)}</div>{_weights(change)}</article>'
    )


def marked(spans: Iterable[Span]) -> str:
    """Stretches of text; that one is taken out or put in is seen by its line and heard by a word."""
    # Where a whole text is another, nothing else would keep the old from the new.
    return "".join(_set(span) for span in spans).replace("</del><ins>", "</del> <ins>")


def _set(span: Span) -> str:
    """The space before a word stays outside the line that marks it."""
    word = span.text.lstrip()
    return span.text[: len(span.text) - len(word)] + (_SET[span.kind].format(html.text(word)) if word else "")


_SET = {
    "equal": "{}",
    "removed": '<del><span class="pp-heard">[taken out: </span>{}<span class="pp-heard">]</span></del>',
    "added": '<ins><span class="pp-heard">[put in: </span>{}<span class="pp-heard">]</span></ins>',
}


def _chapters(diff: RulesetDiff) -> Iterator[str]:
    for part, heading in HEADINGS.items():
        found = diff.of(part)
        if found:
            yield f"<h2>{heading}</h2>" + "".join(changed_article(change, diff) for change in found)


def _place(change: Change) -> str:
    """The place among the rules; of one that is gone the place where it stood, struck through."""
    old, new = change.places
    if change.part != "rules":
        return ""
    return str(new) if new else marked([Span("removed", str(old))])


def _what(change: Change) -> str:
    """What happened to which article; a part that there is once has its name in the heading above."""
    named = f"{change.name} · {change.what}" if change.id else change.what
    return html.text(named if change.counts else f"{named} · not counted")


def _body(change: Change, diff: RulesetDiff) -> str:
    rule = change.after or change.before
    if isinstance(rule, Rule) and change.what in ("added", "removed"):
        return _whole(rule, diff.after if change.what == "added" else diff.before, change)
    text = next((field.words for field in change.fields if field.path == ("text",)), ())
    title = f'<p class="pp-rule">{marked(text) or html.text(rule.text)}</p>' if isinstance(rule, Rule) else ""
    lines = "".join(_line(field) for field in change.fields if not (title and field.path == ("text",)))
    others = [line for line in change.sentences if line not in {field.sentence for field in change.fields}]
    lines += "".join(f"<li>{html.text(line)}</li>" for line in others)
    sentences = "".join(f"<p>{marked(pair.words)}</p>" for pair in change.sentence_pairs)
    read = f'<div class="pp-reads">{sentences}</div>' if sentences else ""
    return f'{title}<ul class="pp-told">{lines}</ul>{read}' if lines else title + read


def _whole(rule: Rule, ruleset: Ruleset, change: Change) -> str:
    """A rule that came or went, as it is read."""
    sentences = " ".join((reads(rule, ruleset), *does(rule, ruleset)))
    span = Span("added" if change.what == "added" else "removed", rule.text)
    return f'<p class="pp-rule">{marked([span])}</p><p class="pp-does">{html.text(sentences)}</p>'


def _line(field: FieldChange) -> str:
    """What changed in a field; of a text also the words."""
    shown = field.before and field.after and field.words
    words = f'<span class="pp-reworded">{marked(field.words)}</span>' if shown else ""
    return f"<li>{html.text(field.sentence)}{words}</li>"


def _weights(change: Change) -> str:
    """The points of a match before and after, where a rule has any."""
    sides = [price(side) if isinstance(side, Rule) else "" for side in (change.before, change.after)]
    if not any(sides):
        return '<p class="pp-weight"></p>'
    old, new = sides
    spans = [Span("equal", new)] if old == new else [Span("removed", old), Span("added", new)]
    return f'<p class="pp-weight"><span class="pp-points">{marked(span for span in spans if span.text)}</span></p>'
