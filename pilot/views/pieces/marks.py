"""The small pieces that every screen is set with: points, blanks, grades, basis marks, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pilot.ruleset.model import Citation, Ruleset
from pilot.views.html import text

BASIS = {
    "reported": ("●", "A source gives this behaviour and its points."),
    "adapted": ("◐", "A source names the behaviour; the number is ours."),
    "claimed": ("◇", "A source says so and another disputes it."),
    "conjectured": ("○", "The real system does not disclose this; it is our guess."),
    "invented": ("✎", "Made up for teaching."),
}
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


def points_html(value: int) -> str:
    """Points as they stand in a line of text."""
    return f'<span class="pp-points">{points(value)}</span>'


def blank(name: str, width: int = 0) -> str:
    """What is withheld: a hatched bar of about the right length (in characters) with its name."""
    style = f' style="min-width:min({width}ch,100%)"' if width else ""
    told = f'role="note" aria-label="{text(name)}: withheld"'
    return f'<span class="pp-blank"{style} {told}><span>{text(name)}</span></span>'


def basis(citation: Citation) -> str:
    """The small mark of how much of a rule its source carries, with its meaning one hover or tap away."""
    name = citation.basis or "invented"
    sign, meaning = BASIS[name]
    return f'<span class="pp-mark" tabindex="0" title="{text(meaning)}"><i aria-hidden="true">{sign}</i>{name}</span>'


def link(said: str, url: str | None) -> str:
    """Words that are safe already, as a link where the address is one of the web; any other address stays unlinked."""
    if url is None or not url.lower().startswith(("http://", "https://")):
        return said
    return f'<a href="{text(url)}" target="_blank" rel="noopener">{said}</a>'


def cited(citation: Citation, ruleset: Ruleset) -> str:
    """Source and place of a rule, in one line."""
    source = ruleset.sources.get(citation.ref or "")
    if source is None:
        return "no source given"
    named = ", ".join(text(part) for part in (source.by, source.title, source.date) if part)
    linked = link(named, source.url)
    return f"{linked}, {text(citation.at)}" if citation.at else linked


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


def grade(name: str, grades: Sequence[str]) -> str:
    """A grade as a chip on the sequential scale; the letters say it, the shade only helps."""
    place = list(grades).index(name) if name in grades else 0
    return f'<span class="pp-grade" style="background:{shade(place, len(grades))}">{text(name)}</span>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = (), caption: str = "") -> str:
    """A plain table of cells that are safe already; the columns in `numbers` stand right."""
    right = set(numbers)

    def line(tag: str, cells: Sequence[str]) -> str:
        def one(place: int, cell: str) -> str:
            named = tag == "th" and cell
            kind, scope = ("th", ' scope="col"') if named else ("td", "")
            return f"<{kind}{scope}{' class=n' if place in right else ''}>{cell}</{kind}>"

        return "".join(one(place, cell) for place, cell in enumerate(cells))

    body = "".join(f"<tr>{line('td', row)}</tr>" for row in rows)
    named = f"<caption class='pp-quiet' style='text-align:left'>{text(caption)}</caption>" if caption else ""
    top = f"<thead><tr>{line('th', head)}</tr></thead>"
    return f'<div class="pp-scroll"><table class="pp-table">{named}{top}<tbody>{body}</tbody></table></div>'
