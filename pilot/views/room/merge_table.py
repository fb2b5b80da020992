"""Several copies made one: what they agree on, where they conflict, who gains and loses under each, and the choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError
from pilot.evaluation.memo import Memo
from pilot.phrases import count, plural
from pilot.ruleset.editing import read_draft
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.pieces import bars, problem_list
from pilot.views.room import merge_articles, merge_result
from pilot.views.room.merge_articles import START, Choosing
from pilot.views.room.one_copy import cannot_be_reckoned, of_one, ruleset_of_copy
from pilot.views.visit import frame, world
from pilot.views.visit.figures import comparison_of, figures_of
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.merging.choices import Choice, tally
from pilot.workshop.merging.merge import Copy, Merge, merge_of
from pilot.workshop.rooms.exports import KeptChoice
from pilot.workshop.rooms.rooms import Room

MOST_LEFT_OUT = 5
MOST_PLACES = 2_000
"""Places on which copies may differ; with so many the merged file takes two seconds to write."""


def draw(selection: frame.Selection, room: Room, lead: Facilitator) -> None:
    """The copies side by side, article by article; the room's choices make the merged ruleset."""
    start = Copy(START, read_draft(room.start_text, name=room.origin).ruleset, room.start_text)
    copies = _copies(room, lead)
    if len(copies) < 2:
        html.show(html.block(Markup("<p>Two copies or more are needed to merge.</p>")))
        return
    names = st.multiselect("Whose copies", [copy.name for copy in copies], [copy.name for copy in copies], key="_sides")
    chosen = [copy for copy in copies if copy.name in names]
    if len(chosen) < 2:
        html.show(html.block(Markup("<p>Choose two copies or more.</p>")))
        return
    try:
        merge = of_one("the copies", lambda: _merged(start, tuple(chosen)))
    except DataError as error:
        problem_list.say(error.problems)
        return
    if sentence := _too_many(merge):
        html.show(html.block(Markup("<p>{}</p>").format(sentence), role="status"))
        return
    choices = {choice.place: choice for choice in choices_of(lead.choices())}
    html.show(html.block(Markup('<p class="pp-lead">{}</p>').format(_summary(merge, choices))))
    votes = tally({**merge_result.other_rooms(), room.title: tuple(choices.values())})
    at = Choosing(merge, choices, votes, lead)
    _standing(selection, merge)
    merge_articles.pages(merge.conflicts, at, "_conflicts_page")
    merge_articles.agreed(merge)
    with st.expander(
        f"Changed by some and left by others ({len(merge.one_sided):,}): taken, unless the room chooses otherwise"
    ):
        merge_articles.pages(merge.one_sided, at, "_one_sided_page")
    merge_result.result(room, merge, [choice for choice in choices.values() if merge.article(choice.place)])
    merge_result.votes()


def choices_of(kept: Sequence[KeptChoice]) -> tuple[Choice, ...]:
    """The room's choices as the merging reads them."""
    return tuple(Choice(choice.place, choice.chosen, choice.reason) for choice in kept)


_merges = Memo(16)


def _merged(start: Copy, copies: tuple[Copy, ...]) -> Merge:
    key = tuple((copy.name, copy.text, copy.reasons) for copy in (start, *copies))
    return _merges.get(key, lambda: merge_of(start, copies))


def _copies(room: Room, lead: Facilitator) -> list[Copy]:
    """The copies that can be read; the others are named."""
    reasons: dict[str, list[str]] = {}
    for version in reversed(lead.versions()):
        if version.reason:
            reasons.setdefault(version.alias, []).append(version.reason)
    copies, left_out = [], []
    for person in lead.participants():
        if person.text is not None:
            try:
                ruleset = ruleset_of_copy(person.text, person.alias, room)
            except DataError as error:
                left_out.append(f"The copy of {person.alias} {cannot_be_reckoned(error)}")
                continue
            copies.append(Copy(person.alias, ruleset, person.text, tuple(reasons.get(person.alias, ()))))
    for sentence in left_out[:MOST_LEFT_OUT]:
        html.show(html.block(Markup("<p>{} It is left out.</p>").format(sentence), role="status"))
    return copies


def _too_many(merge: Merge) -> str:
    """Why the copies cannot be merged together, with the one that differs most; empty where they can."""
    differing = [article for article in merge.articles if article.kind != "agreed"]
    if len(differing) <= MOST_PLACES:
        return ""
    held = Counter(name for article in differing for position in article.changes for name in position.names)
    [(most, places)] = held.most_common(1)
    return (
        f"Together the copies differ at {len(differing):,} places; up to {MOST_PLACES:,} can be merged. "
        f"Leave copies out: {most} alone changed {places:,} places."
    )


def _summary(merge: Merge, choices: dict[str, Choice]) -> str:
    open_ = sum(article.place not in choices for article in merge.conflicts)
    agreed = sum(article.changed for article in merge.agreed)
    conflicts, one_sided = count(len(merge.conflicts), "place"), count(len(merge.one_sided), "change")
    copies = count(len(merge.copies), "copy agrees", "copies agree")
    conflict = plural(len(merge.copies), "conflicts", "conflict")
    return (
        f"{copies} on {count(agreed, 'change')} and {conflict} at {conflicts}; still open: {open_:,}. "
        f"Made by some and left by the others: {one_sided}."
    )


def _standing(selection: frame.Selection, merge: Merge) -> None:
    """Who gains and who loses under each copy, against the start."""
    head = ["Against the start", "Grade rises", "Grade falls", "As before", "Reward", "Burden", "Restriction"]
    lines = [_fares(selection, merge.start.ruleset, copy.name, copy.ruleset) for copy in (merge.start, *merge.copies)]
    html.show(html.block(Markup("<h2>Who gains, who loses</h2>"), bars.rows(lines, head)))


def _fares(selection: frame.Selection, start: Ruleset, name: str, ruleset: Ruleset) -> list[str]:
    as_of = max(selection.as_of, start.opens_on, ruleset.opens_on)
    try:
        before, after = (world.evaluated_or_refused(side, selection.city, as_of) for side in (start, ruleset))
        ways = of_one(name, lambda: comparison_of(before, after).directions("person"))
        people = of_one(name, lambda: figures_of(after).persons)
    except DataError as error:
        return [f"{name} {cannot_be_reckoned(error)}", *("–" for _ in range(6))]
    moved = (ways.risen, ways.fallen, ways.both - ways.moved)
    return [
        name,
        *("–" if number is None else bars.number(number) for number in moved),
        *(bars.number(number) for number in (people.rewarded, people.burdened, people.restricted)),
    ]
