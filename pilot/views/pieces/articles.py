"""Rules as articles to be read: number, text, points, what the rule does, where it comes from, how many met it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pilot.phrases import count, number, signed
from pilot.ruleset.changes.origins import basis_now, changed_here
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.sentences.rule_sentences import does, price, reads, sign_of
from pilot.ruleset.sources.bibliography import weakest_now
from pilot.views import html
from pilot.views.pieces import bars, marks, weakest
from pilot.views.visit import effects, links
from pilot.views.visit.figures import Figures

SIGNS = {"all": "All", "takes": "Falls", "adds": "Rises", "none": "Stays"}
"""Which way a rule moves the score, as the screen says it."""


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for; an empty part lets every rule through."""

    topics: Sequence[str] = ()
    bases: Sequence[str] = ()
    sources: Sequence[str] = ()
    sign: str = "all"
    words: str = ""

    def lets(self, rule: Rule, ruleset: Ruleset) -> bool:
        """Whether a rule has the topic, basis, source and sign, and every word in its text, id or kinds."""
        words = self.words.lower().split()
        searched = " ".join((rule.id, rule.text, reads(rule, ruleset))).lower() if words else ""
        return (
            (not self.topics or rule.topic in self.topics)
            and (not self.bases or not {basis_now(rule, ruleset), weakest_now(rule, ruleset)}.isdisjoint(self.bases))
            and (not self.sources or not {rule.source.ref, *rule.source.disputed_by}.isdisjoint(self.sources))
            and self.sign in ("all", sign_of(rule))
            and all(word in searched for word in words)
        )


def numbered(ruleset: Ruleset, wanted: Wanted) -> list[tuple[int, Rule]]:
    """The rules that are wanted, each with its number in the file counted from 1."""
    return [(place, rule) for place, rule in enumerate(ruleset.rules, 1) if wanted.lets(rule, ruleset)]


def articles(rules: Iterable[tuple[int, Rule]], figures: Figures) -> Markup:
    """The rules one under the other, each with what it does to the city of the figures."""
    return html.joined(article(place, rule, figures) for place, rule in rules)


def article(place: int, rule: Rule, figures: Figures) -> Markup:
    """One rule, at its place in the file."""
    weight, ruleset = price(rule), figures.assessment.ruleset
    facts = [
        weakest.whole_and_weakest(rule, changed_here(ruleset).words("rules", rule.id)),
        marks.cited(rule.source, ruleset),
        *_disputed(rule, ruleset),
    ]
    return Markup(
        '<article class="pp-article" id="rule-{id}"><p class="pp-no">{number}</p><div class="pp-law">'
        '<p class="pp-rule">{text}</p><p class="pp-does">{does}</p><p class="pp-facts">{facts}</p>'
        '<p class="pp-facts">{reads}</p>{apart}</div><p class="pp-weight"><span class="{kind}">{weight}</span>'
        "{effect}<small>{often}</small></p></article>"
    ).format(
        id=rule.id,
        number=links.to_rule(rule.id, str(place), f"Link to rule {place}, {rule.id}"),
        text=rule.text,
        does=" ".join(does(rule, ruleset)) + _plausible(rule),
        facts=html.joined([*facts, *([rule.topic] if rule.topic else [])], Markup("<span>·</span>")),
        reads=reads(rule, ruleset),
        apart=weakest.fields_apart(rule, ruleset, ("rules", rule.id)),
        kind="pp-points" if weight else "pp-points pp-nothing",
        weight=weight or "no points",
        effect=bars.effect(effects.of_rule(rule, figures)),
        often=how_often(figures.by_rule[rule.id]),
    )


def _plausible(rule: Rule) -> str:
    if not rule.plausible:
        return ""
    low, high = rule.plausible.points
    return f" The real weight may lie anywhere from {signed(low)} to {signed(high)}."


def _disputed(rule: Rule, ruleset: Ruleset) -> list[str]:
    named = [ruleset.sources[key].title for key in rule.source.disputed_by if key in ruleset.sources]
    return [f"disputed by {'; '.join(named)}"] if named else []


def how_often(row: Mapping[str, int]) -> str:
    """How often a rule was met and by whom, from its row of `rule_totals`."""
    if not row["postings"]:
        return "met by nobody"
    people = [_count(row["persons"], "resident"), _count(row["companies"], "company", "companies")]
    times = _count(row["postings"], "posting")
    reached = f", and {number(row['reached'])} through others" if row["reached"] else ""
    return f"{times} on {' and '.join(filter(None, people))}{reached}"


def _count(value: int, one: str, several: str = "") -> str:
    return count(value, one, several) if value else ""
