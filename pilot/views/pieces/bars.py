"""Numbers drawn in a line of a table: a share as a bar, grades as a stack; the numbers always stand beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from pilot.views import html
from pilot.views.pieces import marks

ROOM_FOR_A_NUMBER = 0.085
"""A segment of a stack that is narrower than this share of it shows no number; the table does."""


@cache
def style() -> str:
    """The style sheet of these pieces, for a page that uses them."""
    return f"<style>{(Path(__file__).parent / 'figures.css').read_text(encoding='utf-8')}</style>"


def number(value: int) -> str:
    """A count, thousands set apart; a zero is there and stands back."""
    return f'<span class="pp-zero">{value:,}</span>' if value == 0 else f"{value:,}"


def percent(part: float, whole: float) -> str:
    """A share in whole per cent; a dash where there is nothing to take a share of."""
    if not whole:
        return "–"
    share = 100 * part / whole
    return "under 1%" if 0 < share < 0.5 else "over 99%" if 99.5 < share < 100 else f"{share:.0f}%"


def few(covered: int) -> str:
    """The mark of a group that is too small to compare."""
    people = "person" if covered == 1 else "people"
    meaning = "One person more or less would move these shares by a tenth or more."
    return f'<span class="pp-few" tabindex="0" title="{meaning}">{covered} {people}: too few to compare</span>'


def bar(value: float, longest: float, *, outlined: bool = False) -> str:
    """A bar as long as `value` is of `longest`; it says nothing that the number beside it does not say."""
    if not value:
        return ""
    width = 100 * value / longest
    return f'<span class="pp-bar{" pp-open" if outlined else ""}" style="width:{width:.1f}%" aria-hidden="true"></span>'


def stack(counts: Sequence[int], grades: Sequence[str], label: str) -> str:
    """How many hold which grade, best first from the left, as one bar; `label` says whose."""
    whole = sum(counts)
    if not whole:
        return ""
    pieces = "".join(
        _segment(count, place, len(grades), show=count / whole >= ROOM_FOR_A_NUMBER)
        for place, count in enumerate(counts)
        if count
    )
    said = ", ".join(f"{grade} {count}" for grade, count in zip(grades, counts, strict=True) if count)
    return f'<span class="pp-stack" role="img" aria-label="{html.text(label)}: {html.text(said)}">{pieces}</span>'


def _segment(count: int, place: int, of: int, *, show: bool) -> str:
    return f'<i style="flex:{count} 0 0;background:{marks.shade(place, of)}">{count if show else ""}</i>'


def legend(grades: Sequence[str], titles: Sequence[str | None]) -> str:
    """The grades as chips, best first, each with its title where it has one."""
    items = "".join(
        f"<li>{marks.grade(grade, grades)}{' ' + html.text(title) if title else ''}</li>"
        for grade, title in zip(grades, titles, strict=True)
    )
    return f'<ul class="pp-legend" aria-label="Grades, best first">{items}</ul>'


TEXTS = "pp-stacked pp-texts"


def folded(summary: str, inside: str) -> str:
    """What stands behind one click; nothing where there is nothing inside."""
    return f"<details><summary>{html.text(summary)}</summary>{inside}</details>" if inside else ""


def rows(lines: Iterable[Sequence[str]], head: Sequence[str], *, caption: str = "", kind: str = "pp-stacked") -> str:
    """A table whose first column heads its rows; the others hold numbers or, by their head's sign, bars | or words ~.

    `kind` are its classes: with `pp-stacked` its lines become blocks on a phone, with `pp-texts` the first column has
    room for sentences. A line of one cell heads those below it. Cells are safe already.
    """
    kinds = [_COLUMNS.get(name[:1], "n" if place else "") for place, name in enumerate(head)]
    names = [name.lstrip("|~") for name in head]
    top = "".join(
        f'<th scope="col" class="{kind}">{name}</th>' if name else f'<td class="{kind}"></td>'
        for kind, name in zip(kinds, names, strict=True)
    )
    body = "".join(_line(line, names, kinds) for line in lines)
    named = f"<caption class='pp-quiet'>{html.text(caption)}</caption>" if caption else ""
    return (
        f'<div class="pp-scroll"><table class="pp-table {kind}">{named}<thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


_COLUMNS = {"|": "pp-wide", "~": "pp-prose"}


def _line(line: Sequence[str], names: Sequence[str], kinds: Sequence[str]) -> str:
    if len(line) == 1:
        return f'<tr class="pp-head"><th scope="rowgroup" colspan="{len(names)}">{line[0]}</th></tr>'
    named = [f' data-name="{name}"' if kind != "pp-wide" else "" for name, kind in zip(names, kinds, strict=True)]
    cells = "".join(
        f'<td class="{kind}"{name}>{cell}</td>' for cell, name, kind in list(zip(line, named, kinds, strict=True))[1:]
    )
    return f'<tr><th scope="row">{line[0]}</th>{cells}</tr>'
