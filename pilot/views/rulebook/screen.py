"""What are the rules?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import get_args

import streamlit as st
from markupsafe import Markup

from pilot.phrases import capitalised, count, day, listed, those, whole
from pilot.ruleset.changes.origins import basis_now, changed_here, title_of
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.model.values import Topic
from pilot.ruleset.sentences.gaps import gaps
from pilot.ruleset.sentences.rule_sentences import sign_of
from pilot.ruleset.sentences.who_is_rated import who_is_rated
from pilot.ruleset.sources.bibliography import basis_counts, weakest_now
from pilot.views import html
from pilot.views.pieces import articles, marks, provisions, reading_style, worked
from pilot.views.pieces.articles import SIGNS, Wanted
from pilot.views.rulebook import disclosures, openings, spine
from pilot.views.visit import address, frame, links
from pilot.views.visit.figures import Figures, figures_of

CHAPTERS = {
    "rules": "Rules",
    "open": "Left undefined",
    "follows": "Grades and what follows",
    "told": "Who is told what",
    "examples": "Worked examples",
}
HEAD = Markup('<h1>{title}</h1><p class="pp-quiet">{about}</p><p>{overview}</p>{summary}')
COUNT = Markup('<p class="pp-quiet" role="status">{}, in the order of the file. Postings are those in {} up to {}.</p>')
LINKED = Markup(
    '<section class="pp-linked" aria-label="The rule that the link names"><p class="pp-quiet">The rule that this link '
    "names, <code>{}</code></p>{}</section>"
)
# A longer rulebook is leafed through.
AT_ONCE = 100


def draw() -> None:
    """The ruleset in a sentence, and below it one of its chapters."""
    selection = frame.selection()
    ruleset = selection.ruleset
    figures = figures_of(selection.assessment)
    html.show(reading_style.style(), html.block(_head(ruleset), spine.spine(figures)))
    with st.container(horizontal=True, vertical_alignment="center"):
        chapter = address.segments(
            "Chapter", list(CHAPTERS), "chapter", format_func=CHAPTERS.__getitem__, label_visibility="collapsed"
        )
        links.button("Change these rules", "workshop", "_to_workshop", {})
    if chapter == "rules":
        _rules(figures)
    elif chapter == "open":
        found = openings.openings(gaps(ruleset), ruleset)
        html.show(html.block(Markup("<h2>What this ruleset leaves undefined</h2>"), found))
    elif chapter == "follows":
        html.show(html.block(provisions.scale(ruleset), provisions.follows(ruleset)))
    elif chapter == "told":
        html.show(
            html.block(*(draw(ruleset) for draw in (disclosures.covered, disclosures.disclosure, disclosures.recourse)))
        )
    else:
        kinds = selection.city.kinds
        titles = dict(zip(kinds["kind"], kinds["title"], strict=True))
        html.show(html.block(Markup("<h2>Worked examples</h2>"), worked.worked(ruleset, titles)))


def _head(ruleset: Ruleset) -> Markup:
    summary = Markup("<details><summary>What this ruleset is, and is not</summary><p>{}</p></details>")
    changed = changed_here(ruleset).words("head")
    return HEAD.format(
        title=title_of(ruleset),
        about=" · ".join(part for part in (ruleset.place, ruleset.period, who_is_rated(ruleset)) if part),
        overview=_overview(ruleset),
        summary=(summary.format(ruleset.summary) if ruleset.summary else "") + marks.changed_mark(changed),
    )


def _overview(ruleset: Ruleset) -> str:
    """How many rules there are, which way they go, and how much of them their sources carry."""
    signs = Counter(sign_of(rule) for rule in ruleset.rules)
    overlap = (
        " Where several fit one record, only the heaviest counts its points."
        if ruleset.overlap == "heaviest"
        else " Where several fit one record, each counts."
    )
    known, least = (_counted(basis_counts(ruleset, basis_of)) for basis_of in (basis_now, weakest_now))
    parts = f"; by the weakest part of each: {least}" if least != known else ""
    return (
        f"{count(len(ruleset.rules), 'rule')}: {count(signs['takes'], 'takes', 'take')} points, "
        f"{count(signs['adds'], 'adds', 'add')} them, {count(signs['none'], 'moves', 'move')} none. "
        f"By what their sources carry: {known}{parts}.{overlap}"
    )


def _counted(bases: Mapping[str, int]) -> str:
    return ", ".join(f"{many} {name or 'without a basis'}" for name, many in bases.items() if many)


def _rules(figures: Figures) -> None:
    ruleset = figures.assessment.ruleset
    if not ruleset.rules:
        html.show(html.block(Markup("<p>This ruleset has no rules.</p>")))
        return
    _linked(figures)
    wanted = _wanted(ruleset)
    found = articles.numbered(ruleset, wanted)
    shown = found if len(found) <= AT_ONCE else _leaf(found)
    counted = capitalised(whole(len(found), "rule"))
    if len(found) < len(ruleset.rules):
        some = f"{len(found):,}" if found else "None"
        counted = f"{some} of {those(len(ruleset.rules), 'rule')}{_looked_for(wanted, ruleset)}"
    heading = COUNT.format(counted, figures.assessment.city.title, day(figures.assessment.as_of))
    html.show(html.block(heading, articles.articles(shown, figures)))


def _linked(figures: Figures) -> None:
    """The one rule that the address names, above all others."""
    named = address.given("rule")
    ruleset = figures.assessment.ruleset
    found = [(place, rule) for place, rule in enumerate(ruleset.rules, 1) if rule.id == named]
    if not found:
        return
    with st.container(gap="xsmall"):
        html.show(html.block(LINKED.format(named, articles.articles(found, figures))))
        st.button("Close this rule", type="tertiary", key="_close_rule", on_click=address.put, args=("rule", None))


def _wanted(ruleset: Ruleset) -> Wanted:
    topics = [name for name in get_args(Topic) if any(rule.topic == name for rule in ruleset.rules)]
    counts = [basis_counts(ruleset, basis_of) for basis_of in (basis_now, weakest_now)]
    bases = [name for name in counts[0] if name and any(count[name] for count in counts)]
    cited = [
        key
        for key in ruleset.sources
        if any(key in (rule.source.ref, *rule.source.disputed_by) for rule in ruleset.rules)
    ]
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        words = address.search_box("Search the rules", "words", placeholder="such as: petition")
        sign = address.segments("The score", list(SIGNS), "sign", format_func=SIGNS.__getitem__)
        with st.popover("Topic, basis, source"):
            return Wanted(
                words=words,
                sign=sign,
                topics=address.several("Topic", topics, "topic"),
                bases=address.several("Basis", bases, "basis"),
                sources=address.several("Source", cited, "source", format_func=lambda key: _short(ruleset, key)),
            )


def _looked_for(wanted: Wanted, ruleset: Ruleset) -> str:
    """What is searched for, in words, so that a choice that is out of sight is not forgotten."""
    parts = [
        f"with “{wanted.words}”" if wanted.words else "",
        f"by which the score {SIGNS[wanted.sign].lower()}" if wanted.sign != "all" else "",
        f"on {listed(wanted.topics, 'or')}" if wanted.topics else "",
        f"that are {listed(wanted.bases, 'or')}" if wanted.bases else "",
        f"that rest on {listed([_short(ruleset, key) for key in wanted.sources], 'or')}" if wanted.sources else "",
    ]
    return "".join(f" {part}" for part in parts if part)


def _short(ruleset: Ruleset, key: str) -> str:
    source = ruleset.sources.get(key)
    return key if source is None else ", ".join(part for part in (source.title, source.date) if part)


def _leaf(found: list[tuple[int, Rule]]) -> list[tuple[int, Rule]]:
    starts = [str(start) for start in range(0, len(found), AT_ONCE)]

    def label(start: str) -> str:
        first, last = int(start) + 1, min(int(start) + AT_ONCE, len(found))
        return f"{first:,} to {last:,}"

    start = int(address.select("Articles", starts, "articles", format_func=label, width=220))
    return found[start : start + AT_ONCE]


draw()
