"""The places on which copies differ, a page at a time: what each copy makes of one, and what the room chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError, Place, Problem
from pilot.phrases import count
from pilot.ruleset.changes.diff import changes
from pilot.ruleset.sentences.rule_sentences import does, reads
from pilot.views import html
from pilot.views.pieces import bars, problem_list
from pilot.views.workshop import article_diff, open_draft
from pilot.workshop.database.bounds import LONGEST_REASON
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.merging.apart import BOTH, added
from pilot.workshop.merging.choices import Choice, Count
from pilot.workshop.merging.merge import Article, Merge, Position

START = "the start"
OF_A_PAGE = 10
"""Places that are drawn at once: each takes three widgets and some ten milliseconds from everybody in the room."""
MOST_LISTED = 100
LONGEST_SHOWN = 4_000


@dataclass(frozen=True)
class Choosing:
    """The merge that the room chooses in, what it chose so far, and the votes of all rooms, by place."""

    merge: Merge
    choices: Mapping[str, Choice]
    votes: Mapping[str, Sequence[Count]]
    lead: Facilitator


def pages(articles: Sequence[Article], at: Choosing, key: str) -> None:
    """The places of one page, and below them the way to the others where there are more."""
    last = -(-len(articles) // OF_A_PAGE) or 1
    page = st.session_state[key] = min(int(st.session_state.get(key, 1)), last)
    first = (page - 1) * OF_A_PAGE
    for article in articles[first : first + OF_A_PAGE]:
        _article(article, at)
    if last > 1:
        st.pagination(last, key=key)


def agreed(merge: Merge) -> None:
    """The changes that all copies made alike, behind a click."""
    found = [article for article in merge.agreed if article.changed]
    if found:
        items = html.repeated(Markup("<li>{}</li>"), (called(article.path, merge) for article in found[:MOST_LISTED]))
        more = len(found) - MOST_LISTED
        rest = Markup("<p>… and {:,} more.</p>").format(more) if more > 0 else Markup()
        listed = Markup("<ul>{}</ul>{}").format(items, rest)
        html.show(html.block(bars.folded(f"{count(len(found), 'change')} on which all agree", listed)))


def _article(article: Article, at: Choosing) -> None:
    """One place with what the copies make of it; choosing keeps the room's choice with its reason."""
    choice = at.choices.get(article.place)
    with st.container(border=True):
        counted = {count.chosen: count.votes for count in at.votes.get(article.place, ())}
        heading = Markup("<h3>{}</h3>").format(called(article.path, at.merge))
        html.show(html.block(heading, _positions(article, at.merge, counted)))
        labels = {position.digest: _label(place, position) for place, position in enumerate(article.positions, 1)}
        if several := added(article):
            labels[BOTH] = "both, each under an id of its own" if len(several) == 2 else "all, each under its own id"
        st.radio(
            "The room chooses",
            list(labels),
            index=list(labels).index(choice.chosen) if choice and choice.chosen in labels else None,
            format_func=labels.__getitem__,
            key=f"_choice_{article.place}",
            horizontal=True,
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            because = choice.reason if choice else ""
            st.text_input("Because", because, key=f"_because_{article.place}", max_chars=LONGEST_REASON)
            st.button("Keep this choice", key=f"_choose_{article.place}", on_click=partial(_choose, at.lead, article))


def _choose(lead: Facilitator, article: Article) -> None:
    """Keeps what stands in the fields when the button is pressed, which may be more than when it was drawn."""
    with open_draft.refusals_shown():
        digest, reason = (st.session_state.get(f"_{field}_{article.place}") for field in ("choice", "because"))
        if digest is None:
            found = "nothing is chosen at this place yet."
            raise DataError([Problem(Place("merge"), "nothing-chosen", found, "Choose one of them, then keep it.")])
        position = article.position(digest)
        held = [position] if position else added(article) if digest == BOTH else []
        lead.choose(article.place, digest, "\n".join(entry.text for entry in held), reason or "")


def _label(place: int, position: Position) -> str:
    return f"{place}: {', '.join(map(html.label, position.names)) or START}"


def called(path: Sequence[str | int], merge: Merge) -> str:
    """What a place is called on the screens, a rule of the start by its number there."""
    return problem_list.called(path, {rule.id: place for place, rule in enumerate(merge.start.ruleset.rules, 1)})


def _positions(article: Article, merge: Merge, votes: dict[str, int]) -> Markup:
    rows = [
        [
            Markup("<b>{}</b>").format(place),
            _says(article, position, merge),
            _held(position, votes.get(position.digest, 0)),
        ]
        for place, position in enumerate(article.positions, 1)
    ]
    return bars.rows(rows, ["", "~What it says", "~Held by"])


def _says(article: Article, position: Position, merge: Merge) -> Markup:
    """What a position changes in the start, as an article where it is one; else its text."""
    part, *rest = article.path
    start = merge.start.ruleset
    began = next((rule for rule in start.rules if part == "rules" and rest == [rule.id]), None)
    if position.is_start and began is not None:
        sentences = " ".join((*does(began, start), reads(began, start)))
        return Markup('<p class="pp-rule">{}</p><p>{}</p>').format(began.text, sentences)
    copy = next((copy for copy in merge.copies if copy.name in position.names), None)
    if not position.is_start and copy is not None and rest:
        diff = changes(start, copy.ruleset)
        found = next(
            (change for change in diff.changes if change.part == part and rest[0] in (change.id, change.former_id)),
            None,
        )
        if found is not None:
            return article_diff.changed_article(found, diff)
    text = position.text.strip() or "not there"
    return Markup("<pre>{}</pre>").format(text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]} …")


def _held(position: Position, votes: int) -> Markup:
    start = Markup(' <span class="pp-side">as it began</span>') if position.is_start else ""
    rooms = Markup(' <span class="pp-side">chosen by {}</span>').format(count(votes, "room")) if votes else ""
    return Markup("{}{}{}").format(", ".join(position.names) or "no copy any more", start, rooms)
