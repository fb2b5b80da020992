"""The numbers of opacity as sentences, over the city and for one resident, each with its table."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from pilot.disclosure.opacity.entries import EntryShares
from pilot.disclosure.opacity.measures import Opacity
from pilot.disclosure.shown.level_words import SHOWN_OR_GIVEN
from pilot.phrases import count, plural, whole
from pilot.report.opacity_figures import share
from pilot.ruleset.model.values import Audience
from pilot.views.opacity import number_tables
from pilot.views.opacity.further_numbers import more, remedy, rivals, unsettled
from pilot.views.opacity.number import Number
from pilot.views.pieces import bars

WHOSE: dict[Audience, str] = {
    "subject": "the resident’s own screen",
    "public": "what the public sees",
    "partner": "what a partner sees",
}
SEES: dict[Audience, str] = {"subject": "see", "public": "show the public", "partner": "show a partner"}
SHARE = Markup(
    '<p class="pp-share" role="img" aria-label="{share:.0%} kept back"><i style="width:{width:.1f}%"></i></p>'
)


def numbers(opacity: Opacity, subject_id: str, name: str) -> list[Number]:
    """The shares of entries first, what tells people apart last; `name` is how the resident is called."""
    covered = subject_id in opacity.screens.index
    makers = (_entries, _look_alikes, _dark, rivals, unsettled, _recomputable, remedy, more, _bits)
    return [maker(opacity, subject_id if covered else None, name) for maker in makers]


def _entries(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    title, found = "Entries shown", opacity.entries
    if found.known is None:
        return Number("entries", title, "–", Markup("There is no entry."))
    sentence = Markup("Of <b>{}</b>, <b>{}</b> are shown.").format(
        count(found.count, "entry", "entries"), share(found.known)
    )
    own = "" if subject_id is None else _of_entries(opacity.entries_of(subject_id), name)
    return Number("entries", title, share(found.known), sentence, own, table=number_tables.entries(opacity, subject_id))


def _of_entries(found: EntryShares, name: str) -> str:
    if found.known is None:
        return f"{name}: no entry."
    return f"{name}: {round(found.count * found.known):,} of {count(found.count, 'entry', 'entries')}."


def _bits(opacity: Opacity, subject_id: str | None, name: str) -> Number:  # noqa: ARG001 (all makers alike)
    whose, (all_bits, missing) = WHOSE[opacity.audience], opacity.entry_bits
    if not opacity.bits_total:
        return Number(
            "kept_back", "Kept back", "0%", Markup("All ledgers are alike, so there is nothing to keep back.")
        )
    sentence = Markup(
        "It takes <b>{:.2f} bits</b> on average to say what stands in a ledger; {} leaves <b>{:.2f}</b> of them "
        "unsaid. To name the rule of an entry takes <b>{:.2f} bits</b>, of which <b>{:.2f}</b> are missing."
    ).format(opacity.bits_total, whose, opacity.bits_kept_back, all_bits, missing)
    drawn = SHARE.format(share=opacity.kept_back, width=100 * opacity.kept_back)
    table = number_tables.bits(opacity)
    return Number("kept_back", "Kept back", share(opacity.kept_back), sentence, drawn=drawn, table=table)


def _look_alikes(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    alike, verb = opacity.look_alikes, SEES[opacity.audience]
    if not len(alike):
        return Number("look_alikes", "Look-alikes", "–", Markup("Nobody is covered."))
    middle, alone = int(alike.median()), int((alike == 0).sum())
    sentence = Markup("<b>{:,} of {:,}</b> have no look-alike: nobody with a different ledger {}.").format(
        alone, len(alike), _sees(opacity.audience, 1)
    )
    if middle:
        sentence = Markup("Half of {} have <b>{}</b> or more who {} exactly the same, with a different ledger.").format(
            whole(len(alike), "ledger"), count(middle, "other"), verb
        )
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


def _dark(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    table, still = opacity.darkness.entries, opacity.darkness.still_share
    if still is None:
        return Number("dark", "Days in the dark", "–", Markup("There is no entry."))
    middle = opacity.darkness.median or 0
    days, entries = count(round(middle), "day"), whole(len(table), "entry", "entries")
    sentence = Markup("Half of {} or more is unknown for <b>{}</b> or more").format(entries, days)
    if not middle:
        sentence = Markup("Half of {} or more can be known of on the day itself").format(entries)
    sentence += (
        Markup("; <b>{}</b> cannot be known of to this day.").format(bars.percent(still, 1))
        if still
        else "; none is still in the dark."
    )
    own = "" if subject_id is None else _dark_for(table[table["subject_id"] == subject_id], name)
    return Number("dark", "Days in the dark", f"{middle:,.0f}", sentence, own, table=number_tables.dark(opacity))


def _dark_for(entries: pd.DataFrame, name: str) -> str:
    dark = int(entries["still"].sum())
    everything = whole(len(entries), "entry", "entries")
    if dark:
        some = everything if dark == len(entries) else f"{dark:,} of {everything}"
        return f"{name}: {some} cannot be known of to this day."
    return f"{name}: {everything} can be known of." if len(entries) else ""


def _recomputable(opacity: Opacity, subject_id: str | None, name: str) -> Number:
    again = opacity.recomputable
    if again is None:
        return Number("recomputable", "Can be recomputed", "–", Markup("The ruleset keeps no score."))
    able = int(again.sum())
    reached = bars.percent(able, len(again))
    sentence = Markup("<b>{:,}</b> of {} can be worked out again from what is {}.").format(
        able, whole(len(again), "score"), SHOWN_OR_GIVEN if opacity.requested else "shown"
    )
    own = ""
    if subject_id is not None:
        own = f"{name}: the score {'can' if again[subject_id] else 'cannot'} be worked out again."
    return Number("recomputable", "Can be recomputed", reached, sentence, own)
