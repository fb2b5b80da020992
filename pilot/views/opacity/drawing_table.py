"""The table of drawings: a row a question, a column a ruleset, as it comes and after asking in one piece."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from pilot.disclosure.opacity.measures import DRAWINGS, Opacity
from pilot.evaluation.memo import Memo
from pilot.report.opacity_figures import share
from pilot.views import html
from pilot.views.opacity import number_page, numbers
from pilot.views.opacity.both_sides import Side
from pilot.views.opacity.drawings import (
    dark_lines,
    entry_marks,
    look_alike_dots,
    outcome_strip,
    remedy_steps,
    rival_field,
    two_phones,
)
from pilot.views.opacity.drawings.ink import HATCH, Drawn
from pilot.views.opacity.number import Number
from pilot.views.scripts.bundles import bundle
from pilot.views.visit.frame import Selection

BASES = {"no": "as it comes", "yes": "after asking"}
LONGEST_FIGURE = 4
_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "opacity_rows",
    html='<div class="pp-kept"></div>',
    css=(_HERE / "drawing_table.css").read_text(encoding="utf-8"),
    js=bundle("opacity_rows"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class DrawnQuestion:
    """A question: its name, a few words under it, and the numbers whose sentences and tables stand behind it."""

    key: str
    name: str
    words: str
    behind: tuple[str, ...]


QUESTIONS = (
    DrawnQuestion("entries", "Entries", "what is shown of each", ("entries", "recomputable")),
    DrawnQuestion("alike", "Look-alikes", "others see the same", ("look_alikes", "kept_back")),
    DrawnQuestion("dark", "Days in the dark", "entries still unknown", ("dark",)),
    DrawnQuestion("rivals", "Rival rules", "explain the last change", ("rivals",)),
    DrawnQuestion("any", "Any of these", f"grades in {DRAWINGS:,} rulesets that fit", ("unsettled",)),
    DrawnQuestion("remedy", "Remedy", "of those an error lowered", ("remedy",)),
    DrawnQuestion("more", "Others see more", "items that only others see", ("public_knows_more",)),
)
_PAGE = Markup(
    '{hatch}<div class="pp-kept-head"><h1>What is kept from <span>{name}</span>?</h1>'
    '<div class="pp-basis" role="group" aria-label="On which basis">{bases}</div></div>'
    '<div class="pp-which" role="group" aria-label="Which ruleset is shown">{which}</div>'
    "<table>{head}<tbody>{rows}</tbody></table>"
)
_BASIS = Markup('<button type="button" data-to-basis="{}" aria-pressed="false">{}</button>')
_WHICH = Markup('<button type="button" data-to-side="{}" aria-pressed="false">{}</button>')
_HEAD = Markup("<thead><tr><td></td>{}</tr></thead>")
_TITLE = Markup('<th scope="col" data-side="{place}"><div class="pp-col">{title}{headlines}</div></th>')
_SECOND = Markup('<select name="second" aria-label="The ruleset beside">{}</select>')
_HEADLINE = Markup(
    '<p data-when="{when}"><span class="pp-bar2" aria-hidden="true"><i style="width:{width:.1f}%"></i></span>'
    "<b>{share}</b> of all entries shown</p>"
)
_ROW = Markup(
    '<tr class="pp-q pp-of-{key}"><th scope="row"><button type="button" aria-expanded="false" '
    'aria-controls="pp-q-{key}" data-more="{key}">{name}</button><p>{words}</p></th>{cells}</tr>'
    '<tr id="pp-q-{key}" class="pp-behind" hidden><td></td>{behind}</tr>'
)
_CELL = Markup('<td data-side="{place}">{states}</td>')
_STATE = Markup(
    '<div class="pp-cell"{when}><b class="pp-figure{long}">{figure}</b><div>{picture}<p>{caption}</p></div></div>'
)
_BEHIND = Markup("<div{when}>{numbers}</div>")


def draw(
    sides: Sequence[Side], choices: Mapping[str, str], chosen: str | None, selection: Selection, *, requested: bool,
    on_basis: Callable[[str], None], on_second: Callable[[str], None],
) -> None:  # fmt: skip
    """The drawings of both sides; `choices` are what can stand beside, by key, of which `chosen` does."""

    def state_of(state: str, answer: Callable[[str], None]) -> Callable[[], None]:
        return lambda: answer(str(st.session_state["opacity_rows"].get(state) or ""))

    _component(
        key="opacity_rows",
        data={
            "html": str(_page(sides, choices, chosen, selection)),
            "basis": "yes" if requested else "no",
            "second": chosen,
        },
        on_basis_change=state_of("basis", on_basis),
        on_second_change=state_of("second", on_second),
    )


_pages = Memo(64, 20_000_000, len)


def _page(sides: Sequence[Side], choices: Mapping[str, str], chosen: str | None, selection: Selection) -> Markup:
    of = (selection.city.fingerprint, selection.as_of, selection.subject_id, sides[0].opacity.audience)
    key = (of, tuple(side.print for side in sides), tuple(choices.items()), chosen)
    return _pages.get(key, partial(page, sides, choices, selection.subject_id, selection.name_of(selection.subject_id)))


def page(sides: Sequence[Side], choices: Mapping[str, str], subject_id: str, name: str) -> Markup:
    """The whole table as markup, both states of it; a script shows one of them."""
    titles = [html.joined([sides[0].title]), *([_beside(choices)] if len(sides) > 1 else [])]
    columns = [_column(side, subject_id, name) for side in sides]
    return _PAGE.format(
        hatch=HATCH,
        name=name,
        bases=html.joined(_BASIS.format(*basis) for basis in BASES.items()),
        which=html.joined(_WHICH.format(side.place, side.title) for side in sides) if len(sides) > 1 else "",
        head=_HEAD.format(html.joined(_title(side, title) for side, title in zip(sides, titles, strict=True))),
        rows=html.joined(_row(question, columns) for question in QUESTIONS),
    )


def _beside(choices: Mapping[str, str]) -> Markup:
    option = Markup('<option value="{}">{}</option>')
    return _SECOND.format(html.joined(option.format(key, title) for key, title in choices.items()))


def _title(side: Side, title: Markup) -> Markup:
    bases = (side.opacity, side.opacity.after_asking)
    lines = (
        _HEADLINE.format(when=when, width=100 * (opacity.entries.known or 0), share=share(opacity.entries.known))
        for when, opacity in zip(BASES, bases, strict=True)
    )
    wrapped = Markup("<h2>{}</h2>").format(title)
    return _TITLE.format(place=side.place, title=wrapped, headlines=html.joined(lines))


@dataclass(frozen=True)
class _Column:
    """What one side has in each row: the drawings and what stands behind them, as it comes and after asking."""

    place: int
    drawn: tuple[Mapping[str, Drawn], Mapping[str, Drawn]]
    behind: tuple[Mapping[str, Number], Mapping[str, Number]]


def _column(side: Side, subject_id: str, name: str) -> _Column:
    comes, after = side.opacity, side.opacity.after_asking
    covered = subject_id if subject_id in comes.screens.index else None
    drawn = tuple(_drawings(comes, covered, name, requested=requested) for requested in (False, True))
    behind = tuple(
        {number.key: number for number in numbers.numbers(opacity, subject_id, name)} for opacity in (comes, after)
    )
    return _Column(side.place, (drawn[0], drawn[1]), (behind[0], behind[1]))


def _drawings(comes: Opacity, subject_id: str | None, name: str, *, requested: bool) -> dict[str, Drawn]:
    opacity = comes.after_asking if requested else comes
    return {
        "entries": entry_marks.entry_marks(comes, subject_id, requested=requested),
        "alike": look_alike_dots.look_alike_dots(opacity, subject_id),
        "dark": dark_lines.dark_lines(opacity, subject_id),
        "rivals": rival_field.rival_field(opacity, subject_id),
        "any": outcome_strip.outcome_strip(opacity, subject_id),
        "remedy": remedy_steps.remedy_steps(opacity),
        "more": two_phones.two_phones(opacity, subject_id, name),
    }


def _row(question: DrawnQuestion, columns: Sequence[_Column]) -> Markup:
    return _ROW.format(
        key=question.key,
        name=question.name,
        words=question.words,
        cells=html.joined(_CELL.format(place=column.place, states=_states(question, column)) for column in columns),
        behind=html.joined(_CELL.format(place=column.place, states=_behind(question, column)) for column in columns),
    )


def _states(question: DrawnQuestion, column: _Column) -> Markup:
    return _both(_STATE, *(_parts(drawn[question.key]) for drawn in column.drawn))


def _parts(drawn: Drawn) -> dict[str, str]:
    return {**vars(drawn), "long": " pp-long" if len(drawn.figure) > LONGEST_FIGURE else ""}


def _behind(question: DrawnQuestion, column: _Column) -> Markup:
    both = ({"numbers": number_page.sections([found[key] for key in question.behind])} for found in column.behind)
    return _both(_BEHIND, *both)


def _both(template: Markup, comes: Mapping[str, str], after: Mapping[str, str]) -> Markup:
    """Both states, each for its basis; once where asking changes nothing."""
    if comes == after:
        return template.format(when="", **comes)
    whens = (Markup(' data-when="{}"').format(when) for when in BASES)
    return html.joined(template.format(when=when, **parts) for when, parts in zip(whens, (comes, after), strict=True))
