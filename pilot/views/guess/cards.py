"""A round of guessing as it is read: the cards of the residents, what their screens say of a rule, what acted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import streamlit as st

from pilot.disclosure.guessing.candidates import Family, SettlingScreens, family_of, settling
from pilot.disclosure.guessing.episodes import Episode, Posted
from pilot.disclosure.guessing.glimpses import Glimpse, glimpse
from pilot.disclosure.guessing.rounds import Deck, Round, Verdict, foretell, looked_at, verdict
from pilot.disclosure.shown.level_words import marked
from pilot.disclosure.shown.view import OF_POSTINGS
from pilot.phrases import day
from pilot.ruleset.model import Rule
from pilot.ruleset.model.values import Item
from pilot.ruleset.reading.load import fingerprint
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.visit import frame

SIGNS = {"fits": "✓", "contradicts": "✗", "cannot be told": "?"}


@cache
def style() -> str:
    """The style sheet of this screen."""
    return f"<style>{(Path(__file__).parent / 'guess.css').read_text(encoding='utf-8')}</style>"


@dataclass(frozen=True)
class Table:
    """A round on the table, with what its residents see of it; shared by all who play it.

    `items` are those that the ruleset opens to them, `on_request` those that it would open on request.
    """

    deck: Deck
    round: Round
    items: frozenset[Item]
    on_request: frozenset[Item]
    titles: Mapping[str, str]
    names: Mapping[str, str]

    @cached_property
    def glimpses(self) -> tuple[Glimpse, ...]:
        """What each resident's screen shows."""
        ruleset = self.deck.assessment.ruleset
        return tuple(glimpse(episode, ruleset, self.items) for episode in self.round.episodes)

    @cached_property
    def family(self) -> Family:
        """The simple rules that are counted."""
        return family_of(self.deck)

    @cached_property
    def standing(self) -> int:
        """How many of them no screen contradicts."""
        return int(self.family.standing(self.round.episodes, self.deck.assessment.ruleset, self.items).sum())

    @cached_property
    def settling(self) -> SettlingScreens:
        """What would have settled the round."""
        return settling(self.deck, self.round, self.items)

    def verdicts(self, rule: Rule) -> tuple[Verdict, ...]:
        """What each screen says of a rule."""
        foretold = foretell(rule, self.deck.assessment, self.round.episodes)
        return tuple(verdict(seen, lines) for seen, lines in zip(self.glimpses, foretold, strict=True))

    def title(self, kind: str) -> str:
        """A kind of record in words."""
        return self.titles.get(kind, kind)

    def name(self, episode: Episode) -> str:
        """The resident's name."""
        return self.names.get(episode.subject_id, episode.subject_id)


def table(selection: frame.Selection, seed: int, residents: int, *, asked: bool) -> Table | None:
    """The round of a seed; None where the city has too little for one."""
    prints = (fingerprint(selection.ruleset), selection.city.fingerprint)
    return _table(selection, prints, selection.as_of, (seed, residents), asked)


@st.cache_resource(max_entries=8, show_spinner=False)
def _deck(_selection: frame.Selection, prints: object, as_of: dt.date) -> Deck:  # noqa: ARG001 (the key of the cache)
    return Deck(_selection.assessment)


@st.cache_resource(max_entries=64, show_spinner=False)
def _table(
    _selection: frame.Selection, prints: object, as_of: dt.date, dealing: tuple[int, int], asked: bool
) -> Table | None:
    deck = _deck(_selection, prints, as_of)
    dealt = deck.deal(*dealing)
    if dealt is None:
        return None
    disclosure = _selection.ruleset.disclosure
    open_ = disclosure.open_to("subject", requested=asked)
    waiting = disclosure.on_request("subject") - open_
    kinds = _selection.city.kinds
    titles = {str(kind): str(title) for kind, title in zip(kinds["kind"], kinds["title"], strict=True)}
    return Table(deck, dealt, open_, waiting, titles, frame.names(_selection.city))


def cards(shown: Table, verdicts: Sequence[Verdict] | None = None) -> str:
    """The residents side by side; with `verdicts` what each screen says of the rule."""
    said: Sequence[Verdict | None] = verdicts or [None] * len(shown.glimpses)
    lives = (
        _card(shown, episode, seen, word)
        for episode, seen, word in zip(shown.round.episodes, shown.glimpses, said, strict=True)
    )
    return f'<div class="pp-lives">{"".join(lives)}</div>'


