"""A whole ruleset at a glance: a bar a rule, in the order of the file, as long as its points, as dark as its reach."""

from __future__ import annotations

from math import log1p

from markupsafe import Markup

from pilot.phrases import count
from pilot.ruleset.model import Rule
from pilot.ruleset.sentences.rule_sentences import price
from pilot.views import html
from pilot.views.pieces.articles import how_often
from pilot.views.visit import links
from pilot.views.visit.effects import weight
from pilot.views.visit.figures import Figures, Row

MOST = 250
"""With more rules a bar would be too thin to tell from the next, or to hit."""


def spine(figures: Figures) -> Markup:
    """The drawing, whose bars lead to their rules. Empty where it has no room.

    Bars go up for points that are added and down for those that are taken, on a logarithmic scale; a rule without
    points is a diamond. The darker a bar, the more of the city's residents met the rule.
    """
    rules, residents = figures.assessment.ruleset.rules, len(figures.assessment.city.residents)
    if not 1 < len(rules) <= MOST:
        return Markup()
    longest = log1p(max(abs(weight(rule)) for rule in rules) or 1)
    bars = (_bar(place, rule, longest, figures.by_rule[rule.id], residents) for place, rule in enumerate(rules, 1))
    return Markup('<div class="pp-spine" role="group" aria-label="{}, a bar each">{}</div>').format(
        count(len(rules), "rule"), html.joined(bars)
    )


def _bar(place: int, rule: Rule, longest: float, row: Row, residents: int) -> Markup:
    points = weight(rule)
    words = f"{place}: {rule.text} {price(rule) or 'no points'}, {how_often(row)}"
    ink = 45 + round(55 * min(1.0, 2 * row["persons"] / residents)) if row["persons"] and residents else 26
    way = "pp-up" if points > 0 else "pp-down" if points < 0 else "pp-none"
    bar = Markup('<a class="{}" href="{}" target="_self" title="{}" aria-label="{}"><i style="{}"></i></a>')
    length = (34 if points > 0 else 66) * log1p(abs(points)) / longest
    return bar.format(
        way, links.href("rulebook", rule=rule.id), words, words, f"height:{length:.0f}%;opacity:{ink / 100}"
    )
