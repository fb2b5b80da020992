"""What carries the least of a part of a ruleset, beside its whole; and each field that rests on a text of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from pilot.ruleset.changes.changed_here import Article
from pilot.ruleset.changes.origins import changed_here
from pilot.ruleset.model import Citation, Part, Ruleset
from pilot.ruleset.model.bases import known_from, weaker_fields, weakest
from pilot.ruleset.sentences.basis_phrases import by_source, field_phrase, in_part
from pilot.views import html
from pilot.views.pieces import marks

Changed = Callable[[str], str]
"""What was changed here of a field, by its dotted name, in words; empty where nothing was."""


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


def fields_apart(part: Part, ruleset: Ruleset, at: Article) -> Markup:
    """Every field that is known from another place than the whole, folded; nothing where there is none."""
    fields = getattr(part, "basis_of", {})
    if not fields:
        return Markup()
    return Markup(
        '<details class="pp-apart"><summary>Parts that rest on a text of their own</summary>{}</details>'
    ).format(known_from_list(fields, ruleset, changed_in(ruleset, at)))


def changed_in(ruleset: Ruleset, at: Article) -> Changed:
    """What was changed here of the fields of an article, by their dotted names."""
    here, (part, id_) = changed_here(ruleset), at
    return lambda name: here.words_at(part, *name.split("."), id_=id_)


def known_from_list(fields: Mapping[str, Citation], ruleset: Ruleset, changed: Changed) -> Markup:
    """What is known from where, one line a place: what it is, how much of it is carried, the text and the place.

    Of a field that was `changed` here no text is named, since none carries it as it stands.
    """
    line = Markup("<li><b>{}</b> {} {}</li>")
    still = {name: citation for name, citation in fields.items() if not changed(name)}
    lines = [
        line.format(words[:1].upper() + words[1:], marks.basis(citation), cited(citation, ruleset))
        for words, citation in by_source(still)
    ]
    for name in fields.keys() - still.keys():
        words = field_phrase(name)
        lines.append(line.format(words[:1].upper() + words[1:], marks.changed_mark(changed(name)), ""))
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
