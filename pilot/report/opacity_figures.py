"""The numbers of opacity as they are printed: one name and one form for each, as it comes and after asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pilot.disclosure.opacity.measures import Opacity
from pilot.phrases import count

NAMES = {
    "entries": "Entries known at all",
    "entries_points": "– their points",
    "entries_reason": "– their reason",
    "entries_sender": "– who supplied them",
    "entries_recipients": "– who receives them",
    "look_alikes": "Others with the same screen, median",
    "rivals": "Rival explanations, median",
    "unsettled": "Grade not settled",
    "dark": "Days in the dark, median",
    "recomputable": "Score can be worked out again",
    "remedy": "Grade lowered by an error",
    "remedy_know": "– could know",
    "remedy_contest": "– could still contest",
    "remedy_right": "– would be put right in a year",
    "public_knows_more": "What only others are shown",
    "kept_back": "Bits of the ledgers kept back",
    "entry_bits": "Bits missing to an entry’s rule",
}
"""What each number is called on paper, the shares of entries first and what tells people apart last."""
ENTRIES = "entries"
"""How the keys of the shares of entries begin."""
NO_NUMBER = "–"


@dataclass(frozen=True)
class Figure:
    """One number as it comes and after asking."""

    key: str
    as_it_comes: str
    after_asking: str

    @property
    def name(self) -> str:
        """What it is called."""
        return NAMES[self.key]

    def __str__(self) -> str:
        if self.as_it_comes == self.after_asking:
            return f"{self.as_it_comes}, as it comes and after asking"
        return f"{self.as_it_comes} as it comes, {self.after_asking} after asking"


def figures(opacity: Opacity) -> dict[str, Figure]:
    """All numbers in the order of NAMES, over the city."""
    whole = opacity.as_dict()
    comes = _forms(whole["entries"], whole)
    after = _forms(whole["entries_after_asking"], whole["after_asking"])
    return {key: Figure(key, comes[key], after[key]) for key in NAMES}


def share(value: float | None) -> str:
    """A share as a percentage; only what is all or nothing reads so."""
    if value is None:
        return NO_NUMBER
    if 0 < value < 0.0005:
        return "under 0.1%"
    if 0.9995 <= value < 1:
        return "over 99.9%"
    return f"{value:.0%}" if value in (0, 1) else f"{value:.1%}"


def _forms(entries: Mapping[str, Any], numbers: Mapping[str, Any]) -> dict[str, str]:
    parts = {f"entries_{name}": share(entries[name]) for name in ("points", "reason", "sender", "recipients")}
    remedy = numbers["remedy"] or {}
    steps = {"remedy": "lowered_by_error", "remedy_know": "could_know", "remedy_contest": "could_contest"}
    steps["remedy_right"] = "put_right"
    return {
        "entries": share(entries["known"]),
        **parts,
        "look_alikes": _plain(numbers["look_alikes_median"]),
        "rivals": _plain(numbers["rival_explanations_median"]),
        "unsettled": share(numbers["unsettled_share"]),
        "dark": _plain(numbers["days_in_the_dark_median"]),
        "recomputable": share(numbers["recomputable_share"]),
        **{name: _plain(remedy.get(step)) for name, step in steps.items()},
        "public_knows_more": count(numbers["public_knows_more"], "item"),
        "kept_back": share(numbers["kept_back"]),
        "entry_bits": f"{numbers['entry_bits_kept_back']:.2f} of {numbers['entry_bits_total']:.2f}",
    }


def _plain(value: float | None) -> str:
    return NO_NUMBER if value is None else f"{value:,.10g}"
