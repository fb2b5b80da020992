"""The numbers of opacity as sentences: over the city, for one resident, each with its table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from markupsafe import Markup

from pilot.disclosure.opacity.entries import EntryShares, entry_shares
from pilot.disclosure.opacity.measures import DRAWINGS, Opacity
from pilot.disclosure.opacity.remedy import Remedy
from pilot.disclosure.opacity.rivals import Rivals
from pilot.disclosure.shown.level_words import SHOWN_OR_GIVEN
from pilot.evaluation.everybody.open_points import open_ranges
from pilot.evaluation.memo import Memo
from pilot.phrases import count, day, listed, plural, whole
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Audience
from pilot.views import html
from pilot.views.opacity import number_tables
from pilot.views.pieces import bars

WHOSE: dict[Audience, str] = {
    "subject": "the resident’s own screen",
    "public": "what the public sees",
    "partner": "what a partner sees",
}
SEES: dict[Audience, str] = {"subject": "see", "public": "show the public", "partner": "show a partner"}
NOTHING = Markup()
known = Memo(96, 400_000_000)
"""The opacity of rulesets and cities that were looked at, with the assessment of each."""
SHARE = Markup(
    '<p class="pp-share" role="img" aria-label="{share:.0%} kept back"><i style="width:{width:.1f}%"></i></p>'
)


@dataclass(frozen=True)
class Number:
    """One number as it stands on the screen: its figure, the sentence over the city, the one for the resident, a table.

    `resident` is empty where the number says nothing of a single one.
    """

    key: str
    name: str
    figure: str
    city: Markup
    resident: str = ""
    drawn: Markup = NOTHING
    table: Markup = NOTHING


def numbers(opacity: Opacity, subject_id: str, name: str) -> list[Number]:
    """The shares of entries first, then the eight others in order; `name` is how the resident is called."""
    covered = subject_id in opacity.screens.index
    makers = (_entries, _kept_back, _look_alikes, _rivals, _unsettled, _dark, _recomputable, _remedy, _more)
    return [maker(opacity, subject_id if covered else None, name) for maker in makers]


def _entries(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    audience, assessment, title = opacity.audience, opacity.assessment, "Entries shown"
    comes, after = opacity.entries, opacity.after_asking.entries
    if comes.known is None or after.known is None:
        return Number("entries", title, "–", Markup("There is no entry."))
    sentence = Markup("Of <b>{}</b>, <b>{}</b> are shown as it comes, <b>{}</b> after asking for all.")
    own = ""
    if subject_id is not None:
        of_one = [
            entry_shares(assessment, audience, requested=requested, subject_id=subject_id)
            for requested in (False, True)
        ]
        own = _of_entries(of_one[0], of_one[1], name)
    return Number(
        "entries",
        title,
        bars.percent(comes.known, 1),
        sentence.format(
            count(comes.count, "entry", "entries"), bars.percent(comes.known, 1), bars.percent(after.known, 1)
        ),
        own,
        drawn=number_tables.entries(opacity),
    )


def _of_entries(comes: EntryShares, after: EntryShares, name: str) -> str:
    if comes.known is None or after.known is None:
        return f"{name}: no entry."
    shown, after_asking = (round(shares.count * (shares.known or 0)) for shares in (comes, after))
    return f"{name}: {shown:,} of {count(comes.count, 'entry', 'entries')} as it comes, {after_asking:,} after asking."


def _kept_back(opacity: Opacity, subject_id: str | None, name: str) -> Number:  # noqa: ARG001 (all makers alike)
    share, total, kept, whose = opacity.kept_back, opacity.bits_total, opacity.bits_kept_back, WHOSE[opacity.audience]
    sentence = Markup("It takes <b>{:.2f} bits</b> on average to say what stands in a ledger; ").format(total)
    sentence += (
        Markup("{} leaves <b>{:.2f}</b> of them unsaid.").format(whose, kept)
        if kept
        else f"{whose} leaves none of them unsaid."
    )
    if not total:
        sentence = Markup("All ledgers are alike, so there is nothing to keep back.")
    drawn = SHARE.format(share=share, width=100 * share)
    return Number("kept_back", "Kept back", f"{share:.0%}", sentence, drawn=drawn, table=number_tables.bits(opacity))


def _look_alikes(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    alike, verb = opacity.look_alikes, SEES[opacity.audience]
    if not len(alike):
        return Number("look_alikes", "Look-alikes", "–", Markup("Nobody is covered."))
    middle, alone = int(alike.median()), int((alike == 0).sum())
    sentence = Markup("<b>{:,} of {:,}</b> have no look-alike: nobody with a different ledger {}.").format(
        alone, len(alike), _sees(opacity.audience, 1)
    )
    if middle:
        sentence = Markup(
            "Half of all {:,} have <b>{}</b> or more who {} exactly the same, with a different ledger."
        ).format(len(alike), count(middle, "other"), verb)
        sentence += f" {count(alone, 'has', 'have')} none." if alone else ""
    own = ""
    if subject_id is not None:
        mine = int(alike[subject_id])
        others = count(mine, "other") if mine else "no others"
        own = f"{name}: {others} with a different ledger {_sees(opacity.audience, mine)}."
    return Number("look_alikes", "Look-alikes", f"{middle:,}", sentence, own, table=number_tables.alike(opacity))


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
        nothing = Markup("There is nothing to explain: {}.").format(why)
        return Number("rivals", "Rival explanations", "–", nothing, own)
    middle = float(np.median([rivals.number for rivals in found.values()]))
    named = sum(rivals.change.named for rivals in found.values())
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
    return bool(opacity.assessment.ruleset.disclosure.open_to(opacity.audience) & {"score", "grade"})


def _change(seen: Rivals | None) -> str:
    if seen is None:
        return "no change was seen."
    change = f"the change seen on {day(seen.change.on)}"
    if seen.change.named:
        return f"{change} comes with its rule."
    rules = count(len(seen.rules), "single rule")
    return f"{change} could come from {rules}, or from {count(seen.pairs, 'pair')} of rules."


def _unsettled(opacity: Opacity, subject_id: str | None, name: str) -> Number:
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
        return f"whatever the sources leave open, the weights of {count(len(ranges), 'rule')}, is shown"
    return "no rule of this ruleset has a weight that is only known to lie in a range"


def _dark(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    table, still = opacity.darkness.entries, opacity.darkness.still_share
    if still is None:
        return Number("dark", "Days in the dark", "–", Markup("There is no entry."))
    middle = opacity.darkness.median or 0
    days, entries = count(round(middle), "day"), count(len(table), "entry", "entries")
    sentence = Markup("Of {} half stay unknown for <b>{}</b> or more").format(entries, days)
    if not middle:
        sentence = Markup("Of {} half or more can be known of on the day itself").format(entries)
    sentence += (
        Markup("; <b>{}</b> cannot be known of to this day.").format(bars.percent(still, 1))
        if still
        else "; none is still in the dark."
    )
    own = "" if subject_id is None else _dark_for(table[table["subject_id"] == subject_id], name)
    return Number("dark", "Days in the dark", f"{middle:,.0f}", sentence, own, table=number_tables.dark(opacity))


def _dark_for(entries: pd.DataFrame, name: str) -> str:
    dark = int(entries["still"].sum())
    if dark:
        entry = count(len(entries), "entry", "entries")
        some = f"{dark:,} of {entry}" if dark < len(entries) else whole(dark, "entry", "entries")
        return f"{name}: {some} cannot be known of to this day."
    return f"{name}: {whole(len(entries), 'entry', 'entries')} can be known of." if len(entries) else ""


def _recomputable(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    again = opacity.recomputable
    if again is None:
        return Number("recomputable", "Can be recomputed", "–", Markup("The ruleset keeps no score."))
    able = int(again.sum())
    share = bars.percent(able, len(again))
    sentence = Markup("<b>{:,} of {}</b> can be worked out again from what is {}.").format(
        able, count(len(again), "score"), SHOWN_OR_GIVEN
    )
    own = ""
    if subject_id is not None:
        own = f"{name}: the score {'can' if again[subject_id] else 'cannot'} be worked out again."
    return Number("recomputable", "Can be recomputed", share, sentence, own)


def _remedy(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    found, title = opacity.remedy, "Remedy in reach"
    if found is None:
        why = "keeps no grades" if not opacity.assessment.ruleset.bands else "is held against a city without known acts"
        return Number("remedy", title, "–", Markup("This cannot be counted: the ruleset {}.").format(why))
    lowered, mended = len(found.lowered_by_error), len(found.put_right)
    if not lowered:
        return Number("remedy", title, "–", Markup("No error on record lowers a resident’s grade."))
    sentence = Markup(
        "An error on record lowers the grade of <b>{lowered:,}</b>. Of these {know:,} could know, {contest:,} "
        "could contest, and <b>{mended:,}</b> {are} put right within a year if everyone who can does."
    ).format(
        lowered=lowered,
        know=len(found.could_know),
        contest=len(found.could_contest),
        mended=mended,
        are=plural(mended, "is", "are"),
    )
    own = ""
    if subject_id in found.lowered_by_error:
        own = f"{name}: an error lowers the grade; {_reached(found, subject_id)}."
    return Number("remedy", title, f"{mended:,} of {lowered:,}", sentence, own, table=number_tables.remedied(opacity))


def _reached(found: Remedy, subject_id: str | None) -> str:
    steps = {
        "could know": found.could_know,
        "could contest": found.could_contest,
        "would be put right": found.put_right,
    }
    reached = [step for step, group in steps.items() if subject_id in group]
    return listed(reached, "and") if reached else "could not even know"


def _more(opacity: Opacity, subject_id: str | None, name: str) -> Number:  # noqa: ARG001 (all makers alike)
    more = {audience: items for audience, items in opacity.others_know_more.items() if items}
    found = {item for items in more.values() for item in items}
    who = {"public": "The public", "partner": "A partner"}
    sentences = [
        f"{who[audience]} is shown the {listed(list(items), 'and')}, and the resident is not."
        for audience, items in more.items()
    ]
    shown = html.joined(sentences or ["Nobody is shown anything that the resident is not."], " ")
    return Number("public_knows_more", "Others know more", f"{len(found)}", shown)
