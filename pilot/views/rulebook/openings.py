"""What a ruleset leaves undefined, as sentences with what each concerns behind one click."""

from __future__ import annotations

from markupsafe import Markup

from pilot.phrases import plural
from pilot.ruleset.model import Ruleset
from pilot.ruleset.sentences.gaps import Gap
from pilot.views import html
from pilot.views.visit import links


def openings(found: tuple[Gap, ...], ruleset: Ruleset) -> Markup:
    """The gaps of a ruleset, one under the other."""
    if not found:
        return Markup("<p>Nothing that this search knows of is left open.</p>")
    gaps = (Markup("<li><p>{}</p>{}</li>").format(gap.sentence, _named(gap, ruleset)) for gap in found)
    return Markup(
        '<ol class="pp-gaps">{}</ol><p class="pp-quiet">Found by a program in the ruleset alone. What it cannot '
        "see is not listed: a rule may be vague without any of the words it knows.</p>"
    ).format(html.joined(gaps))


def _named(gap: Gap, ruleset: Ruleset) -> Markup:
    # A sentence about grades names them itself.
    if not gap.names or gap.concerns == "bands":
        return Markup()
    words = gap.words or ((),) * len(gap.names)
    inside = html.joined(
        Markup("<li>{}{}</li>").format(_concerned(gap, name, ruleset), _words(found))
        for name, found in zip(gap.names, words, strict=True)
    )
    if len(gap.names) <= 3 and gap.concerns != "rules":
        return Markup("<ul>{}</ul>").format(inside)
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(_summary(gap), inside)


def _summary(gap: Gap) -> str:
    many = len(gap.names)
    what = plural(many, gap.concerns.removesuffix("s"), f"{many:,} {gap.concerns}")
    return f"The {what}{', with the words' if gap.words else ''}"


def _concerned(gap: Gap, name: str, ruleset: Ruleset) -> str:
    if gap.concerns == "rules":
        return Markup("{} {}").format(ruleset.rule(name).text, links.to("rulebook", name, rule=name, chapter="rules"))
    if gap.concerns == "lists":
        return ruleset.lists[name].title
    if gap.concerns == "consequences":
        return ruleset.consequences[name].title
    source = ruleset.sources[name]
    return ", ".join(part for part in (source.by, source.title, source.date) if part)


def _words(words: tuple[str, ...]) -> Markup:
    return Markup(' <span class="pp-quiet">({})</span>').format(", ".join(words)) if words else Markup()
