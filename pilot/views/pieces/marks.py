"""The small pieces that every screen is set with: points, blanks, grades, basis marks, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from pilot.ruleset.changes.origins import changed_here
from pilot.ruleset.model import Citation, Ruleset
from pilot.views.html import joined

BASIS = {
    "reported": ("●", "A source gives this behaviour and its points."),
    "adapted": ("◐", "A source names the behaviour; the number is ours."),
    "claimed": ("◇", "A source says so and another disputes it."),
    "conjectured": ("○", "The real system does not disclose this; it is our guess."),
    "invented": ("✎", "Made up for teaching."),
}
CHANGED = ("✱", "Somebody changed this here; the source does not carry it as it stands.")
ITEMS = {
    "score": "score",
    "grade": "grade",
    "thresholds": "thresholds",
    "rules": "rules",
    "points": "points",
    "records": "records",
    "agencies": "agencies",
    "lists": "lists",
    "reasons": "reasons",
    "consequences": "consequences",
    "recipients": "recipients",
}
"""What each item of disclosure is called on the screens."""


def points(value: int) -> str:
    """Points with their sign written out and a thousands separator: −5, +2, 0."""
    body = f"{abs(value):,}"
    return body if value == 0 else ("−" if value < 0 else "+") + body


def points_html(value: int) -> Markup:
    """Points as they stand in a line of text."""
    return Markup('<span class="pp-points">{}</span>').format(points(value))


def blank(name: str, width: int = 0) -> Markup:
    """What is withheld: a hatched bar of about the right length (in characters) with its name."""
    style = Markup(' style="min-width:min({}ch,100%)"').format(width) if width else Markup()
    return Markup(
        '<span class="pp-blank"{style} role="note" aria-label="{name}: withheld"><span>{name}</span></span>'
    ).format(style=style, name=name)


def basis(citation: Citation, changed: str = "") -> Markup:
    """The small mark of how much of a rule its source carries, with its meaning one hover or tap away.

    What was `changed` here, in those words, rests on no source any more.
    """
    name = citation.basis or "invented"
    return changed_mark(changed) if changed else _MARK.format(BASIS[name][1], BASIS[name][0], name)


def changed_mark(words: str) -> Markup:
    """The same mark for what was changed here, in those words; nothing where they are empty."""
    return _MARK.format(CHANGED[1], CHANGED[0], words) if words else Markup()


_MARK = Markup('<span class="pp-mark" tabindex="0" title="{}"><i aria-hidden="true">{}</i>{}</span>')


def basis_sign(citation: Citation, changed: str = "") -> Markup:
    """The sign of the same mark alone, for a line that has no room for words."""
    sign, meaning = CHANGED if changed else BASIS[citation.basis or "invented"]
    return Markup('<i class="pp-sign" title="{}" aria-label="{}" role="img">{}</i>').format(
        meaning, changed or citation.basis or "invented", sign
    )


def link(words: str, url: str | None) -> Markup:
    """Words as a link where the address is one of the web; any other address stays unlinked."""
    if url is None or not url.lower().startswith(("http://", "https://")):
        return Markup("{}").format(words)
    return Markup('<a href="{}" target="_blank" rel="noopener">{}</a>').format(url, words)


def cited(citation: Citation, ruleset: Ruleset) -> Markup:
    """Source and place of a rule, in one line."""
    source = ruleset.sources.get(citation.ref or "")
    if source is None:
        return Markup("no source given")
    linked = link(", ".join(str(part) for part in (source.by, source.title, source.date) if part), source.url)
    changed = changed_here(ruleset).words("sources", citation.ref or "")
    place = f", {citation.at}" if citation.at else ""
    return Markup("{}{}{}").format(linked, place, Markup(" {}").format(changed_mark(changed)) if changed else "")


def shade(place: int, of: int) -> str:
    """The place of a grade on the one sequential scale, as a share of ink: best 4 %, worst 62 % (44 % on a dark page).

    At these ends the page's own text stands out from every shade by more than 4.5 to 1, on paper and in the dark.
    """
    step = place / max(of - 1, 1)
    light, dark = (
        f"color-mix(in srgb, var(--st-primary-color) {4 + round(ends * step)}%, var(--st-background-color))"
        for ends in (58, 40)
    )
    return f"light-dark({light}, {dark})"


def grade(name: str, grades: Sequence[str]) -> Markup:
    """A grade as a chip on the sequential scale; the letters say it, the shade only helps."""
    place = list(grades).index(name) if name in grades else 0
    return Markup('<span class="pp-grade" style="background:{}">{}</span>').format(shade(place, len(grades)), name)


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers: Iterable[int] = (),
    caption: str = "",
    kind: str = "",
) -> Markup:
    """A plain table; a cell is markup or plain words, the columns in `numbers` stand right, `kind` are its classes."""
    right = frozenset(numbers)
    body = joined(
        Markup("<tr>{}</tr>").format(joined(_cell(cell, right=place in right) for place, cell in enumerate(row)))
        for row in rows
    )
    return Markup(
        '<div class="pp-scroll"><table class="{kind}">{caption}<thead><tr>{head}</tr></thead>'
        "<tbody>{body}</tbody></table></div>"
    ).format(
        kind=f"pp-table {kind}".strip(),
        caption=_caption(caption),
        head=joined(_head(name, right=place in right) for place, name in enumerate(head)),
        body=body,
    )


def _caption(words: str) -> Markup:
    if not words:
        return Markup()
    return Markup('<caption class="pp-quiet" style="text-align:left">{}</caption>').format(words)


def _head(name: str, *, right: bool) -> Markup:
    if not name:
        return _cell(name, right=right)
    return Markup('<th scope="col"{}>{}</th>').format(_RIGHT if right else "", name)


def _cell(content: str, *, right: bool) -> Markup:
    return Markup("<td{}>{}</td>").format(_RIGHT if right else "", content)


_RIGHT = Markup(' class="n"')
