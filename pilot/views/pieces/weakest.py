"""What carries the least of a part of a ruleset, beside its whole; and each field that rests on a text of its own."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from pilot.ruleset.model import Citation, Part, Ruleset
from pilot.ruleset.model.bases import known_from, weaker_fields, weakest
from pilot.ruleset.sentences.basis_phrases import by_source, field_phrase, in_part
from pilot.views import html
from pilot.views.pieces import marks


def whole_and_weakest(part: Part, changed: str = "") -> Markup:
    """The mark of the whole, and that of its weakest part where that is weaker; nothing where no source is named."""
    whole, least = known_from(part), _weaker(part)
    first = marks.basis(whole, changed) if whole else Markup()
    return first + Markup(" {}").format(_mark(part, least)) if least else first


def signs(part: Part, changed: str = "") -> Markup:
    """The same two as signs alone, for a line that has no room for words."""
    whole, least = known_from(part), _weaker(part)
    first = marks.basis_sign(whole, changed) if whole else Markup()
    return first + marks.basis_sign(least) if least else first


def fields_apart(part: Part, ruleset: Ruleset) -> Markup:
    """Every field that is known from another place than the whole, folded; nothing where there is none."""
    fields = getattr(part, "basis_of", {})
    if not fields:
        return Markup()
    return Markup(
        '<details class="pp-apart"><summary>Parts that rest on a text of their own</summary>{}</details>'
    ).format(known_from_list(fields, ruleset))


def known_from_list(fields: Mapping[str, Citation], ruleset: Ruleset) -> Markup:
    """What is known from where, one line a place: what it is, how much of it is carried, the text and the place."""
    lines = (
        Markup("<li><b>{}</b> {} {}</li>").format(
            words[:1].upper() + words[1:], marks.basis(citation), cited(citation, ruleset)
        )
        for words, citation in by_source(fields)
    )
    return Markup('<ul class="pp-known-from">{}</ul>').format(html.joined(lines))


def cited(citation: Citation, ruleset: Ruleset) -> Markup:
    """Text and place of a source, and who disputes it."""
    named = [ruleset.sources[key].title for key in citation.disputed_by if key in ruleset.sources]
    disputed = f", disputed by {'; '.join(named)}" if named else ""
    return Markup('<span class="pp-cited">{}{}</span>').format(marks.cited(citation, ruleset), disputed)


def _mark(part: Part, least: Citation) -> Markup:
    sign, meaning = marks.BASIS[least.basis or "invented"]
    fields = ", ".join(
        field_phrase(name) for name, citation in weaker_fields(part).items() if citation.basis == least.basis
    )
    return Markup(
        '<span class="pp-mark pp-weakest" tabindex="0" title="{}: {}"><i aria-hidden="true">{}</i>{}</span>'
    ).format(fields[:1].upper() + fields[1:], meaning, sign, in_part(least))


def _weaker(part: Part) -> Citation | None:
    return weakest(part) if weaker_fields(part) else None
