"""The numbers of opacity that hang on changes, weights and errors, as sentences."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from pilot.disclosure.opacity.measures import DRAWINGS, Opacity
from pilot.disclosure.opacity.remedy import Decision, Remedy
from pilot.disclosure.opacity.rivals import Rivals
from pilot.evaluation.everybody.open_points import open_ranges
from pilot.phrases import count, day, listed, plural
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.opacity import number_tables
from pilot.views.opacity.number import Number


def rivals(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    """How many explanations the last change that was seen has."""
    found = opacity.rivals
    if not found:
        why = (
            "no score or grade is shown, so no change is seen"
            if not _standing_shown(opacity)
            else "nobody saw a change"
        )
        own = f"{name}: no change was seen." if subject_id else ""
        nothing = Markup("There is nothing to explain: {}.").format(why)
        return Number("rivals", "Rival explanations", "–", nothing, own)
    middle = float(np.median([seen.number for seen in found.values()]))
    named = sum(seen.change.named for seen in found.values())
    sentence = Markup(
        "Of the {:,} who saw their score or grade change, "
        "half face <b>{:,.0f}</b> or more explanations of the last change."
    ).format(len(found), middle)
    if named == len(found):
        all_named = Markup("All {:,} who saw their score or grade change are shown the rule behind it.")
        sentence = all_named.format(len(found))
    own = f"{name}: {_change(found.get(subject_id))}" if subject_id else ""
    return Number("rivals", "Rival explanations", f"{middle:,.0f}", sentence, own, table=number_tables.rival(opacity))


def _standing_shown(opacity: Opacity) -> bool:
    disclosure = opacity.assessment.ruleset.disclosure
    return bool(disclosure.open_to(opacity.audience, requested=opacity.requested) & {"score", "grade"})


def _change(seen: Rivals | None) -> str:
    if seen is None:
        return "no change was seen."
    change = f"the change seen on {day(seen.change.on)}"
    if seen.change.named:
        return f"{change} comes with its rule."
    rules = count(len(seen.rules), "single rule")
    return f"{change} could come from {rules}, or from {count(seen.pairs, 'pair')} of rules."


def unsettled(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    """Whose grade hangs on weights that are not published."""
    ruleset, title = opacity.assessment.ruleset, "Not settled"
    if opacity.drawn is None:
        return Number("unsettled", title, "0%", Markup("Every grade is settled: {}.").format(_why_settled(ruleset)))
    share, best = opacity.unsettled_share, opacity.best_share
    sentence = Markup(
        "For <b>{:.0%}</b> of those covered the grade hangs on weights that are not published: "
        "{:,} rulesets that all fit do not agree on it."
    ).format(share, DRAWINGS)
    own = ""
    if subject_id is not None and best is not None:
        top = ruleset.bands[0]
        times = round(DRAWINGS * float(best[subject_id]))
        own = f"{name}: rated {top.title or top.grade}, the best grade, in {times:,} of {DRAWINGS:,}."
    return Number("unsettled", title, f"{share:.0%}", sentence, own, table=number_tables.settled(opacity))


def _why_settled(ruleset: Ruleset) -> str:
    if not ruleset.bands:
        return "the ruleset keeps no grades"
    ranges = open_ranges(ruleset)
    if ranges:
        return f"the weights of the {len(ranges)} rules that the sources leave open are shown"
    return "no rule of this ruleset has a weight that is only known to lie in a range"


def remedy(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    """What becomes of those whose grade an error lowers."""
    found, title = opacity.remedy, "Remedy in reach"
    if found is None:
        why = "keeps no grades" if not opacity.assessment.ruleset.bands else "is held against a city without known acts"
        return Number("remedy", title, "–", Markup("This cannot be counted: the ruleset {}.").format(why))
    lowered, mended = len(found.lowered_by_error), len(found.put_right)
    if not lowered:
        return Number("remedy", title, "–", Markup("No error on record lowers a resident’s grade."))
    sentence = Markup(
        "An error on record lowers the grade of <b>{lowered:,}</b>. Of these {know:,} could know, {contest:,} could "
        "still contest it{fallen}, and <b>{mended:,}</b> would be put right within a year{by}, if what they ask for is "
        "upheld. {pending}"
    ).format(
        lowered=lowered,
        know=len(found.could_know),
        contest=len(found.could_contest),
        fallen=_fallen(found),
        mended=mended,
        by=_by(found.decisions),
        pending=_pending(found),
    )
    own = ""
    if subject_id in found.lowered_by_error:
        own = f"{name}: an error lowers the grade; {_reached(found, subject_id)}."
    return Number("remedy", title, f"{mended:,} of {lowered:,}", sentence, own, table=number_tables.remedied(opacity))


def _fallen(found: Remedy) -> str:
    parts = [f"{len(found.rejected):,} {plural(len(found.rejected), 'was', 'were')} rejected"] if found.rejected else []
    parts += [f"for {len(found.too_late):,} the time is over"] if found.too_late else []
    return f" ({listed(parts, 'and')})" if parts else ""


def _by(decisions: tuple[Decision, ...]) -> str:
    """By which decision, and in which time; empty where nobody would be put right."""
    named = [_decided(decision) for decision in decisions]
    return f", by {listed(named, 'or')}" if named else ""


def _decided(decision: Decision) -> str:
    time = count(round(decision.days or 0), "day")
    within = f"within the promised {time}" if decision.promised else f"in the {time} that deciding takes here"
    by = f" decided by “{decision.decided_by}”" if decision.decided_by else ""
    return f"an {decision.way}{by}, {within}"


def _pending(found: Remedy) -> str:
    filed, able = len(found.pending), len(found.could_contest)
    if not able:
        return ""
    if not filed:
        return "None of them has filed."
    return f"{filed:,} of the {able:,} {plural(filed, 'has', 'have')} filed."


def _reached(found: Remedy, subject_id: str | None) -> str:
    if subject_id in found.rejected:
        return "it could be known of, and what was filed against it was rejected"
    steps = {
        "could know": found.could_know,
        "could still contest it": found.could_contest,
        "would be put right": found.put_right,
    }
    reached = [step for step, group in steps.items() if subject_id in group]
    return listed(reached, "and") if reached else "could not even know"


def more(opacity: Opacity, subject_id: str | None, name: str) -> Number:  # noqa: ARG001 (all makers alike)
    """What others are shown and the resident is not."""
    more = {audience: items for audience, items in opacity.others_know_more.items() if items}
    found = {item for items in more.values() for item in items}
    who = {"public": "The public", "partner": "A partner"}
    sentences = [
        f"{who[audience]} is shown the {listed(list(items), 'and')}, and the resident is not."
        for audience, items in more.items()
    ]
    shown = html.joined(sentences or ["Nobody is shown anything that the resident is not."], " ")
    return Number("public_knows_more", "Others know more", f"{len(found)}", shown)
