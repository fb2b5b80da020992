"""A round of guessing as it is read: the cards of the residents, and what their screens say of a rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from markupsafe import Markup

from pilot.disclosure.guessing.candidates import Family, SettlingScreens, family_of, settling
from pilot.disclosure.guessing.episodes import Episode, Posted
from pilot.disclosure.guessing.glimpses import Glimpse, glimpse
from pilot.disclosure.guessing.rounds import Deck, Round, Verdict, foretell, looked_at, verdict
from pilot.disclosure.shown.level_words import marked
from pilot.disclosure.shown.view import OF_POSTINGS
from pilot.evaluation.memo import Memo
from pilot.phrases import day
from pilot.ruleset.model import Rule
from pilot.ruleset.model.values import Item
from pilot.ruleset.reading.load import fingerprint
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.visit import frame

SIGNS = {"fits": "✓", "contradicts": "✗", "cannot be told": "?"}
LIFE = Markup(
    '<article class="pp-life{look}"><div><h3>{name}</h3><ol>{happenings}</ol></div>{screen}{verdict}</article>'
)
GLIMPSE = Markup('<div class="pp-glimpse"><p>The screen, {before} and {after}</p><dl>{rows}</dl></div>')
TO = Markup('<span class="pp-to" aria-hidden="true">→</span>')
VERDICT = Markup(
    '<p class="pp-verdict"><span class="pp-word"><i aria-hidden="true">{sign}</i>{word}</span><span>{reason}</span></p>'
)


def style() -> Markup:
    """The style sheet of this screen."""
    return html.style_sheet(Path(__file__).with_name("guess.css"))


@dataclass(frozen=True)
class ShownRound:
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
        """What each resident's screen says of a rule."""
        foretold = foretell(rule, self.deck.assessment, self.round.episodes)
        return tuple(verdict(seen, lines) for seen, lines in zip(self.glimpses, foretold, strict=True))

    def title(self, kind: str) -> str:
        """A kind of record in words."""
        return self.titles.get(kind, kind)

    def name(self, episode: Episode) -> str:
        """The resident's name."""
        return self.names.get(episode.subject_id, episode.subject_id)


def shown_round(selection: frame.Selection, seed: int, residents: int, *, requested: bool) -> ShownRound | None:
    """The round of a seed; None where the city has too little for one."""
    prints = (fingerprint(selection.ruleset), selection.city.fingerprint, selection.as_of)
    deck = _decks.get(prints, lambda: Deck(selection.assessment))
    make = partial(_shown_round, selection, deck, seed, residents, requested)
    return _rounds.get((prints, seed, residents, requested), make)


_decks = Memo(8, 400_000_000, lambda deck: deck.assessment.weight)
_rounds = Memo(64, 400_000_000, lambda shown: 0 if shown is None else shown.deck.assessment.weight)


def _shown_round(
    selection: frame.Selection, deck: Deck, seed: int, residents: int, requested: bool
) -> ShownRound | None:
    dealt = deck.deal(seed, residents)
    if dealt is None:
        return None
    disclosure = selection.ruleset.disclosure
    open_ = disclosure.open_to("subject", requested=requested)
    waiting = disclosure.on_request("subject") - open_
    kinds = selection.city.kinds
    titles = {str(kind): str(title) for kind, title in zip(kinds["kind"], kinds["title"], strict=True)}
    return ShownRound(deck, dealt, open_, waiting, titles, frame.names(selection.city))


def cards(shown: ShownRound, verdicts: Sequence[Verdict] | None = None) -> Markup:
    """The residents side by side; with `verdicts` what each screen says of the rule."""
    judged: Sequence[Verdict | None] = verdicts or [None] * len(shown.glimpses)
    lives = zip(shown.round.episodes, shown.glimpses, judged, strict=True)
    return Markup('<div class="pp-lives">{}</div>').format(html.joined(_card(shown, *life) for life in lives))


