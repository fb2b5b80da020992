"""The opacity dial: a ruleset's disclosure block as switches, and as a short word in the address."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import get_args

import streamlit as st
from markupsafe import Markup

from pilot.disclosure.shown.view import ITEMS
from pilot.phrases import count
from pilot.ruleset.model import Disclosure, Ruleset
from pilot.ruleset.model.values import LEVEL_NAMES, Audience, Item, Level
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.pieces.provisions import MEANS
from pilot.views.scripts.bundles import bundle
from pilot.views.visit import address

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
HEADS: dict[Audience, str] = {"subject": "Resident", "public": "Public", "partner": "Partner"}
LEVELS: dict[str, Level] = {"s": "shown", "r": "on_request", "h": "hidden"}
NOTICES = {"n": "none", "c": "on_change", "b": "before_effect"}
NOTICE_NAMES = {"n": "none", "c": "on the day of a change", "b": "before it takes effect"}
DELAYS = {0: "none", 24: "a day", 168: "a week", 720: "30 days", 2160: "90 days", 8760: "a year"}
LONGEST_DELAY = 87_600
_WORD = re.compile(rf"([srh]{{{len(ITEMS)}}}\.){{3}}[0-9]{{1,5}}\.[ncb]")
_HERE = Path(__file__).parent

_component = st.components.v2.component(
    "dial",
    html='<div class="pp-dial"></div>',
    css=(_HERE / "dial.css").read_text(encoding="utf-8"),
    js=bundle("dial"),
    isolate_styles=False,
)


def word(disclosure: Disclosure) -> str:
    """The block as a word: a letter for each audience and item, then the delay in hours, then a letter for notice."""
    letter = {level: sign for sign, level in LEVELS.items()}
    rows = ["".join(letter[disclosure.level(audience, item)] for item in ITEMS) for audience in AUDIENCES]
    notice = next(sign for sign, name in NOTICES.items() if name == disclosure.notice)
    return ".".join([*rows, str(disclosure.delay_hours), notice])


def block(letters: str) -> Disclosure | None:
    """The block that a word stands for; None where it is no such word."""
    if not _WORD.fullmatch(letters) or int(letters.split(".")[3]) > LONGEST_DELAY:
        return None
    *rows, delay, notice = letters.split(".")
    shown = {
        audience: {item: LEVELS[sign] for item, sign in zip(ITEMS, row, strict=True)}
        for audience, row in zip(AUDIENCES, rows, strict=True)
    }
    return Disclosure.model_validate({**shown, "delay_hours": int(delay), "notice": NOTICES[notice]}, by_name=True)


def dialled(ruleset: Ruleset, key: str = "dial") -> Disclosure:
    """The block that the address gives under this key, else the ruleset's own; another ruleset starts from its own."""
    if st.session_state.setdefault(f"_{key}_of", ruleset.id) != ruleset.id:
        st.session_state[f"_{key}_of"] = ruleset.id
        address.put(key, None)
    found = block(address.given(key) or "")
    if found is None or word(found) == word(ruleset.disclosure):
        address.put(key, None)
        return ruleset.disclosure
    return found


def turn(ruleset: Ruleset, to: str, key: str = "dial") -> None:
    """Puts a block into the address, by its word; the ruleset's own, and what is no block, takes it out."""
    address.put(key, None if to == word(ruleset.disclosure) or block(to) is None else to)


def turned(ruleset: Ruleset, disclosure: Disclosure) -> int:
    """In how many of its cells, delay and notice counted as one each, a block differs from the ruleset's own."""
    pairs = zip(word(ruleset.disclosure).split("."), word(disclosure).split("."), strict=True)
    own = list(pairs)
    cells = sum(one != other for first, second in own[:3] for one, other in zip(first, second, strict=True))
    return cells + sum(first != second for first, second in own[3:])


def switches(key: str, disclosure: Disclosure, start: Disclosure, *, on_turn: Callable[[Disclosure], None]) -> None:
    """The switches alone; `on_turn` is given the whole block after a turn, `start` is where the way back leads."""

    def turned(to: str) -> None:
        wanted = block(to)
        if wanted is not None:
            on_turn(wanted)

    hours = sorted({*DELAYS, start.delay_hours, disclosure.delay_hours})
    _component(
        key=key,
        data={"html": _switches(hours), "word": word(disclosure), "shipped": word(start)},
        on_word_change=lambda: turned(str(st.session_state[key].get("word") or word(start))),
    )


def turns(shown: Disclosure, wanted: Disclosure) -> list[tuple[tuple[str, ...], str | int]]:
    """What differs between two blocks, as paths inside the block and the values wanted there."""
    cells: list[tuple[tuple[str, ...], str | int]] = [
        ((audience, item), wanted.level(audience, item))
        for audience in AUDIENCES
        for item in ITEMS
        if shown.level(audience, item) != wanted.level(audience, item)
    ]
    if shown.delay_hours != wanted.delay_hours:
        cells.append((("delay_hours",), wanted.delay_hours))
    if shown.notice != wanted.notice:
        cells.append((("notice",), wanted.notice))
    return cells


def back() -> None:
    """Takes the changed block out of the address."""
    address.put("dial", None)


def _switches(hours: list[int]) -> Markup:
    return Markup(
        '<ul class="pp-signs" aria-label="The three positions">{legend}</ul>'
        '<table><thead><tr><th scope="col">Item</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        '<div class="pp-ends"><label>Screens lag by <select name="delay">{delays}</select></label>'
        '<label>Letters <select name="notice">{notices}</select></label></div>'
        '<button type="button" data-back disabled>Back to the shipped block</button>'
    ).format(
        legend=html.joined(
            Markup('<li><i class="pp-sign {}" aria-hidden="true"></i>{}</li>').format(sign, LEVEL_NAMES[level])
            for sign, level in LEVELS.items()
        ),
        heads=html.joined(
            Markup('<th scope="col" data-of="{}">{}</th>').format(place, HEADS[audience])
            for place, audience in enumerate(AUDIENCES)
        ),
        rows=html.joined(_row(place, item) for place, item in enumerate(ITEMS)),
        delays=_options({str(delay): DELAYS.get(delay, count(delay, "hour")) for delay in hours}),
        notices=_options(NOTICE_NAMES),
    )


def _options(names: Mapping[str, str]) -> Markup:
    return html.joined(Markup('<option value="{}">{}</option>').format(value, name) for value, name in names.items())


def _row(place: int, item: Item) -> Markup:
    cells = html.joined(_cell(number, audience, place, item) for number, audience in enumerate(AUDIENCES))
    return Markup('<tr><th scope="row" title="{}">{}</th>{}</tr>').format(MEANS[item], marks.ITEMS[item], cells)


def _cell(number: int, audience: Audience, place: int, item: Item) -> Markup:
    cell = f"{marks.ITEMS[item]}, {HEADS[audience].lower()}"
    switches = html.joined(
        Markup(
            '<label title="{level}"><input type="radio" name="{group}" value="{sign}" aria-label="{cell}: {level}">'
            '<i class="pp-sign {sign}"></i></label>'
        ).format(level=LEVEL_NAMES[level], group=f"{audience}-{item}", sign=sign, cell=cell)
        for sign, level in LEVELS.items()
    )
    return Markup(
        '<td data-of="{number}"><span role="radiogroup" aria-label="{cell}" data-cell="{number} {place}">'
        "{switches}</span></td>"
    ).format(number=number, cell=cell, place=place, switches=switches)
