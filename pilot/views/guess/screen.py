"""Could you have known? What some residents saw, and the rule hidden from them: a short game, and a long one."""

from __future__ import annotations

from pilot.views.guess import long_game, playable, playing, short_game
from pilot.views.visit import frame

DRAWN = {"short": short_game.draw, "long": long_game.draw}


def draw() -> None:
    """The game that is chosen, at first where it is hard."""
    selection = frame.selection()
    playable.begin_where_it_is_hard(selection)
    DRAWN[playing.game()](selection)


draw()
