"""What may not be as meant in the text on the bench, although it is no fault."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from pilot.city.city import City
from pilot.errors import Problem
from pilot.ruleset.editing import read_draft
from pilot.ruleset.reading.hints import cut_texts, unknown_columns, unknown_kinds
from pilot.views import html
from pilot.views.pieces import problem_list
from pilot.views.workshop.open_draft import Bench

MOST_SHOWN = 5


def draw(at: Bench) -> None:
    """The hints with their rules, the first ones open; nothing where there is no cause."""
    numbers = {rule.id: number for number, rule in enumerate(at.ruleset.rules, 1)}
    found = hints(at)
    lines = html.repeated(
        Markup("<li>{}</li>"),
        [
            Markup("{}: {}").format(problem_list.called(hint.place.path, numbers), problem_list.sentence(hint))
            for hint in found[:MOST_SHOWN]
        ],
    )
    left = len(found) - MOST_SHOWN
    more = Markup("<li>… and {} more.</li>").format(left) if left > 0 else Markup()
    if found:
        html.show(
            html.block(
                Markup("<p><b>This may not be as you mean it.</b></p><ul>{}{}</ul>").format(lines, more), role="status"
            )
        )


def hints(at: Bench) -> list[Problem]:
    """All there are, in a text that makes a ruleset, held against the city at hand."""
    city = at.selection.city
    return [
        *_in_text(at.origin, at.text),
        *unknown_columns(at.ruleset, at.origin, _columns(city)),
        *unknown_kinds(at.ruleset, at.origin, set(map(str, city.kinds["kind"]))),
    ]


@lru_cache(maxsize=64)
def _in_text(name: str, text: str) -> tuple[Problem, ...]:
    draft = read_draft(text, name=name)
    return tuple(cut_texts(draft.layers[0].tree, draft.source))


def _columns(city: City) -> set[str]:
    return {*map(str, city.residents.columns), *map(str, city.companies.columns)}
