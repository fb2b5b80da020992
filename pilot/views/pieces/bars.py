"""Numbers drawn in a line of a table: a share as a bar, grades as a stack; the numbers always stand beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from markupsafe import Markup

from pilot.phrases import plural
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.visit.effects import Effect

ROOM_FOR_A_NUMBER = 0.085
"""A segment of a stack that is narrower than this share of it shows no number; the table does."""


def style() -> Markup:
    """The style sheet of these pieces, for a page that uses them."""
    return html.style_sheet(Path(__file__).with_name("figures.css"))


def number(value: int) -> Markup:
    """A count, thousands set apart; a zero is there and stands back."""
    return Markup("{:,}").format(value) if value else Markup('<span class="pp-zero">0</span>')


def percent(part: float, whole: float) -> str:
    """A share in whole per cent; a dash where there is nothing to take a share of."""
    if not whole:
        return "–"
    share = 100 * part / whole
    return "under 1%" if 0 < share < 0.5 else "over 99%" if 99.5 < share < 100 else f"{share:.0f}%"


def few(covered: int) -> Markup:
    """The mark of a group that is too small to compare."""
    meaning = "One person more or less would move these shares by a tenth or more."
    people = plural(covered, "person", "people")
    return Markup('<span class="pp-few" tabindex="0" title="{}">{} {}: too few to compare</span>').format(
        meaning, covered, people
    )


def bar(value: float, longest: float, *, outlined: bool = False) -> Markup:
    """A bar as long as `value` is of `longest`; it says nothing that the number beside it does not say."""
    if not value:
        return Markup()
    return Markup('<span class="pp-bar{}" style="width:{:.1f}%" aria-hidden="true"></span>').format(
        " pp-open" if outlined else "", 100 * value / longest
    )


def effect(drawn: Effect) -> Markup:
    """What an article does to a city: a block as wide as those reached, as tall as its points, up or down; its state
    before is outlined. The line is everybody."""
    states = [(drawn.now, ""), *([(drawn.before, " pp-was")] if drawn.before else [])]
    blocks = html.joined(
        Markup('<i class="pp-{}{}" style="width:{}%;height:{}%"></i>').format(
            block.way, kind, block.wide, block.high / 2
        )
        for block, kind in states
    )
    return Markup('<span class="pp-reach" role="img" aria-label="{0}" title="{0}">{1}</span>').format(
        drawn.words, blocks
    )


def stack(counts: Sequence[int], grades: Sequence[str], label: str) -> Markup:
    """How many hold which grade, best first from the left, as one bar; `label` says whose."""
    whole = sum(counts)
    if not whole:
        return Markup()
    pieces = html.joined(
        _segment(count, place, len(grades), show=count / whole >= ROOM_FOR_A_NUMBER)
        for place, count in enumerate(counts)
        if count
    )
    held = ", ".join(f"{grade} {count}" for grade, count in zip(grades, counts, strict=True) if count)
    return Markup('<span class="pp-stack" role="img" aria-label="{}: {}">{}</span>').format(label, held, pieces)


def _segment(count: int, place: int, of: int, *, show: bool) -> Markup:
    return Markup('<i style="flex:{} 0 0;background:{}">{}</i>').format(
        count, marks.shade(place, of), count if show else ""
    )


def legend(grades: Sequence[str], titles: Sequence[str | None]) -> Markup:
    """The grades as chips, best first, each with its title where it has one."""
    items = html.joined(
        Markup("<li>{}{}</li>").format(marks.grade(grade, grades), f" {title}" if title else "")
        for grade, title in zip(grades, titles, strict=True)
    )
    return Markup('<ul class="pp-legend" aria-label="Grades, best first">{}</ul>').format(items)


TEXTS = "pp-stacked pp-texts"


def folded(summary: str, inside: Markup) -> Markup:
    """What stands behind one click; nothing where there is nothing inside."""
    return Markup("<details><summary>{}</summary>{}</details>").format(summary, inside) if inside else Markup()


def rows(lines: Iterable[Sequence[str]], head: Sequence[str], *, caption: str = "", kind: str = "pp-stacked") -> Markup:
    """A table whose first column heads its rows; the others hold numbers or, by their head's sign, bars | or words ~.

    `kind` are its classes: with `pp-stacked` its lines become blocks on a phone, with `pp-texts` the first column has
    room for sentences. A line of one cell heads those below it. A cell is markup or plain words.
    """
    kinds = [_COLUMNS.get(name[:1], "n" if place else "") for place, name in enumerate(head)]
    names = [name.lstrip("|~") for name in head]
    return Markup(
        '<div class="pp-scroll"><table class="pp-table {kind}">{caption}<thead><tr>{head}</tr></thead>'
        "<tbody>{body}</tbody></table></div>"
    ).format(
        kind=kind,
        caption=Markup('<caption class="pp-quiet">{}</caption>').format(caption) if caption else "",
        head=html.joined(_head(name, kind) for kind, name in zip(kinds, names, strict=True)),
        body=html.joined(_line(line, names, kinds) for line in lines),
    )


_COLUMNS = {"|": "pp-wide", "~": "pp-prose"}


def _head(name: str, kind: str) -> Markup:
    if not name:
        return Markup('<td class="{}"></td>').format(kind)
    return Markup('<th scope="col" class="{}">{}</th>').format(kind, name)


def _line(line: Sequence[str], names: Sequence[str], kinds: Sequence[str]) -> Markup:
    first, *others = line
    if not others:
        return Markup('<tr class="pp-head"><th scope="rowgroup" colspan="{}">{}</th></tr>').format(len(names), first)
    cells = html.joined(_cell(cell, name, kind) for cell, name, kind in zip(others, names[1:], kinds[1:], strict=True))
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(first, cells)


def _cell(content: str, name: str, kind: str) -> Markup:
    if kind == "pp-wide":
        return Markup('<td class="{}">{}</td>').format(kind, content)
    return Markup('<td class="{}" data-name="{}">{}</td>').format(kind, name, content)
