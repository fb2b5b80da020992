"""What rules, consequences and lists came to, as tables to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pilot.evaluation.everybody.totals import REVERSALS, Summary
from pilot.ruleset.model import Consequence, Rule, RulesetList
from pilot.views import html
from pilot.views.pieces import bars, marks
from pilot.views.visit.figures import Figures, Row, rows_of

SHOWN_RULES = 12
ORDERS = {"people": "residents met", "postings": "postings", "points": "points"}
"""By what the rules can be put in order, most first."""


def rules(figures: Figures, order: str) -> str:
    """The rules that somebody met, most met first and the rest folded, then those that nobody met."""
    table = figures.rules
    if table.empty:
        return "<h2>Rules</h2><p>This ruleset has no rules.</p>"
    met = table[table["postings"] > 0]
    size = {"people": met["persons"] + met["companies"], "postings": met["postings"], "points": met["points"].abs()}
    met = met.loc[size[order].sort_values(ascending=False, kind="stable").index]
    head = ["Rule", "|Residents met", "Residents", "Companies", "Postings", "Points", "Taken back"]
    longest = max([1, *met["persons"]])
    lines = [_rule_line(figures, row, longest) for row in rows_of(met)]
    rest = bars.rows(lines[SHOWN_RULES:], head, kind=bars.TEXTS) if lines[SHOWN_RULES:] else ""
    return (
        f"<h2>Rules</h2>{_met(table, met)}{bars.rows(lines[:SHOWN_RULES], head, kind=bars.TEXTS)}"
        f"{bars.folded(f'The other {len(lines) - SHOWN_RULES} rules that somebody met', rest)}"
        f"{bars.folded(f'The {len(table) - len(met)} rules that nobody met', _unmet(figures, table))}"
        '<p class="pp-quiet">Points are all that a rule ever posted, on companies too and on those to whom it was '
        "carried, before anything was taken back. A capped or outweighed posting counts as a posting.</p>"
    )


def _met(table: pd.DataFrame, met: pd.DataFrame) -> str:
    taken, scored = int(met[list(REVERSALS)].to_numpy().sum()), int(met["scored"].sum())
    return (
        f"<p>{_some(len(met), len(table))} They made "
        f"{met['postings'].sum():,} postings; of the {scored:,} that carried points, {bars.percent(taken, scored)} "
        "have been taken back by an appeal, by settlement or by expiry.</p>"
    )


def _some(met: int, rules: int) -> str:
    if met == rules:
        return f"All {rules} rules were met by somebody."
    return f"{met} of the {rules} rules were met by somebody, {rules - met} by nobody."


def _rule_line(figures: Figures, row: Row, longest: int) -> list[str]:
    rule = figures.assessment.ruleset.rule(row["rule_id"])
    return [
        _said(rule),
        bars.bar(row["persons"], longest),
        bars.number(row["persons"]),
        bars.number(row["companies"]),
        bars.number(row["postings"]),
        marks.points_html(row["points"]) if rule.has_points else "none",
        _taken_back(row),
    ]


def _said(rule: Rule) -> str:
    return f'<span class="pp-rule">{html.text(rule.text)}</span>{marks.basis(rule.source)}'


def _taken_back(row: Row) -> str:
    ways = ", ".join(f"{name} {row[name]:,}" for name in REVERSALS if row[name])
    share = bars.percent(sum(row[name] for name in REVERSALS), row["scored"])
    return share if not ways else f'<span class="pp-few" tabindex="0" title="{ways}">{share}</span>'


def _unmet(figures: Figures, table: pd.DataFrame) -> str:
    ruleset = figures.assessment.ruleset
    unmet = [ruleset.rule(name) for name in table.loc[table["postings"] == 0, "rule_id"]]
    lines = [[_said(rule), marks.cited(rule.source, ruleset)] for rule in unmet]
    return marks.table(["Rule", "Source"], lines) if lines else ""


def consequences(figures: Figures) -> str:
    """What follows for whom, by area of life."""
    table, named = figures.consequences, figures.assessment.ruleset.consequences
    if table.empty:
        return "<h2>Consequences</h2><p>Nothing follows from this ruleset: it names no consequence.</p>"
    borne = table[table[["persons", "companies", "not_in_force"]].sum(axis=1) > 0]
    unborne = [html.text(named[name].title) for name in table["consequence_id"].drop(borne.index)]
    head = ["What follows", "|Residents", "Residents", "Companies", "For others", "Not in force"]
    rest = f"<p>{'; '.join(unborne)}.</p>" if unborne else ""
    return (
        f"<h2>Consequences</h2>{_borne(figures.persons)}{bars.rows(_by_area(borne, named), head, kind=bars.TEXTS)}"
        f"{bars.folded(f'The {len(unborne)} consequences that nobody bears', rest)}"
        '<p class="pp-quiet">Outlined bars are rewards. “For others” counts those who bear it only on account of '
        "somebody else, a spouse or a firm. “Not in force” counts those for whom the agency does not act.</p>"
    )


def _borne(people: Summary) -> str:
    return (
        f"<p>{people.rewarded:,} residents have a reward, {people.burdened:,} bear a burden, {people.restricted:,} a "
        f"restriction, and {people.publicised:,} are publicised. A resident can be in more than one of these.</p>"
    )


def _by_area(table: pd.DataFrame, named: Mapping[str, Consequence]) -> Iterator[list[str]]:
    longest = max([1, *table["persons"]])
    before: object = ...
    for row in rows_of(table):
        consequence = named[row["consequence_id"]]
        if consequence.area != before:
            yield [html.text((consequence.area or "no area named").capitalize())]
        before = consequence.area
        yield [
            _named(consequence),
            bars.bar(row["persons"], longest, outlined=consequence.effect == "reward"),
            *(bars.number(row[name]) for name in ("persons", "companies", "for_others", "not_in_force")),
        ]


def _named(consequence: Consequence) -> str:
    right = "touches a basic right" if consequence.basic_right else None
    said = " · ".join(html.text(part) for part in (consequence.effect, consequence.agency, right) if part)
    return f'{html.text(consequence.title)} <span class="pp-side">{said}</span>'


def lists(figures: Figures) -> str:
    """Who is on which list, and how many came and went."""
    table, named = figures.lists, figures.assessment.ruleset.lists
    if table.empty:
        return "<h2>Lists</h2><p>This ruleset keeps no list.</p>"
    columns = {
        "persons_now": "Residents now",
        "companies_now": "Companies now",
        "relatives_now": "Through others",
        "entered": "Entered",
        "left": "Left",
        "via_relatives": "Entered through others",
    }
    lines = [[_listing(named[row["list_id"]]), *(bars.number(row[name]) for name in columns)] for row in rows_of(table)]
    return (
        f"<h2>Lists</h2>{bars.rows(lines, ['List', *columns.values()], kind=bars.TEXTS)}"
        '<p class="pp-quiet">“Through others” counts those who are on a list now only because somebody else is. '
        "Entries are stays: whoever came twice entered twice.</p>"
    )


def _listing(listing: RulesetList) -> str:
    agency = html.text(listing.agency or "no agency named")
    return f'{html.text(listing.title)} <span class="pp-side">{listing.kind} · {agency}</span>'
