"""The tables behind the numbers of opacity, each one click away."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from markupsafe import Markup

from pilot.disclosure.opacity.measures import DRAWINGS, MEANINGS, Opacity
from pilot.evaluation.everybody.open_points import settled_by
from pilot.report.opacity_figures import share
from pilot.views.pieces import bars, marks

STEPS: tuple[tuple[int, int | None], ...] = ((0, 0), (1, 9), (10, 99), (100, 999), (1_000, None))
OF_ENTRIES = {
    "entries": "known",
    "entries_points": "points",
    "entries_reason": "reason",
    "entries_sender": "sender",
    "entries_recipients": "recipients",
}
NAMED = 12
"""The residents of a group that are named in a table."""
DAYS: tuple[tuple[int, int | None], ...] = ((0, 0), (1, 30), (31, 365), (366, None))


def entries(opacity: Opacity, subject_id: str | None) -> Markup:
    """What is shown of the entries, over the city and of one resident's."""
    found = [opacity.entries, *([opacity.entries_of(subject_id)] if subject_id else [])]
    rows = [[MEANINGS[key], *(share(getattr(shares, name)) for shares in found)] for key, name in OF_ENTRIES.items()]
    counted = ["How many entries there are.", *(f"{shares.count:,}" for shares in found)]
    heads = ["Of the entries", "Of all", *(["Of the resident"] if subject_id else [])]
    return marks.table(heads, [counted, *rows], numbers=range(1, len(heads)))


def bits(opacity: Opacity) -> Markup:
    """How many ledgers and screens there are, and the bits in them."""
    screens, ledgers = opacity.screens, opacity.ledgers
    rows = [
        ["Subjects covered", f"{len(screens):,}"],
        ["Different ledgers among them", f"{ledgers.nunique():,}"],
        ["Different screens among them", f"{screens.nunique():,}"],
        ["Bits in the ledgers", f"{opacity.bits_total:.3f}"],
        ["Bits of these that the screens keep back", f"{opacity.bits_kept_back:.3f}"],
        ["Bits that name an entry's rule", f"{opacity.entry_bits[0]:.3f}"],
        [MEANINGS["entry_bits"], f"{opacity.entry_bits[1]:.3f}"],
    ]
    return marks.table(["Counted", ""], rows, numbers=[1])


def alike(opacity: Opacity) -> Markup:
    """How many have how many look-alikes."""
    return _spread(opacity.look_alikes.to_numpy(), STEPS, "Look-alikes", "Subjects")


def rival(opacity: Opacity) -> Markup:
    """How many face how many explanations."""
    found = np.array([rivals.number for rivals in opacity.rivals.values()])
    return _spread(found, STEPS, "Explanations", "Subjects")


def settled(opacity: Opacity) -> Markup:
    """In how many drawings the grade is the best, for how many."""
    assert opacity.drawn is not None
    drawn, best = opacity.drawn, (opacity.drawn == 0).sum(axis=0)
    same = settled_by(drawn)
    rows = [
        ["The same grade in all", f"{int(same.sum()):,}"],
        *(
            [
                f"The best grade in {part}, not the same in all",
                f"{int((~same & (best >= low) & (best <= high)).sum()):,}",
            ]
            for part, low, high in (
                ("none", 0, 0),
                ("1 to half", 1, DRAWINGS // 2),
                ("more than half", DRAWINGS // 2 + 1, DRAWINGS),
            )
        ),
    ]
    return marks.table([f"In {DRAWINGS:,} rulesets that fit", "Subjects"], rows, numbers=[1])


def dark(opacity: Opacity) -> Markup:
    """How many entries were how long in the dark, those still there apart."""
    table = opacity.darkness.entries
    known, still = table[~table["still"]]["days"].to_numpy(), int(table["still"].sum())
    return _spread(known, DAYS, "Days until it could be known of", "Entries", ["not to this day", f"{still:,}"])


def remedied(opacity: Opacity) -> Markup:
    """The steps from error to mending, each with who gets so far, and who falls out and why."""
    found = opacity.remedy
    assert found is not None
    steps: tuple[tuple[str, Sequence[str]], ...] = (
        ("Grade lowered by an error", found.lowered_by_error),
        ("could know of it", found.could_know),
        ("could still contest it", found.could_contest),
        ("would be put right within a year", found.put_right),
        ("fell out: rejected", found.rejected),
        ("fell out: the time is over", found.too_late),
    )
    longest = max(len(found.lowered_by_error), 1)
    rows = [[step, bars.bar(len(who), longest), f"{len(who):,}", _named(who)] for step, who in steps]
    return bars.rows(rows, ["Step", "|", "Residents", "~Who"])


def _named(who: Sequence[str]) -> str:
    more = f" and {len(who) - NAMED:,} more" if len(who) > NAMED else ""
    return ", ".join(who[:NAMED]) + more


def _spread(
    found: np.ndarray, steps: Sequence[tuple[int, int | None]], head: str, counted: str, last: list[str] | None = None
) -> Markup:
    values = pd.Series(found)
    rows = []
    for low, high in steps:
        inside = (values >= low) & (values <= (high if high is not None else np.inf))
        step = f"{low:,}" if low == high else f"{low:,} and more" if high is None else f"{low:,} to {high:,}"
        rows.append([step, f"{int(inside.sum()):,}"])
    return marks.table([head, counted], [*rows, *([last] if last else [])], numbers=[1])
