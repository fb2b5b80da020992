"""A round of guessing as it is read: the cards of the residents, and what their screens say of a rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from pilot.disclosure.guessing.episodes import Episode, Posted
from pilot.disclosure.guessing.glimpses import Glimpse
from pilot.disclosure.guessing.rounds import Verdict, looked_at
from pilot.disclosure.shown.level_words import marked
from pilot.disclosure.shown.view import OF_POSTINGS
from pilot.phrases import day
from pilot.ruleset.model.values import Item
from pilot.views import html
from pilot.views.guess.shown_round import ShownRound
from pilot.views.pieces import marks

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
    return GLIMPSE.format(
        before=day(looked_at(episode.first - dt.timedelta(days=1), assessment)),
        after=day(looked_at(episode.last, assessment)),
        rows=html.joined(
            Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, cell) for name, cell in rows(shown, seen)
        ),
    )


def rows(shown: ShownRound, seen: Glimpse) -> list[tuple[str, Markup]]:
    """What a screen shows, part by part, before and after; a part that is withheld is a blank with its name."""
    found = [("score", _scores(shown, seen)), ("entries", _lines(shown, seen))]
    return [("grade", _grades(shown, seen)), *found] if shown.deck.assessment.ruleset.grades else found


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
        return marks.blank(marked("entries", on_request=bool(shown.on_request & set(OF_POSTINGS))))
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
