"""Several copies made one: what they agree on, where they conflict, who gains and loses under each, and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError, Problem
from pilot.evaluation.memo import Memo
from pilot.phrases import count, opening_count, plural
from pilot.ruleset.changes.diff import changes
from pilot.ruleset.editing import read_draft
from pilot.ruleset.model import Ruleset
from pilot.ruleset.sentences.rule_sentences import does, reads
from pilot.views import html
from pilot.views.pieces import bars, problem_list
from pilot.views.room.one_copy import cannot_be_reckoned, of_one, ruleset_of_copy
from pilot.views.visit import frame, world
from pilot.views.visit.figures import comparison_of, figures_of
from pilot.views.workshop import article_diff, draft_changes, open_draft
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.merging.choices import Choice, Count, tally
from pilot.workshop.merging.merge import Article, Copy, Merge, Position, merge_of
from pilot.workshop.merging.merged_text import merged_text
from pilot.workshop.rooms.exports import KeptChoice
from pilot.workshop.rooms.rooms import Room
from pilot.workshop.sessions.session_file import read_session

START = "the start"
MOST_LEFT_OUT = 5


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
    choices = {choice.place: choice for choice in choices_of(lead.choices())}
    html.show(html.block(Markup('<p class="pp-lead">{}</p>').format(_summary(merge, choices))))
    votes = tally({**_other_rooms(), room.title: tuple(choices.values())})
    _standing(selection, merge)
    for article in merge.conflicts:
        _article(article, merge, choices.get(article.place), votes.get(article.place, ()), lead)
    _agreed(merge)
    with st.expander(
        f"Changed by some and left by others ({len(merge.one_sided)}): taken, unless the room chooses otherwise"
    ):
        for article in merge.one_sided:
            _article(article, merge, choices.get(article.place), votes.get(article.place, ()), lead)
    _result(room, merge, [choice for choice in choices.values() if merge.article(choice.place)])
    _votes()


def choices_of(kept: Sequence[KeptChoice]) -> tuple[Choice, ...]:
    """The room's choices as the merging reads them."""
    return tuple(Choice(choice.place, choice.chosen, choice.reason) for choice in kept)


def merged_of(room: Room) -> str | None:
    """The merged ruleset of this visit, if there is one."""
    found: str | None = st.session_state.get("_merged", {}).get(room.code)
    return found


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


def _article(article: Article, merge: Merge, choice: Choice | None, votes: Sequence[Count], lead: Facilitator) -> None:
    """One place with what the copies make of it; choosing keeps the room's choice with its reason."""
    with st.container(border=True):
        counted = {count.chosen: count.votes for count in votes}
        heading = Markup("<h3>{}</h3>").format(_called(article.path, merge))
        html.show(html.block(heading, _positions(article, merge, counted)))
        digests = [position.digest for position in article.positions]
        labels = {position.digest: _label(place, position) for place, position in enumerate(article.positions, 1)}
        chosen = st.radio(
            "The room chooses",
            digests,
            index=digests.index(choice.chosen) if choice and choice.chosen in digests else None,
            format_func=labels.__getitem__,
            key=f"_choice_{article.place}",
            horizontal=True,
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            reason = st.text_input(
                "Because", choice.reason if choice else "", key=f"_because_{article.place}", max_chars=2000
            )
            st.button(
                "Keep this choice",
                key=f"_choose_{article.place}",
                disabled=chosen is None,
                on_click=partial(_choose, lead, article, str(chosen), reason),
            )


def _choose(lead: Facilitator, article: Article, digest: str, reason: str) -> None:
    with open_draft.refusals_shown():
        position = article.position(digest)
        lead.choose(article.place, digest, position.text if position else "", reason)


def _label(place: int, position: Position) -> str:
    return f"{place}: {', '.join(map(html.label, position.names)) or START}"


def _called(path: Sequence[str | int], merge: Merge) -> str:
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
    return Markup("<pre>{}</pre>").format(position.text.strip() or "not there")


def _held(position: Position, votes: int) -> Markup:
    start = Markup(' <span class="pp-side">as it began</span>') if position.is_start else ""
    rooms = Markup(' <span class="pp-side">chosen by {}</span>').format(count(votes, "room")) if votes else ""
    return Markup("{}{}{}").format(", ".join(position.names) or "no copy any more", start, rooms)


def _agreed(merge: Merge) -> None:
    agreed = [article for article in merge.agreed if article.changed]
    if agreed:
        items = html.repeated(Markup("<li>{}</li>"), (_called(article.path, merge) for article in agreed))
        listed = Markup("<ul>{}</ul>").format(items)
        html.show(html.block(bars.folded(f"{opening_count(len(agreed), 'change')} on which all agree", listed)))


_HEADING = Markup("<h2>The merged ruleset</h2>")


def _result(room: Room, merge: Merge, choices: Sequence[Choice]) -> None:
    try:
        text = of_one("merged", lambda: merged_text(merge, choices))
        merged = read_draft(text, name="merged").ruleset
    except DataError as error:
        found = html.repeated(Markup("<li>{}</li>"), (_sentence(problem, merge) for problem in error.problems[:12]))
        html.show(html.block(_HEADING, Markup("<p>It cannot be written yet:</p><ul>{}</ul>").format(found)))
        return
    st.session_state.setdefault("_merged", {})[room.code] = text
    articles = article_diff.article_diff(changes(merge.start.ruleset, merged))
    html.show(html.block(_HEADING, bars.folded("What it changes in what all began from", articles)))
    with st.container(horizontal=True):
        st.download_button(
            "The merged ruleset (.yaml)",
            text,
            f"{merged.id}.yaml",
            "application/yaml",
            key="_merged_yaml",
            on_click="ignore",
        )
        st.button(
            "Make it a draft of mine",
            key="_merged_draft",
            on_click=draft_changes.taken_up,
            args=(room.origin, room.start_text, text, "the merged ruleset"),
        )


def _sentence(problem: Problem, merge: Merge) -> str:
    called = _called(problem.place.path, merge)
    return f"{called}: {problem.found}" if called else problem.found


def _other_rooms() -> dict[str, tuple[Choice, ...]]:
    kept: dict[str, tuple[Choice, ...]] = st.session_state.get("_other_rooms", {})
    return kept


def _votes() -> None:
    """Choices of other rooms, from their session files; a vote is a room's, whoever is in it."""
    with st.expander("Count the choices of other rooms too"):
        st.file_uploader(
            "Session files (.zip)", type=["zip"], accept_multiple_files=True, key="_votes", on_change=_take_votes
        )
        rooms = _other_rooms()
        counted = f"Counted: {', '.join(rooms)}." if rooms else "Each room has one vote for each place."
        html.show(html.block(Markup('<p class="pp-quiet">{}</p>').format(counted)))


def _take_votes() -> None:
    with open_draft.refusals_shown():
        found: dict[str, tuple[Choice, ...]] = {}
        for file in st.session_state["_votes"] or []:
            found |= read_session(file.getvalue(), file.name).choices
        st.session_state["_other_rooms"] = found
