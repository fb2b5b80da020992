"""The numbers of opacity as sentences: over the city, for one resident, and beside them those of the shipped block."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from markupsafe import Markup

from pilot.disclosure.opacity.measures import DRAWINGS, MEANINGS, Opacity
from pilot.disclosure.opacity.rivals import Rivals
from pilot.disclosure.shown.level_words import SHOWN_OR_GIVEN
from pilot.evaluation.everybody.open_points import open_ranges
from pilot.phrases import count, day, listed, plural
from pilot.ruleset.model.values import Audience
from pilot.views import html
from pilot.views.opacity import number_tables
from pilot.views.pieces import bars, marks

WHOSE: dict[Audience, str] = {
    "subject": "the resident’s own screen",
    "public": "what the public sees",
    "partner": "what a partner sees",
}
SEES: dict[Audience, str] = {"subject": "see", "public": "show the public", "partner": "show a partner"}


@dataclass(frozen=True)
class Number:
    """One number as it stands on the screen: its figure, the sentence over the city, the one for the resident, a table.

    `figure` and `city` are safe html; `resident` is plain text, empty where the number says nothing of a single one.
    """

    key: str
    name: str
    figure: str
    city: str
    resident: str = ""
    drawn: str = ""
    table: str = ""


@cache
def style() -> str:
    """The style sheet of the Opacity screen."""
    return f"<style>{(Path(__file__).parent / 'opacity.css').read_text(encoding='utf-8')}</style>"


def numbers(opacity: Opacity, subject_id: str, name: str) -> list[Number]:
    """All eight, in order; `name` is how the resident is called."""
    covered = subject_id in opacity.screens.index
    makers = (_kept_back, _look_alikes, _rivals, _unsettled, _dark, _recomputable, _remedy, _more)
    return [maker(opacity, subject_id if covered else None, name) for maker in makers]


def page(found: list[Number], shipped: list[Number] | None) -> str:
    """The numbers one under the other, each with its meaning; where `shipped` is given, what it was before."""
    before = {number.key: number.figure for number in shipped or ()}
    return f'<div class="pp pp-numbers">{"".join(_section(each, before.get(each.key)) for each in found)}</div>'


def _section(each: Number, before: str | None) -> str:
    was = ""
    if before is not None:
        moved = before != each.figure
        was = f'<span class="pp-was{" pp-moved" if moved else ""}">{"was " + before if moved else "unchanged"}</span>'
    own = f'<p class="pp-one">{html.text(each.resident)}</p>' if each.resident else ""
    return (
        f'<section><h2><span class="pp-big">{each.figure}</span> {each.name}{was}</h2>'
        f"<p>{each.city}</p>{each.drawn}{own}"
        f'<p class="pp-quiet">{html.text(MEANINGS[each.key])}</p>'
        f"{bars.folded('The table', Markup(each.table))}</section>"
    )


def small(found: list[Number], shipped: list[Number] | None) -> Markup:
    """The figures alone, for a narrow screen."""
    heads = ["", "Now", *(["Shipped"] if shipped else [])]
    before = {number.key: number.figure for number in shipped or ()}
    rows = [[each.name, each.figure, *([before[each.key]] if shipped else [])] for each in found]
    return marks.table(heads, rows, numbers=range(1, len(heads)))


def _kept_back(opacity: Opacity, subject_id: str | None, name: str) -> Number:  # noqa: ARG001 (all makers alike)
    share, total = opacity.kept_back, opacity.bits_total
    said = f"It takes <b>{total:.2f} bits</b> on average to say what stands in a ledger; "
    said += (
        f"{WHOSE[opacity.audience]} leaves <b>{opacity.bits_kept_back:.2f}</b> of them unsaid."
        if opacity.bits_kept_back
        else f"{WHOSE[opacity.audience]} leaves none of them unsaid."
    )
    if not total:
        said = "All ledgers are alike, so there is nothing to keep back."
    filled = f'<i style="width:{100 * share:.1f}%"></i>'
    drawn = f'<p class="pp-share" role="img" aria-label="{share:.0%} kept back">{filled}</p>'
    return Number("kept_back", "Kept back", f"{share:.0%}", said, drawn=drawn, table=number_tables.bits(opacity))


def _look_alikes(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    alike, verb = opacity.look_alikes, SEES[opacity.audience]
    if not len(alike):
        return Number("look_alikes", "Look-alikes", "–", "Nobody is covered.")
    middle, alone = int(alike.median()), int((alike == 0).sum())
    said = (
        f"<b>{alone:,} of {len(alike):,}</b> have no look-alike: "
        f"nobody with a different ledger {_sees(opacity.audience, 1)}."
    )
    if middle:
        none = f" {count(alone, 'has', 'have')} none." if alone else ""
        said = (
            f"Half of all {len(alike):,} have <b>{middle:,} others</b> or more who {verb} exactly the same, "
            f"with a different ledger.{none}"
        )
    own = ""
    if subject_id is not None:
        mine = int(alike[subject_id])
        others = count(mine, "other") if mine else "no others"
        own = f"{name}: {others} with a different ledger {_sees(opacity.audience, mine)}."
    return Number("look_alikes", "Look-alikes", f"{middle:,}", said, own, table=number_tables.alike(opacity))


def _sees(audience: Audience, number: int) -> str:
    if audience == "subject":
        return f"{plural(number, 'sees', 'see')} exactly the same screen"
    whom = "the public" if audience == "public" else "a partner"
    return f"{plural(number, 'looks', 'look')} exactly the same to {whom}"


def _rivals(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    found = opacity.rivals
    if not found:
        why = (
            "no score or grade is shown, so no change is seen"
            if not _standing_shown(opacity)
            else "nobody saw a change"
        )
        own = f"{name}: no change was seen." if subject_id else ""
        return Number("rivals", "Rival explanations", "–", f"There is nothing to explain: {why}.", own)
    middle = float(np.median([each.number for each in found.values()]))
    named = sum(each.change.named for each in found.values())
    said = (
        f"Of the {len(found):,} who saw their score or grade change, "
        f"half face <b>{middle:,.0f}</b> or more explanations of the last change."
    )
    if named == len(found):
        said = f"All {len(found):,} who saw their score or grade change are shown the rule behind it."
    own = f"{name}: {_change(found.get(subject_id))}" if subject_id else ""
    return Number("rivals", "Rival explanations", f"{middle:,.0f}", said, own, table=number_tables.rival(opacity))


def _standing_shown(opacity: Opacity) -> bool:
    return bool(opacity.assessment.ruleset.disclosure.open_to(opacity.audience) & {"score", "grade"})


def _change(seen: Rivals | None) -> str:
    if seen is None:
        return "no change was seen."
    change = f"the change seen on {day(seen.change.on)}"
    if seen.change.named:
        return f"{change} comes with its rule."
    rules = count(len(seen.rules), "single rule")
    return f"{change} could come from {rules}, or from {seen.pairs:,} pairs of rules."


def _unsettled(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    ruleset, title = opacity.assessment.ruleset, "Not settled"
    if opacity.drawn is None:
        ranges = open_ranges(ruleset)
        why = "no rule of this ruleset has a weight that is only known to lie in a range"
        if not ruleset.bands:
            why = "the ruleset keeps no grades"
        elif ranges:
            why = f"the weights of the {len(ranges)} rules that the sources leave open are shown"
        return Number("unsettled", title, "0%", f"Every grade is settled: {why}.")
    share, best = opacity.unsettled_share, opacity.best_share
    said = (
        f"For <b>{share:.0%}</b> of those covered the grade hangs on weights that are not published: "
        f"{DRAWINGS:,} rulesets that all fit do not agree on it."
    )
    own = ""
    if subject_id is not None and best is not None:
        top = ruleset.bands[0]
        times = round(DRAWINGS * float(best[subject_id]))
        own = f"{name}: rated {top.title or top.grade}, the best grade, in {times:,} of {DRAWINGS:,}."
    return Number("unsettled", title, f"{share:.0%}", said, own, table=number_tables.settled(opacity))


def _dark(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    table, still = opacity.darkness.table, opacity.darkness.still_share
    if still is None:
        return Number("dark", "Days in the dark", "–", "There is no entry.")
    middle = opacity.darkness.median or 0
    days = count(round(middle), "day")
    said = f"Half of the {len(table):,} entries stay unknown for <b>{days}</b> or more"
    said = said if middle else f"Half of the {len(table):,} entries or more can be known of on the day itself"
    said += (
        f"; <b>{bars.percent(still, 1)}</b> cannot be known of to this day."
        if still
        else "; none is still in the dark."
    )
    own = ""
    if subject_id is not None:
        mine = table[table["subject_id"] == subject_id]
        dark = int(mine["still"].sum())
        some = f"{dark:,} of {len(mine):,}" if dark < len(mine) else f"all {dark:,}"
        own = f"{name}: {some} entries cannot be known of to this day." if dark else ""
        own = own or f"{name}: all {len(mine):,} entries can be known of." if len(mine) else own
    return Number("dark", "Days in the dark", f"{middle:,.0f}", said, own, table=number_tables.dark(opacity))


def _recomputable(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    again = opacity.recomputable
    if again is None:
        return Number("recomputable", "Can be recomputed", "–", "The ruleset keeps no score.")
    able = int(again.sum())
    share = bars.percent(able, len(again))
    said = f"<b>{able:,} of {len(again):,}</b> scores can be worked out again from what is {SHOWN_OR_GIVEN}."
    own = ""
    if subject_id is not None:
        own = f"{name}: the score {'can' if again[subject_id] else 'cannot'} be worked out again."
    return Number("recomputable", "Can be recomputed", share, said, own)


def _remedy(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    found, title = opacity.remedy, "Remedy in reach"
    if found is None:
        why = "keeps no grades" if not opacity.assessment.ruleset.bands else "is held against a city without known acts"
        return Number("remedy", title, "–", f"This cannot be counted: the ruleset {why}.")
    lowered = len(found.lowered_by_error)
    steps = len(found.could_know), len(found.could_contest), len(found.put_right)
    if not lowered:
        return Number("remedy", title, "–", "No error on record lowers a resident’s grade.")
    said = (
        f"An error on record lowers the grade of <b>{lowered:,}</b>. Of these {steps[0]:,} could know, {steps[1]:,} "
        f"could contest, and <b>{steps[2]:,}</b> {plural(steps[2], 'is', 'are')} put right within a year "
        "if everyone who can does."
    )
    reached = [
        each
        for each, group in zip(
            ("could know", "could contest", "would be put right"),
            (found.could_know, found.could_contest, found.put_right),
            strict=True,
        )
        if subject_id in group
    ]
    own = ""
    if subject_id in found.lowered_by_error:
        own = f"{name}: an error lowers the grade; {listed(reached, 'and') if reached else 'could not even know'}."
    return Number("remedy", title, f"{steps[2]:,} of {lowered:,}", said, own, table=number_tables.remedied(opacity))


def _more(opacity: Opacity, subject_id: str | None, name: str) -> Number:  # noqa: ARG001 (all makers alike)
    more = {audience: items for audience, items in opacity.others_know_more.items() if items}
    found = {item for items in more.values() for item in items}
    said = "Nobody is shown anything that the resident is not."
    if more:
        who = {"public": "The public", "partner": "A partner"}
        said = " ".join(
            f"{who[audience]} is shown the {listed(list(items), 'and')}, and the resident is not."
            for audience, items in more.items()
        )
    return Number("public_knows_more", "Others know more", f"{len(found)}", said)
