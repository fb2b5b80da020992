"""What a ruleset leaves undefined, as sentences with what each concerns behind one click."""

from __future__ import annotations

from pilot.phrases import plural
from pilot.ruleset.model import Ruleset
from pilot.ruleset.sentences.gaps import Gap
from pilot.views import html
from pilot.views.visit import links


def openings(found: tuple[Gap, ...], ruleset: Ruleset) -> str:
    """The gaps of a ruleset, one under the other."""
    if not found:
        return "<p>Nothing that this search knows of is left open.</p>"
    rows = "".join(f"<li><p>{html.text(gap.sentence)}</p>{_named(gap, ruleset)}</li>" for gap in found)
    return (
        f'<ol class="pp-gaps">{rows}</ol><p class="pp-quiet">Found by a program in the ruleset alone. What it cannot '
        "see is not listed: a rule may be vague without any of the words it knows.</p>"
    )


def _named(gap: Gap, ruleset: Ruleset) -> str:
    # A sentence about grades names them itself.
    if not gap.names or gap.concerns == "bands":
        return ""
    words = gap.words or ((),) * len(gap.names)
    inside = "".join(
        f"<li>{_said(gap, name, ruleset)}{_words(said)}</li>" for name, said in zip(gap.names, words, strict=True)
    )
    few = len(gap.names) <= 3 and gap.concerns != "rules"
    return f"<ul>{inside}</ul>" if few else f"<details><summary>{_summary(gap)}</summary><ul>{inside}</ul></details>"


def _summary(gap: Gap) -> str:
    many = len(gap.names)
    what = plural(many, gap.concerns.removesuffix("s"), f"{many:,} {gap.concerns}")
    return f"The {what}{', with the words' if gap.words else ''}"


def _said(gap: Gap, name: str, ruleset: Ruleset) -> str:
    if gap.concerns == "rules":
        return f"{html.text(ruleset.rule(name).text)} {links.to('rulebook', name, rule=name, chapter='rules')}"
    if gap.concerns == "lists":
        return html.text(ruleset.lists[name].title)
    if gap.concerns == "consequences":
        return html.text(ruleset.consequences[name].title)
    source = ruleset.sources[name]
    return html.text(", ".join(part for part in (source.by, source.title, source.date) if part))


def _words(said: tuple[str, ...]) -> str:
    return f' <span class="pp-quiet">({html.text(", ".join(said))})</span>' if said else ""
