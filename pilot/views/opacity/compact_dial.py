"""Who is shown what under both rulesets, a sign each; a tap turns it, and every drawing follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from pilot.disclosure.shown.view import ITEMS
from pilot.phrases import capitalised, plural
from pilot.ruleset.model.bases import known_from
from pilot.ruleset.model.values import LEVEL_NAMES, Audience
from pilot.views import html
from pilot.views.opacity.both_sides import Side
from pilot.views.pieces import dial, marks
from pilot.views.pieces.provisions import MEANS
from pilot.views.scripts.bundles import bundle

SEEN_BY: dict[Audience, str] = {"subject": "resident", "public": "public", "partner": "partner"}
_HERE = Path(__file__).parent
_SIGNS = (Path(dial.__file__).parent / "dial.css").read_text(encoding="utf-8")
_component = st.components.v2.component(
    "compact_dial",
    html='<div class="pp-dial pp-compact"></div>',
    css=_SIGNS + (_HERE / "compact_dial.css").read_text(encoding="utf-8"),
    js=bundle("compact_dial"),
    isolate_styles=False,
)
_TABLE = Markup(
    '<h2>The dial</h2><p>Turn a sign; every drawing follows.</p><table><thead><tr><th scope="col">'
    '<select name="audience" aria-label="Who is shown what">{audiences}</select></th>{heads}</tr></thead>'
    "<tbody>{items}{ends}</tbody></table>"
    '<ul class="pp-signs" aria-label="The three positions">{legend}</ul>'
    '<p class="pp-source" role="status"></p><p class="pp-turned" role="status"></p>'
    '<button type="button" data-back hidden>Back to the shipped block</button>'
)
_HEAD = Markup('<th scope="col"><abbr title="{title}">{short}</abbr></th>')
_ITEM = Markup('<tr><th scope="row" title="{means}">{item}</th>{cells}</tr>')
_SIGN = Markup(
    '<td><button type="button" data-cell="{place} {item}" data-name="{name}, {title}">'
    '<i class="pp-sign"></i></button></td>'
)
_END = Markup('<tr><th scope="row">{name}</th>{cells}</tr>')
_CHOICE = Markup('<td><select data-end="{place} {end}" aria-label="{name}, {title}">{options}</select></td>')
_LEGEND = Markup('<li><i class="pp-sign {}" aria-hidden="true"></i>{}</li>')
_SHORT_DELAYS = {0: "no", 24: "1 d", 168: "7 d", 720: "30 d", 2160: "90 d", 8760: "1 y"}
_SHORT_NOTICES = {"n": "no", "c": "on", "b": "before"}


def draw(
    sides: Sequence[Side],
    audience: Audience,
    on_turn: Callable[[list[str]], None],
    on_audience: Callable[[str], None],
) -> None:
    """The signs of one audience; `on_turn` is given the words of the blocks of all sides."""
    words = [dial.word(side.disclosure) for side in sides]

    def turned() -> None:
        sent = st.session_state["compact_dial"].get("words")
        on_turn([str(word) for word in sent] if isinstance(sent, list) else words)

    _component(
        key="compact_dial",
        data={
            "html": str(_table(sides)),
            "words": words,
            "shipped": [dial.word(side.ruleset.disclosure) for side in sides],
            "audience": list(SEEN_BY).index(audience),
            "levels": {sign: LEVEL_NAMES[level] for sign, level in dial.LEVELS.items()},
            "turned": _changed(sides),
            "sources": [_sources(side) for side in sides],
        },
        on_words_change=turned,
        on_audience_change=lambda: on_audience(str(st.session_state["compact_dial"].get("audience") or "")),
    )


def _sources(side: Side) -> list[list[str]]:
    """What each cell of each audience is known from, then the delay and the letters."""
    cells = [[_known_from(side, audience, item) for item in ITEMS] for audience in SEEN_BY]
    return [*cells, [_known_from(side, "delay_hours")], [_known_from(side, "notice")]]


def _known_from(side: Side, *path: str) -> str:
    citation = known_from(side.ruleset.disclosure, *path)
    source = side.ruleset.sources.get(citation.ref or "") if citation else None
    if citation is None or source is None:
        return "No source is given."
    return f"{capitalised(citation.basis or 'no basis given')}: {', '.join(filter(None, (source.title, citation.at)))}."


def _changed(sides: Sequence[Side]) -> str:
    places = {side.title: plural(side.turned, "one place", f"{side.turned} places") for side in sides if side.turned}
    turned = [f"{title} in {where}" for title, where in places.items()]
    return f"Turned here: {', '.join(turned)}. The rules are the same." if turned else ""


def turned_words(places: int) -> str:
    """That a block is not the one that the ruleset came with."""
    changed = plural(places, "one place", f"{places} places")
    return f"Who is shown what is changed in {changed}. The rules and everybody’s points are the same."


def _table(sides: Sequence[Side]) -> Markup:
    hours = sorted({*dial.DELAYS, *(delay for side in sides for delay in _delays(side))})
    delays = {str(hour): _SHORT_DELAYS.get(hour, f"{hour} h") for hour in hours}
    ends = (("late by", 3, delays), ("letters", 4, _SHORT_NOTICES))
    return _TABLE.format(
        audiences=_options(SEEN_BY),
        heads=html.joined(_HEAD.format(title=side.title, short=_initials(side.title)) for side in sides),
        items=html.joined(_item(sides, place) for place in range(len(ITEMS))),
        ends=html.joined(
            _END.format(
                name=name,
                cells=html.joined(
                    _CHOICE.format(place=side.place, end=end, name=name, title=side.title, options=_options(choices))
                    for side in sides
                ),
            )
            for name, end, choices in ends
        ),
        legend=html.joined(_LEGEND.format(sign, LEVEL_NAMES[level]) for sign, level in dial.LEVELS.items()),
    )


def _delays(side: Side) -> tuple[int, int]:
    return side.ruleset.disclosure.delay_hours, side.disclosure.delay_hours


def _item(sides: Sequence[Side], place: int) -> Markup:
    item = ITEMS[place]
    cells = html.joined(
        _SIGN.format(place=side.place, item=place, name=marks.ITEMS[item], title=side.title) for side in sides
    )
    return _ITEM.format(means=MEANS[item], item=marks.ITEMS[item], cells=cells)


def _options(names: dict[str, str] | dict[Audience, str]) -> Markup:
    return html.joined(Markup('<option value="{}">{}</option>').format(value, name) for value, name in names.items())


def _initials(title: str) -> str:
    """The first letters of a title's words, which its full name explains."""
    return "".join(word[0].upper() for word in title.split(",", maxsplit=1)[0].split()[:3])