def _card(shown: ShownRound, episode: Episode, seen: Glimpse, judged: Verdict | None) -> Markup:
    return LIFE.format(
        look="" if judged is None else {"fits": " pp-fits", "contradicts": " pp-contradicts"}.get(judged.word, ""),
        name=shown.name(episode),
        happenings=html.joined(
            Markup("<li><time>{}</time><span>{}</span></li>").format(day(happening.date), shown.title(happening.kind))
            for happening in episode.happenings
        ),
        screen=_screen(shown, episode, seen),
        verdict="" if judged is None else _verdict(seen, judged),
    )


def _screen(shown: ShownRound, episode: Episode, seen: Glimpse) -> Markup:
    assessment = shown.deck.assessment
    rows = [("score", _scores(shown, seen)), ("entries", _lines(shown, seen))]
    if assessment.ruleset.grades:
        rows.insert(0, ("grade", _grades(shown, seen)))
    return GLIMPSE.format(
        before=day(looked_at(episode.first - dt.timedelta(days=1), assessment)),
        after=day(looked_at(episode.last, assessment)),
        rows=html.joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, cell) for name, cell in rows),
    )


def _scores(shown: ShownRound, seen: Glimpse) -> Markup:
    return html.joined((f"{score:,}" for score in seen.scores), TO) if seen.scores else _blank(shown, "score")


def _grades(shown: ShownRound, seen: Glimpse) -> Markup:
    grades = shown.deck.assessment.ruleset.grades
    return (
        html.joined((marks.grade(grade, grades) for grade in seen.grades), TO)
        if seen.grades
        else _blank(shown, "grade")
    )


def _blank(shown: ShownRound, item: Item) -> Markup:
    return marks.blank(marked(marks.ITEMS[item], on_request=item in shown.on_request))


def _lines(shown: ShownRound, seen: Glimpse) -> Markup:
    if seen.lines is None:
        return marks.blank(marked("withheld", on_request=bool(shown.on_request & set(OF_POSTINGS))))
    return html.joined((_line(shown, seen, line) for line in seen.lines), Markup("<br>")) or Markup("none")


def _line(shown: ShownRound, seen: Glimpse, line: Posted) -> Markup:
    parts = [day(line.date)]
    parts.append(marks.points_html(line.points) if "points" in seen.parts else _blank(shown, "points"))
    if "reasons" in seen.parts and line.rule_id:
        parts.append(shown.deck.assessment.ruleset.rule(line.rule_id).text)
    return html.joined(parts, " · ")


def _verdict(seen: Glimpse, judged: Verdict) -> Markup:
    return VERDICT.format(sign=SIGNS[judged.word], word=judged.word, reason=reason(seen, judged))


def reason(seen: Glimpse, judged: Verdict) -> str:
    """Why a screen says so, in one sentence or two of plain text."""
    foretold = (
        f"Your rule moves the score by {marks.points(judged.foretold)}"
        if judged.foretold
        else "Your rule moves nothing here"
    )
    if seen.low == seen.high:
        found = f"the score went by {marks.points(seen.low)}" if seen.low else "the score stayed"
        return f"{foretold}; {found}." if judged.foretold != seen.low else _alike(judged, found, foretold)
    if seen.lines is not None:
        return f"{foretold}; {_ENTRIES[judged.word]}."
    if seen.grades is None:
        return f"{foretold}. The screen shows neither score nor grade, so nobody can check."
    before, after = seen.grades
    if before != after:
        return f"{foretold}, and the grade went from {before} to {after}."
    stayed = f"the grade stayed {after}"
    if judged.word == "contradicts":
        return f"{foretold}, too far for one grade; yet {stayed}."
    return f"{foretold}; {stayed}, as it may with the rule or without it."


def _alike(judged: Verdict, found: str, foretold: str) -> str:
    if judged.word == "contradicts":
        return f"{foretold}, and {found}, but for other entries than those on the screen."
    return f"{foretold}, and {found}."


_ENTRIES = {
    "fits": "the screen has such an entry and no other",
    "contradicts": "the entries on the screen are others",
    "cannot be told": "what the entries on the screen are worth is blank",
}
