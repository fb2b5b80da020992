"""Opacity in numbers: what the screens of an audience keep back, for everybody and for one resident; as it comes, or
after asking for all that is given on request.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

import numpy as np
import pandas as pd

from pilot.disclosure.opacity.darkness import Darkness, days_in_the_dark
from pilot.disclosure.opacity.entries import EntryShares, entry_bits, entry_shares
from pilot.disclosure.opacity.entropy import conditional_entropy, entropy, look_alikes
from pilot.disclosure.opacity.recompute import recomputable
from pilot.disclosure.opacity.remedy import Remedy, remedy
from pilot.disclosure.opacity.rivals import Rivals, rivals
from pilot.disclosure.shown.screen_codes import ledgers, screens
from pilot.evaluation import Assessment
from pilot.evaluation.everybody.open_points import draw, grades_drawn, open_ranges, settled_by
from pilot.ruleset.model.values import Audience, Item

DRAWINGS = 1_000
SEED = 2_026

MEANINGS = {
    "entries": "Of the entries that moved points, a grade or a list, the share of which the screens show anything.",
    "entries_points": "The share whose points are shown.",
    "entries_reason": "The share whose reason is shown, and the rule can be read.",
    "entries_sender": "The share of which it is shown who supplied them.",
    "entries_recipients": "The share of which it is shown who else receives them.",
    "look_alikes": "How many others with a different ledger see exactly the same screen.",
    "rivals": "How many single rules, and pairs of rules, could explain the last change that was seen.",
    "unsettled": "Of a thousand rulesets that all fit what is published, how many give this resident the best grade; "
    "over the city, the share of residents whose grade is not the same in all of them.",
    "dark": "The days between an entry and the first day on which its subject could know of it.",
    "recomputable": "Whether the score can be worked out again from what is shown, by trying it.",
    "remedy": "Of the residents whose grade an error lowers: who could know, who could still contest it (a way exists, "
    "its time is not over, no request was rejected), who would be put right within a year if the request were upheld.",
    "public_knows_more": "What others are shown and the subject is not.",
    "kept_back": "How well the screens tell people apart: of all that there is to say about everybody's ledgers, "
    "the share that they leave unsaid. It says nothing of what anybody understands.",
    "entry_bits": "How well an entry's rule can be told from what is shown of the entry: the bits that are still "
    "missing to name it, its day and its number aside.",
}
"""What each number says, in one plain sentence."""


@dataclass(frozen=True)
class Opacity:
    """The numbers of one assessment for one audience; each is worked out when it is first asked for.

    With `requested` they are those of somebody who asks for all that is given on request.
    """

    assessment: Assessment
    audience: Audience = "subject"
    requested: bool = False

    @cached_property
    def after_asking(self) -> Opacity:
        """The same numbers after asking; itself where they are that already, or nothing is given on request."""
        on_request = map(self.assessment.ruleset.disclosure.on_request, get_args(Audience))
        return (
            Opacity(self.assessment, self.audience, requested=True) if any(on_request) and not self.requested else self
        )

    @cached_property
    def ledgers(self) -> pd.Series:
        """Everybody's ledger as a word."""
        return ledgers(self.assessment)

    @cached_property
    def screens(self) -> pd.Series:
        """Everybody's screen as a word."""
        return screens(self.assessment, self.audience, requested=self.requested)

    @cached_property
    def entries(self) -> EntryShares:
        """Of all entries, what is shown of them."""
        return entry_shares(self.assessment, self.audience, requested=self.requested)

    def entries_of(self, subject_id: str) -> EntryShares:
        """Of one subject's entries, what is shown of them."""
        return entry_shares(self.assessment, self.audience, requested=self.requested, subject_id=subject_id)

    @cached_property
    def entry_bits(self) -> tuple[float, float]:
        """H(rule) and H(rule | what is shown) over all entries."""
        return entry_bits(self.assessment, self.audience, requested=self.requested)

    @cached_property
    def bits_total(self) -> float:
        """H(ledger): the bits that the ledgers hold, on average over the subjects in scope."""
        return entropy(self.ledgers)

    @cached_property
    def bits_kept_back(self) -> float:
        """H(ledger | screen)."""
        return min(conditional_entropy(self.ledgers, self.screens), self.bits_total)

    @property
    def kept_back(self) -> float:
        """The share of the bits that the screens keep back, from 0 to 1; 0 where all ledgers are alike."""
        return self.bits_kept_back / self.bits_total if self.bits_total > 0 else 0.0

    @cached_property
    def look_alikes(self) -> pd.Series:
        """For each subject, the others with a different ledger and the same screen; by subject id."""
        return pd.Series(look_alikes(self.ledgers, self.screens), index=self.screens.index)

    @cached_property
    def rivals(self) -> dict[str, Rivals]:
        """For each subject who saw a change, what could explain the last one."""
        return {
            found.change.subject_id: found for found in rivals(self.assessment, self.audience, requested=self.requested)
        }

    @cached_property
    def drawn(self) -> np.ndarray | None:
        """The grades in a thousand drawings of what is not published, one row for each; None where all is settled."""
        settled = self._open_to(self.audience) & {"rules", "points"}
        if settled or not open_ranges(self.assessment.ruleset) or not self.assessment.ruleset.bands:
            return None
        assessment = self.assessment
        return assessment.once(
            ("drawn", DRAWINGS, SEED), lambda: grades_drawn(assessment, draw(assessment.ruleset, DRAWINGS, SEED))
        )

    @cached_property
    def best_share(self) -> pd.Series | None:
        """For each subject, the share of drawings in which the grade is the best; by subject id."""
        return None if self.drawn is None else pd.Series((self.drawn == 0).mean(axis=0), index=self.screens.index)

    @property
    def unsettled_share(self) -> float:
        """The share of subjects whose grade is not the same in all drawings."""
        return 0.0 if self.drawn is None or not self.drawn.size else float(1 - settled_by(self.drawn).mean())

    @cached_property
    def darkness(self) -> Darkness:
        """The days in the dark of every entry."""
        return days_in_the_dark(self.assessment, self.audience, requested=self.requested)

    @cached_property
    def recomputable(self) -> pd.Series | None:
        """For each subject, whether the score can be worked out again; None without a score."""
        return recomputable(self.assessment, self.audience, requested=self.requested)

    @cached_property
    def remedy(self) -> Remedy | None:
        """What becomes of errors."""
        return remedy(self.assessment, requested=self.requested)

    @property
    def others_know_more(self) -> dict[Audience, tuple[Item, ...]]:
        """The items shown to each other audience and not to the subject, in the order of the items."""
        mine = self._open_to("subject")
        return {
            other: tuple(item for item in get_args(Item) if item in self._open_to(other) - mine)
            for other in ("public", "partner")
        }

    def _open_to(self, audience: Audience) -> frozenset[Item]:
        return self.assessment.ruleset.disclosure.open_to(audience, requested=self.requested)

    def as_dict(self) -> dict[str, Any]:
        """The numbers over the city as plain values, null where a number does not apply; those after asking beside."""
        after = self.after_asking
        return {
            "audience": self.audience,
            "entries": self.entries.as_dict(),
            "entries_after_asking": after.entries.as_dict(),
            **self._further(),
            "after_asking": after._further(),
        }

    def _further(self) -> dict[str, Any]:
        seen = [found.number for found in self.rivals.values()]
        mend, again = self.remedy, self.recomputable
        groups = ("lowered_by_error", "could_know", "could_contest", "put_right")
        return {
            "entry_bits_total": self.entry_bits[0],
            "entry_bits_kept_back": self.entry_bits[1],
            "bits_total": self.bits_total,
            "bits_kept_back": self.bits_kept_back,
            "kept_back": self.kept_back,
            "look_alikes_median": float(self.look_alikes.median()) if len(self.look_alikes) else None,
            "rival_explanations_median": float(np.median(seen)) if seen else None,
            "unsettled_share": self.unsettled_share,
            "days_in_the_dark_median": self.darkness.median,
            "recomputable_share": None if again is None or not len(again) else float(again.mean()),
            "remedy": None if mend is None else {name: len(getattr(mend, name)) for name in groups},
            "public_knows_more": len({item for items in self.others_know_more.values() for item in items}),
        }
