"""What rules, consequences and lists came to, as tables to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd
from markupsafe import Markup

from pilot.evaluation.everybody.totals import REVERSALS, Summary
from pilot.phrases import capitalised, count, opening_count, plural, whole
from pilot.ruleset.changes.origins import changed_here
from pilot.ruleset.model import Consequence, Rule, Ruleset, RulesetList
from pilot.views.pieces import bars, marks, weakest
from pilot.views.visit.figures import Figures, Row, rows_of

SHOWN_RULES = 12
ORDERS = {"people": "residents met", "postings": "postings", "points": "points"}
"""By what the rules can be put in order, most first."""


def rules(figures: Figures, order: str) -> Markup:
    """The rules that somebody met, most met first and the rest folded, then those that nobody met."""
    table = figures.rules
    if table.empty:
        return Markup("<h2>Rules</h2><p>This ruleset has no rules.</p>")
    met = table[table["postings"] > 0]
    size = {"people": met["persons"] + met["companies"], "postings": met["postings"], "points": met["points"].abs()}
    met = met.loc[size[order].sort_values(ascending=False, kind="stable").index]
    head = ["Rule", "|Residents met", "Residents", "Companies", "Postings", "Points", "Taken back"]
    longest = max([1, *met["persons"]])
    lines = [_rule_line(figures, row, longest) for row in rows_of(met)]
    rest = bars.rows(lines[SHOWN_RULES:], head, kind=bars.TEXTS) if lines[SHOWN_RULES:] else Markup()
    return Markup("<h2>Rules</h2>{met}{first}{rest}{unmet}{note}").format(
        met=_met(table, met),
        first=bars.rows(lines[:SHOWN_RULES], head, kind=bars.TEXTS),
        rest=bars.folded(f"The other {count(len(lines) - SHOWN_RULES, 'rule')} that somebody met", rest),
        unmet=bars.folded(f"{opening_count(len(table) - len(met), 'rule')} that nobody met", _unmet(figures, table)),
        note=_HOW_COUNTED,
    )


_HOW_COUNTED = Markup(
    '<p class="pp-quiet">Points are all that a rule ever posted, on companies too and on those to whom it was '
    "carried, before anything was taken back. A capped or outweighed posting counts as a posting.</p>"
)


def _met(table: pd.DataFrame, met: pd.DataFrame) -> Markup:
    taken, scored = int(met[list(REVERSALS)].to_numpy().sum()), int(met["scored"].sum())
    return Markup(
        "<p>{some} They made {postings}; of the {scored:,} with points, {share} "
        "were taken back by an appeal, by settlement or by expiry.</p>"
    ).format(
        some=_some(len(met), len(table)),
        postings=count(int(met["postings"].sum()), "posting"),
        scored=scored,
        share=bars.percent(taken, scored),
    )


def _some(met: int, rules: int) -> str:
    if met == rules:
        return f"{capitalised(whole(rules, 'rule was', 'rules were'))} met by somebody."
    return f"Of {count(rules, 'rule')} {met:,} {plural(met, 'was', 'were')} met by somebody, {rules - met:,} by nobody."


def _rule_line(figures: Figures, row: Row, longest: int) -> list[str]:
    rule = figures.assessment.ruleset.rule(row["rule_id"])
    return [
        _rule(rule, figures.assessment.ruleset),
        bars.bar(row["persons"], longest),
        bars.number(row["persons"]),
        bars.number(row["companies"]),
        bars.number(row["postings"]),
        marks.points_html(row["points"]) if rule.has_points else "none",
        _taken_back(row),
    ]


def _rule(rule: Rule, ruleset: Ruleset) -> Markup:
    return Markup('<span class="pp-rule">{}</span>{}').format(
        rule.text, weakest.whole_and_weakest(rule, changed_here(ruleset).words("rules", rule.id))
    )


def _taken_back(row: Row) -> str:
    ways = ", ".join(f"{name} {row[name]:,}" for name in REVERSALS if row[name])
    share = bars.percent(sum(row[name] for name in REVERSALS), row["scored"])
    return Markup('<span class="pp-few" tabindex="0" title="{}">{}</span>').format(ways, share) if ways else share


def _unmet(figures: Figures, table: pd.DataFrame) -> Markup:
    ruleset = figures.assessment.ruleset
    unmet = [ruleset.rule(name) for name in table.loc[table["postings"] == 0, "rule_id"]]
    lines = [[_rule(rule, ruleset), marks.cited(rule.source, ruleset)] for rule in unmet]
    return marks.table(["Rule", "Source"], lines) if lines else Markup()


def consequences(figures: Figures) -> Markup:
    """What follows for whom, by area of life."""
    table, named = figures.consequences, figures.assessment.ruleset.consequences
    if table.empty:
        return Markup("<h2>Consequences</h2><p>Nothing follows from this ruleset: it names no consequence.</p>")
    borne = table[table[["persons", "companies", "not_in_force"]].sum(axis=1) > 0]
    unborne = [named[name].title for name in table["consequence_id"].drop(borne.index)]
    rest = Markup("<p>{}.</p>").format("; ".join(unborne)) if unborne else Markup()
    head = ["What follows", "|Residents", "Residents", "Companies", "For others", "Not in force"]
    return Markup(
        '<h2>Consequences</h2>{}{}{}<p class="pp-quiet">Outlined bars are rewards. “For others” counts those who bear '
        "it only on account of somebody else, a spouse or a firm. “Not in force” counts those for whom the agency does "
        "not act.</p>"
    ).format(
        _borne(figures.persons),
        bars.rows(_by_area(borne, named), head, kind=bars.TEXTS),
        bars.folded(f"{opening_count(len(unborne), 'consequence')} that nobody bears", rest),
    )


def _borne(people: Summary) -> Markup:
    return Markup(
        "<p>Of the residents {} a reward, {} a burden, {} a restriction, and {} publicised. A resident "
        "can be in more than one of these.</p>"
    ).format(
        count(people.rewarded, "has", "have"),
        count(people.burdened, "bears", "bear"),
        f"{people.restricted:,}",
        count(people.publicised, "is", "are"),
    )


def _by_area(table: pd.DataFrame, named: Mapping[str, Consequence]) -> Iterator[list[str]]:
    longest = max([1, *table["persons"]])
    before: object = ...
    for row in rows_of(table):
        consequence = named[row["consequence_id"]]
        if consequence.area != before:
            yield [capitalised(consequence.area or "no area named")]
        before = consequence.area
        yield [
            _named(consequence),
            bars.bar(row["persons"], longest, outlined=consequence.effect == "reward"),
            *(bars.number(row[name]) for name in ("persons", "companies", "for_others", "not_in_force")),
        ]


def _named(consequence: Consequence) -> Markup:
    right = "touches a basic right" if consequence.basic_right else None
    remarks = " · ".join(part for part in (consequence.effect, consequence.agency, right) if part)
    return Markup('{} <span class="pp-side">{}</span>').format(consequence.title, remarks)


def lists(figures: Figures) -> Markup:
    """Who is on which list, and how many came and went."""
    table, named = figures.lists, figures.assessment.ruleset.lists
    if table.empty:
        return Markup("<h2>Lists</h2><p>This ruleset keeps no list.</p>")
    columns = {
        "persons_now": "Residents now",
        "companies_now": "Companies now",
        "relatives_now": "Through others",
        "entered": "Entered",
        "left": "Left",
        "via_relatives": "Entered through others",
    }
    lines = [[_listing(named[row["list_id"]]), *(bars.number(row[name]) for name in columns)] for row in rows_of(table)]
    return Markup(
        '<h2>Lists</h2>{}<p class="pp-quiet">“Through others” counts those who are on a list now only because somebody '
        "else is. Entries are stays: whoever came twice entered twice.</p>"
    ).format(bars.rows(lines, ["List", *columns.values()], kind=bars.TEXTS))


def _listing(listing: RulesetList) -> Markup:
    return Markup('{} <span class="pp-side">{} · {}</span>').format(
        listing.title, listing.kind, listing.agency or "no agency named"
    )
