"""Sources with what rests on them, and the questions on which they disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from pilot.phrases import count
from pilot.ruleset.model import Rule, Ruleset, Source
from pilot.ruleset.sources.bibliography import CitedSource, Use, basis_counts
from pilot.ruleset.sources.claims import Answer, Claims, Disagreement, load_claims
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


def basis_table(rulesets: Sequence[Ruleset], basis_of: Callable[[Rule, Ruleset], str]) -> Markup:
    """How many rules of each ruleset have which basis, of the whole or of the weakest part: a bar and the number."""
    counts = [basis_counts(ruleset, basis_of) for ruleset in rulesets]
    names = [name for name in counts[0] if name in marks.BASIS or any(count[name] for count in counts)]
    lines = [[_basis(name), *(_counted(count[name], sum(count.values())) for count in counts)] for name in names]
    head = ["Basis", *(f"~{short_title(ruleset)}" for ruleset in rulesets)]
    return bars.rows(lines, head, kind="pp-bases")


def _basis(name: str) -> Markup:
    unsaid = marks.CHANGED if name else ("–", "The ruleset does not say.")
    sign, meaning = marks.BASIS.get(name, unsaid)
    return Markup('<b><i aria-hidden="true">{}</i> {}</b><span class="pp-side">{}</span>').format(
        sign, name or "not said", meaning
    )


def _counted(value: int, of: int) -> Markup:
    return Markup('<span class="pp-num">{}</span>{}').format(bars.number(value), bars.bar(value, of))


def sources(entries: Iterable[CitedSource], own: Ruleset | None) -> Markup:
    """All sources by kind, the strongest kind first; `own` is the visitor's own ruleset, if that is open."""
    by_kind: dict[str, list[CitedSource]] = {kind: [] for kind in KINDS}
    for entry in entries:
        by_kind[entry.source.kind or ""].append(entry)
    return html.joined(_kind(kind, of_kind, own) for kind, of_kind in by_kind.items() if of_kind)


def _kind(kind: str, entries: Sequence[CitedSource], own: Ruleset | None) -> Markup:
    heading, meaning = KINDS[kind]
    return Markup('<section class="pp-kind"><h3>{}</h3><p class="pp-quiet">{}</p><ul>{}</ul></section>').format(
        heading, meaning, html.joined(_entry(entry, own) for entry in entries)
    )


def _entry(entry: CitedSource, own: Ruleset | None) -> Markup:
    used = [_own_use(use) for use in entry.uses if use.ruleset is own and use.rests]
    shipped = [use for use in entry.uses if use.ruleset is not own]
    used += [_use(use) for use in shipped if use.rests and not _as_in_base(use, shipped)]
    if entry.heard_in:
        questions = links.to("sources", _count(len(entry.heard_in), "question"), register="disputes")
        used.append(Markup("Heard in {} where sources disagree").format(questions))
    if not used:
        used.append(Markup("Named in a ruleset; no rule rests on it"))
    return Markup('<li><p class="pp-source">{}</p><p class="pp-uses">{}</p></li>').format(
        source(entry.source), html.joined(used, Markup("<br>"))
    )


def source(named: Source) -> Markup:
    """A source as it is cited: title with its address where there is one, who wrote it and when."""
    about = html.joined([*([named.by] if named.by else []), *_date(named)], ", ")
    unlinked = not (named.url or named.kind == "own")
    return Markup("<cite>{}</cite>{}{}").format(
        marks.link(named.title, named.url),
        Markup(". {}").format(about) if about else "",
        Markup(' <span class="pp-quiet">(no address known)</span>') if unlinked else "",
    )


def _own_use(use: Use) -> Markup:
    return Markup("Yours, {}").format(_of(use, _count(len(use.rules), "rule")))


def _use(use: Use) -> Markup:
    rules = _count(len(use.rules), "rule")
    choices = {"ruleset": use.ruleset.id, "chapter": "rules", "source": use.key}
    return _of(use, links.to("rulebook", rules, **choices) if rules else "")


def _of(use: Use, rules: str) -> Markup:
    parts = [
        rules,
        _count(len(use.lists), "list"),
        _count(len(use.consequences), "consequence"),
        _count(len(use.fields), "part"),
        f"disputes {_count(len(use.disputes), 'claim')}" if use.disputes else "",
    ]
    resting = html.joined((part for part in parts if part), ", ")
    return Markup("{}: {}").format(short_title(use.ruleset), resting)


def _as_in_base(use: Use, uses: Iterable[Use]) -> bool:
    """Whether a ruleset that extends another takes from the source just what the other does."""
    bases = [other for other in uses if other.ruleset.id == use.ruleset.extends]
    return any(
        (base.rules, base.lists, base.consequences) == (use.rules, use.lists, use.consequences) for base in bases
    )


def _count(value: int, noun: str) -> str:
    return count(value, noun) if value else ""


def disagreements(claims: Claims, rulesets: Iterable[Ruleset]) -> Markup:
    """The questions one under the other, what the sources hold side by side, and what is done here."""
    titles = {ruleset.id: short_title(ruleset) for ruleset in rulesets}
    return html.joined(
        _question(place, question, claims, titles) for place, question in enumerate(claims.disagreements, 1)
    )


def _question(place: int, question: Disagreement, claims: Claims, titles: dict[str, str]) -> Markup:
    return Markup(
        '<section class="pp-question" id="{id}"><h3><span class="pp-num">{place}.</span> {question}</h3>'
        '<div class="pp-positions">{sides}</div><p class="pp-here"><b>Here:</b> {here}{touched}</p></section>'
    ).format(
        id=question.id,
        place=place,
        question=question.question,
        sides=html.joined(_position(position, claims) for position in question.positions),
        here=question.here,
        touched=_touched({key: titles[key] for key in question.rulesets if key in titles}),
    )


def _touched(titles: Mapping[str, str]) -> Markup:
    if not titles:
        return Markup()
    *others, last = [links.to("rulebook", title, ruleset=key) for key, title in titles.items()]
    first = Markup("{} and ").format(html.joined(others, ", ")) if others else Markup()
    return Markup(' <span class="pp-quiet">Touches {}{}.</span>').format(first, last)


def _position(position: Answer, claims: Claims) -> Markup:
    by = html.joined((cited(claims.sources[key]) for key in position.by), "; ")
    return Markup('<div><p class="pp-rule">{}</p><p class="pp-by">{}</p></div>').format(
        position.says, by or "The source was not kept."
    )


def cited(named: Source) -> Markup:
    """A source in one breath: who, the title with its address where there is one, and when."""
    linked = marks.link(named.title, named.url)
    return html.joined([*([named.by] if named.by else []), linked, *_date(named)], ", ")


def _date(named: Source) -> list[Markup]:
    return [Markup('<span class="pp-nobr">{}</span>').format(named.date)] if named.date else []


def not_found(claims: Claims) -> Markup:
    """What the sources could not tell, and what follows from that here."""
    rows = html.joined(
        Markup("<li><p>{}</p><p>{}</p></li>").format(unknown.says, unknown.so) for unknown in claims.not_found
    )
    return Markup('<ul class="pp-unknown">{}</ul>').format(rows)
