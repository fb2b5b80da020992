"""Sources with what rests on them, and the questions on which they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from pilot.ruleset.model import Ruleset, Source
from pilot.ruleset.sentences.rule_sentences import listed
from pilot.ruleset.sources.bibliography import Entry, Use, basis_counts
from pilot.ruleset.sources.claims import Claims, Disagreement, Position, load_claims
from pilot.views import html
from pilot.views.pieces import bars, marks
from pilot.views.visit import links
from pilot.views.visit.resident_case import short_title

KINDS = {
    "enacted": (
        "Enacted",
        "A law, a court’s provision or a local rule that was in force. It says what was decided, not what was done.",
    ),
    "official": ("Official", "An office’s own word that is not a rule."),
    "scholarly": ("Scholarly", "Research, or the work of a translator of law who gives the text."),
    "press": ("Press", "A report by a named outlet. It may tell of one case, or sum up what it was told."),
    "firm": ("Firm", "A company’s word about itself."),
    "weak": ("Weak", "A page without an author who can be asked, or a copy of unknown care."),
    "own": ("Our own", "Made by this project, and no evidence of anything."),
    "": ("Not said", "The ruleset does not say what kind of source this is."),
}
"""Each kind of source: its heading, and how far to trust it."""


@st.cache_resource(show_spinner=False)
def shipped_claims() -> Claims:
    """The questions on which the sources disagree; DataError where their file is at fault."""
    return load_claims()


def basis_table(rulesets: Sequence[Ruleset]) -> str:
    """How many rules of each ruleset have which basis: a bar and the number."""
    counts = [basis_counts(ruleset) for ruleset in rulesets]
    names = [name for name in counts[0] if name or any(each[name] for each in counts)]
    lines = [[_basis(name), *(_counted(each[name], sum(each.values())) for each in counts)] for name in names]
    head = ["Basis", *(f"~{html.text(short_title(ruleset))}" for ruleset in rulesets)]
    return bars.rows(lines, head, kind="pp-bases")


def _basis(name: str) -> str:
    sign, meaning = marks.BASIS.get(name, ("–", "The ruleset does not say."))
    return f'<b><i aria-hidden="true">{sign}</i> {name or "not said"}</b><span class="pp-side">{meaning}</span>'


def _counted(value: int, of: int) -> str:
    return f'<span class="pp-num">{bars.number(value)}</span>{bars.bar(value, of)}'


def sources(entries: Iterable[Entry], own: Ruleset | None) -> str:
    """All sources by kind, the strongest kind first; `own` is the visitor's own ruleset, if that is open."""
    by_kind: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
    for entry in entries:
        by_kind[entry.source.kind or ""].append(entry)
    return "".join(_kind(kind, of_kind, own) for kind, of_kind in by_kind.items() if of_kind)


def _kind(kind: str, entries: Sequence[Entry], own: Ruleset | None) -> str:
    heading, meaning = KINDS[kind]
    rows = "".join(_entry(entry, own) for entry in entries)
    return f'<section class="pp-kind"><h3>{heading}</h3><p class="pp-quiet">{meaning}</p><ul>{rows}</ul></section>'


def _entry(entry: Entry, own: Ruleset | None) -> str:
    used = [_own_use(use) for use in entry.uses if use.ruleset is own and use.rests]
    shipped = [use for use in entry.uses if use.ruleset is not own]
    used += [_use(use) for use in shipped if use.rests and not _as_in_base(use, shipped)]
    if entry.heard_in:
        questions = links.to("sources", _count(len(entry.heard_in), "question"), register="disputes")
        used.append(f"Heard in {questions} where sources disagree")
    idle = [] if used else ["Named in a ruleset; no rule rests on it"]
    return (
        f'<li><p class="pp-source">{source(entry.source)}</p><p class="pp-uses">{"<br>".join([*used, *idle])}</p></li>'
    )


def source(named: Source) -> str:
    """A source as it is cited: title with its address where there is one, who wrote it and when."""
    title = html.text(named.title)
    linked = marks.link(title, named.url)
    about = ", ".join([*([html.text(named.by)] if named.by else []), *_date(named)])
    lost = "" if named.url or named.kind == "own" else ' <span class="pp-quiet">(no address known)</span>'
    return f"<cite>{linked}</cite>{'. ' + about if about else ''}{lost}"


def _own_use(use: Use) -> str:
    return f"Yours, {_of(use, _count(len(use.rules), 'rule'))}"


def _use(use: Use) -> str:
    rules = _count(len(use.rules), "rule")
    choices = {"ruleset": use.ruleset.id, "chapter": "rules", "source": use.key}
    return _of(use, links.to("rulebook", rules, **choices) if rules else "")


def _of(use: Use, rules: str) -> str:
    parts = [
        rules,
        _count(len(use.lists), "list"),
        _count(len(use.consequences), "consequence"),
        f"disputes {_count(len(use.disputes), 'claim')}" if use.disputes else "",
    ]
    return f"{html.text(short_title(use.ruleset))}: {', '.join(part for part in parts if part)}"


def _as_in_base(use: Use, uses: Iterable[Use]) -> bool:
    """Whether a ruleset that extends another takes from the source just what the other does."""
    bases = [each for each in uses if each.ruleset.id == use.ruleset.extends]
    return any(
        (each.rules, each.lists, each.consequences) == (use.rules, use.lists, use.consequences) for each in bases
    )


def _count(value: int, noun: str) -> str:
    return "" if not value else f"{value} {noun if value == 1 else noun + 's'}"


def disagreements(claims: Claims, rulesets: Iterable[Ruleset]) -> str:
    """The questions one under the other, what the sources hold side by side, and what is done here."""
    titles = {ruleset.id: short_title(ruleset) for ruleset in rulesets}
    return "".join(_question(place, each, claims, titles) for place, each in enumerate(claims.disagreements, 1))


def _question(place: int, each: Disagreement, claims: Claims, titles: dict[str, str]) -> str:
    sides = "".join(_position(position, claims) for position in each.positions)
    touched = [links.to("rulebook", titles[key], ruleset=key) for key in each.rulesets if key in titles]
    touches = f' <span class="pp-quiet">Touches {listed(touched, "and")}.</span>' if touched else ""
    return (
        f'<section class="pp-question" id="{html.text(each.id)}"><h3><span class="pp-num">{place}.</span> '
        f"{html.text(each.question)}</h3>"
        f'<div class="pp-positions">{sides}</div><p class="pp-here"><b>Here:</b> '
        f"{html.text(each.here)}{touches}</p></section>"
    )


def _position(position: Position, claims: Claims) -> str:
    by = "; ".join(cited(claims.sources[key]) for key in position.by) or "The source was not kept."
    return f'<div><p class="pp-rule">{html.text(position.says)}</p><p class="pp-by">{by}</p></div>'


def cited(named: Source) -> str:
    """A source in one breath: who, the title with its address where there is one, and when."""
    title = html.text(named.title)
    linked = marks.link(title, named.url)
    return ", ".join([*([html.text(named.by)] if named.by else []), linked, *_date(named)])


def _date(named: Source) -> list[str]:
    return [f'<span class="pp-nobr">{html.text(named.date)}</span>'] if named.date else []


def not_found(claims: Claims) -> str:
    """What the sources could not tell, and what follows from that here."""
    rows = "".join(f"<li><p>{html.text(each.says)}</p><p>{html.text(each.so)}</p></li>" for each in claims.not_found)
    return f'<ul class="pp-unknown">{rows}</ul>'
