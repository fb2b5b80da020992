"""What changed between two rulesets, set like the articles: words taken out struck through, words put in underlined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from markupsafe import Markup

from pilot.ruleset.changes.diff import Change, PartName, RulesetDiff
from pilot.ruleset.changes.fields import FieldChange
from pilot.ruleset.changes.origins import changed_between
from pilot.ruleset.changes.word_spans import Span
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.sentences.rule_sentences import does, price, reads
from pilot.views import html
from pilot.views.pieces import marks

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


def style() -> Markup:
    """The sheet that this adds to that of the documents."""
    return html.style_sheet(Path(__file__).with_name("article_diff.css"))


def summary(diff: RulesetDiff) -> Markup:
    """One neutral sentence, and whether anything changes that is counted."""
    line = diff.summary
    counted = "What is counted changes." if diff.counts else "Nothing changes that is counted."
    effect = "" if diff.is_empty else f" {counted}"
    return Markup('<p class="pp-lead">{}.{}</p>').format(line[0].upper() + line[1:], effect)


def article_diff(diff: RulesetDiff) -> Markup:
    """All articles that differ, by the parts of the ruleset, under the one sentence."""
    return Markup('<div class="pp-diff">{}{}</div>').format(summary(diff), html.joined(_chapters(diff)))


def changed_article(change: Change, diff: RulesetDiff) -> Markup:
    """One article that differs: its name, what changed in sentences, and the words themselves."""
    return Markup(
        '<article class="pp-article pp-change"><p class="pp-no">{place}</p><div class="pp-law">'
        '<p class="pp-caps">{what}</p>{body}</div>{weights}</article>'
    ).format(place=_place(change), what=_what(change), body=_body(change, diff), weights=_weights(change))


def marked(spans: Iterable[Span]) -> Markup:
    """Stretches of text; that one is taken out or put in is seen by its line and heard by a word."""
    # Where a whole text is another, nothing else would keep the old from the new.
    return html.joined(_set(span) for span in spans).replace("</del><ins>", Markup("</del> <ins>"))


def _set(span: Span) -> Markup:
    """The space before a word stays outside the line that marks it."""
    word = span.text.lstrip()
    before = span.text[: len(span.text) - len(word)]
    return Markup("{}{}").format(before, _SET[span.kind].format(word) if word else "")


_SET = {
    "equal": Markup("{}"),
    "removed": Markup('<del><span class="pp-heard">[taken out: </span>{}<span class="pp-heard">]</span></del>'),
    "added": Markup('<ins><span class="pp-heard">[put in: </span>{}<span class="pp-heard">]</span></ins>'),
}


def _chapters(diff: RulesetDiff) -> Iterator[Markup]:
    for part, heading in HEADINGS.items():
        found = diff.of(part)
        if found:
            articles = html.joined(changed_article(change, diff) for change in found)
            yield Markup("<h2>{}</h2>{}").format(heading, articles)


def _place(change: Change) -> str:
    """The place among the rules; of one that is gone the place where it stood, struck through."""
    old, new = change.places
    if change.part != "rules":
        return ""
    return str(new) if new else marked([Span("removed", str(old))])


def _what(change: Change) -> str:
    """What happened to which article; a part that there is once has its name in the heading above."""
    named = f"{change.name} · {change.what}" if change.id else change.what
    return named if change.counts else f"{named} · not counted"


def _body(change: Change, diff: RulesetDiff) -> Markup:
    rule = change.after or change.before
    if isinstance(rule, Rule) and change.what in ("added", "removed"):
        return _whole(rule, diff.after if change.what == "added" else diff.before, change)
    text = next((field.words for field in change.fields if field.path == ("text",)), ())
    title = Markup()
    if isinstance(rule, Rule):
        title = Markup('<p class="pp-rule">{}</p>').format(marked(text) or rule.text)
    lines = [_line(field) for field in change.fields if not (title and field.path == ("text",))]
    others = [line for line in change.sentences if line not in {field.sentence for field in change.fields}]
    lines += [Markup("<li>{}</li>").format(line) for line in others]
    if here := changed_between(diff).words(change.part, change.id):
        lines.append(Markup("<li>{}</li>").format(marks.changed_mark(here)))
    sentences = html.repeated(Markup("<p>{}</p>"), (marked(pair.words) for pair in change.sentence_pairs))
    read = Markup('<div class="pp-reads">{}</div>').format(sentences) if sentences else Markup()
    listed = Markup('<ul class="pp-sentences">{}</ul>').format(html.joined(lines)) if lines else Markup()
    return title + listed + read


def _whole(rule: Rule, ruleset: Ruleset, change: Change) -> Markup:
    """A rule that came or went, as it is read."""
    sentences = " ".join((reads(rule, ruleset), *does(rule, ruleset)))
    span = Span("added" if change.what == "added" else "removed", rule.text)
    return Markup('<p class="pp-rule">{}</p><p class="pp-does">{}</p>').format(marked([span]), sentences)


def _line(field: FieldChange) -> Markup:
    """What changed in a field; of a text also the words."""
    shown = field.before and field.after and field.words
    words = Markup('<span class="pp-reworded">{}</span>').format(marked(field.words)) if shown else ""
    return Markup("<li>{}{}</li>").format(field.sentence, words)


def _weights(change: Change) -> Markup:
    """The points of a match before and after, where a rule has any."""
    sides = [price(side) if isinstance(side, Rule) else "" for side in (change.before, change.after)]
    if not any(sides):
        return Markup('<p class="pp-weight"></p>')
    old, new = sides
    spans = [Span("equal", new)] if old == new else [Span("removed", old), Span("added", new)]
    points = marked(span for span in spans if span.text)
    return Markup('<p class="pp-weight"><span class="pp-points">{}</span></p>').format(points)
