"""The cards of the short game: what came on record about three residents, and how their screens changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup

from pilot.disclosure.guessing.episodes import Episode
from pilot.disclosure.guessing.glimpses import Glimpse
from pilot.disclosure.guessing.rounds import looked_at
from pilot.phrases import day
from pilot.views import html
from pilot.views.guess import cards
from pilot.views.guess.shown_round import ShownRound
from pilot.views.pieces import marks

CARD = Markup(
    '<article class="pp-short"><header><h2>{name}</h2>{change}</header><ol>{happenings}</ol>'
    '<div class="pp-seen" role="group" aria-label="Else on the screen">{rest}</div></article>'
)
CHANGE = Markup('<p><span class="pp-unseen">The screen on {before} and on {after}: </span>{grades}</p>')


def short_cards(shown: ShownRound, *, revealed: bool) -> Markup:
    """The cards side by side; once `revealed`, the records that moved a score are lit, with their points."""
    lives = zip(shown.round.episodes, shown.glimpses, strict=True)
    return Markup('<div class="pp-shorts">{}</div>').format(
        html.joined(_card(shown, episode, seen, revealed=revealed) for episode, seen in lives)
    )


def _card(shown: ShownRound, episode: Episode, seen: Glimpse, *, revealed: bool) -> Markup:
    assessment = shown.deck.assessment
    parts = dict(cards.rows(shown, seen))
    change = CHANGE.format(
        before=day(looked_at(episode.first - dt.timedelta(days=1), assessment)),
        after=day(looked_at(episode.last, assessment)),
        grades=parts.pop("grade", ""),
    )
    return CARD.format(
        name=shown.name(episode),
        change=change,
        happenings=html.joined(_happenings(shown, episode, revealed=revealed)),
        rest=html.joined(Markup("<div>{}{}</div>").format(_label(seen, name), cell) for name, cell in parts.items()),
    )


def _label(seen: Glimpse, name: str) -> Markup:
    """The name of a part that is shown; a blank has its own."""
    shown = {"score": seen.scores is not None, "entries": seen.lines is not None}
    return Markup("<small>{}</small> ").format(name) if shown.get(name) else Markup()


def _happenings(shown: ShownRound, episode: Episode, *, revealed: bool) -> Iterator[Markup]:
    moved = {line.record_id: line.points for line in episode.postings if line.points} if revealed else {}
    year = 0
    for happening in episode.happenings:
        date = happening.date
        points = moved.get(happening.record_id)
        yield Markup("<li{}><time>{}</time><span>{}{}</span></li>").format(
            Markup(' class="pp-lit"') if points else "",
            f"{date:%-d %b}" if date.year == year else f"{date:%-d %b %Y}",
            shown.title(happening.kind),
            Markup(" {}").format(marks.points_html(points)) if points else "",
        )
        year = date.year