def _card(shown: Table, episode: Episode, seen: Glimpse, said: Verdict | None) -> str:
    told = "".join(
        f"<li><time>{day(each.date)}</time><span>{html.text(shown.title(each.kind))}</span></li>"
        for each in episode.happenings
    )
    kind = "" if said is None else {"fits": " pp-fits", "contradicts": " pp-contradicts"}.get(said.word, "")
    return (
        f'<article class="pp-life{kind}"><div><h3>{html.text(shown.name(episode))}</h3><ol>{told}</ol></div>'
        f"{_screen(shown, episode, seen)}{_verdict(seen, said)}</article>"
    )


def _screen(shown: Table, episode: Episode, seen: Glimpse) -> str:
    assessment = shown.deck.assessment
    before = looked_at(episode.first - dt.timedelta(days=1), assessment)
    after = looked_at(episode.last, assessment)
    grades = assessment.ruleset.grades
    to = '<span class="pp-to" aria-hidden="true">→</span>'
    rows = [("score", to.join(f"{score:,}" for score in seen.scores) if seen.scores else _blank(shown, "score"))]
    if grades:
        chips = to.join(marks.grade(grade, grades) for grade in seen.grades) if seen.grades else _blank(shown, "grade")
        rows.insert(0, ("grade", chips))
    rows.append(("entries", _lines(shown, seen)))
    listed = "".join(f"<div><dt>{name}</dt><dd>{cell}</dd></div>" for name, cell in rows)
    return f'<div class="pp-glimpse"><p>The screen, {day(before)} and {day(after)}</p><dl>{listed}</dl></div>'


def _blank(shown: Table, item: Item) -> str:
    return marks.blank(marked(marks.ITEMS[item], on_request=item in shown.on_request))


def _lines(shown: Table, seen: Glimpse) -> str:
    if seen.lines is None:
        return marks.blank(marked("withheld", on_request=bool(shown.on_request & set(OF_POSTINGS))))
    return "<br>".join(_line(shown, seen, line) for line in seen.lines) or "none"


def _line(shown: Table, seen: Glimpse, line: Posted) -> str:
    parts = [day(line.date)]
    parts.append(marks.points_html(line.points) if "points" in seen.parts else _blank(shown, "points"))
    if "reasons" in seen.parts and line.rule_id:
        parts.append(html.text(shown.deck.assessment.ruleset.rule(line.rule_id).text))
    return " · ".join(parts)


def _verdict(seen: Glimpse, said: Verdict | None) -> str:
    if said is None:
        return ""
    return (
        f'<p class="pp-verdict"><span class="pp-word"><i aria-hidden="true">{SIGNS[said.word]}</i>{said.word}</span>'
        f"<span>{reason(seen, said)}</span></p>"
    )


def reason(seen: Glimpse, said: Verdict) -> str:
    """Why a screen says so, in one sentence or two of plain text."""
    foretold = (
        f"Your rule moves the score by {marks.points(said.foretold)}"
        if said.foretold
        else "Your rule moves nothing here"
    )
    if seen.low == seen.high:
        found = f"the score went by {marks.points(seen.low)}" if seen.low else "the score stayed"
        return f"{foretold}; {found}." if said.foretold != seen.low else _alike(said, found, foretold)
    if seen.lines is not None:
        return f"{foretold}; {_ENTRIES[said.word]}."
    if seen.grades is None:
        return f"{foretold}. The screen shows neither score nor grade, so nobody can check."
    before, after = seen.grades
    if before != after:
        return f"{foretold}, and the grade went from {html.text(before)} to {html.text(after)}."
    stayed = f"the grade stayed {html.text(after)}"
    if said.word == "contradicts":
        return f"{foretold}, too far for one grade; yet {stayed}."
    return f"{foretold}; {stayed}, as it may with the rule or without it."


def _alike(said: Verdict, found: str, foretold: str) -> str:
    if said.word == "contradicts":
        return f"{foretold}, and {found}, but for other entries than those on the screen."
    return f"{foretold}, and {found}."


_ENTRIES = {
    "fits": "the screen has such an entry and no other",
    "contradicts": "the entries on the screen are others",
    "cannot be told": "what the entries on the screen are worth is blank",
}
