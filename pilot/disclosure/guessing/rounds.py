"""Guess the rule: a round is dealt, a proposal is tested against what was visible, and then against the hidden rule.

In a round exactly one rule moved the scores of some residents between the days that are shown; everything that is
on record about them in these days is shown too, without points.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Literal

from pilot.disclosure.guessing.episodes import Episode, Posted, episodes
from pilot.disclosure.guessing.glimpses import Glimpse
from pilot.evaluation import Assessment, evaluate
from pilot.ruleset.model import Cap, Citation, RecordWhen, Repeat, Rule

MOST_POINTS = 100
"""No hidden rule of a round moves the score by more, nor does a candidate."""
RESIDENTS = 6
Word = Literal["fits", "contradicts", "cannot be told"]


@dataclass(frozen=True)
class Round:
    """The hidden rule, the kind of record by which it acted, and the residents in the order in which they are shown."""

    seed: int
    rule: Rule
    kind: str
    points: int
    episodes: tuple[Episode, ...]


@dataclass(frozen=True)
class Verdict:
    """What a screen says about a proposal, and the points by which the proposal moves that resident."""

    word: Word
    foretold: int


@dataclass(frozen=True)
class Likeness:
    """A proposal beside the hidden rule, over all subjects in scope; only postings that move points count.

    Of the `hidden` postings of the hidden rule the proposal makes `right` with the same points and `otherwise` with
    other points; `beyond` are those of the proposal for records to which the hidden rule gives nothing.
    """

    hidden: int
    right: int
    otherwise: int
    beyond: int


class Deck:
    """All that rounds can be dealt from: the episodes of a city under a ruleset, worked out once."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self._admitted: dict[tuple[str, str], Sequence[Episode]] = {}

    @cached_property
    def episodes(self) -> list[Episode]:
        """The episodes of everybody."""
        return episodes(self.assessment)

    @cached_property
    def _targets(self) -> list[tuple[str, str]]:
        """Rules with a kind of record by which each moved two residents at least, at its plain price."""
        met: dict[tuple[str, str], set[str]] = defaultdict(set)
        prices = {rule.id: rule.points for rule in self.assessment.ruleset.rules if not rule.carry}
        for episode in self.episodes:
            price = prices.get(episode.rule_id or "")
            if price and price == episode.points and abs(price) <= MOST_POINTS and episode.rule_id and episode.kind:
                met[episode.rule_id, episode.kind].add(episode.subject_id)
        return sorted(target for target, subjects in met.items() if len(subjects) > 1)

    def admitted(self, rule: Rule, kind: str) -> Sequence[Episode]:
        """The episodes in which that rule alone acted by that kind, or nothing acted and no such thing happened.

        The rule must come to the same when it stands alone: where it needs another rule, or yields to one, the
        episode is left out. Worked out once for each rule of the ruleset and kind.
        """
        if (rule.id, kind) not in self._admitted:
            self._admitted[rule.id, kind] = self._admit(rule, kind)
        return self._admitted[rule.id, kind]

    def _admit(self, rule: Rule, kind: str) -> Sequence[Episode]:
        chosen = [
            episode
            for episode in self.episodes
            if (episode.rule_id is None and kind not in episode.kinds)
            or (episode.rule_id == rule.id and episode.kind == kind and episode.points == rule.points)
        ]
        foretold = foretell(rule, self.assessment, chosen)
        return [
            episode
            for episode, postings in zip(chosen, foretold, strict=True)
            if [_key(line) for line in postings] == [_key(line) for line in episode.postings if line.points]
        ]

    def deal(self, seed: int, residents: int = RESIDENTS) -> Round | None:
        """The round of that seed, the same every time; None where the city has too little for any."""
        dice = Random(seed)
        targets = list(self._targets)
        dice.shuffle(targets)
        for rule_id, kind in targets:
            rule = self.assessment.ruleset.rule(rule_id)
            chosen = _chosen(self.admitted(rule, kind), residents, dice)
            if chosen:
                return Round(seed, rule, kind, rule.points or 0, chosen)
        return None


def _key(line: Posted) -> tuple[dt.date, str, int]:
    return line.date, line.record_id or "", line.points


def _chosen(admitted: Sequence[Episode], residents: int, dice: Random) -> tuple[Episode, ...] | None:
    """Half of the residents moved (of three, two), half not, nobody twice; those to whom several kinds of things
    happened come first.

    In about every other round, one whose grade changed is looked for.
    """
    shuffled = dice.sample(admitted, len(admitted))
    shuffled.sort(key=lambda episode: len(episode.kinds) < 2)
    moved = [episode for episode in shuffled if episode.rule_id]
    still = [episode for episode in shuffled if not episode.rule_id]
    if dice.random() < 0.5:
        moved = [*[episode for episode in moved if episode.grades[0] != episode.grades[1]][:1], *moved]
    seated = _one_a_resident(moved, -(-residents // 2), set())
    met = len(seated)
    seated += _one_a_resident(still, residents - met, {episode.subject_id for episode in seated})
    if met < 2 or len(seated) < min(residents, 4):
        return None
    return tuple(dice.sample(seated, len(seated)))


def _one_a_resident(offered: Iterable[Episode], number: int, seated: set[str]) -> list[Episode]:
    """The first so many: one for each resident, and none for those who are in the round already."""
    by_subject: dict[str, Episode] = {}
    for episode in offered:
        if episode.subject_id not in seated:
            by_subject.setdefault(episode.subject_id, episode)
    return list(by_subject.values())[:number]


def propose(
    kinds: Sequence[str],
    points: int,
    *,
    double_within: int | None = None,
    most_a_year: int | None = None,
    expires_after: int | None = None,
    who: tuple[str, str] | None = None,
) -> Rule:
    """A rule as a class puts it: kinds and points; months of doubling, a yearly cap, an end in months, a group."""
    return Rule(
        id="proposal",
        text="Our proposal",
        when=RecordWhen(kind=tuple(kinds), subject={who[0]: (who[1],)} if who else {}),
        source=Citation(basis="invented"),
        points=points,
        repeat=Repeat(within_months=double_within, multiply=(1, 2)) if double_within else None,
        cap=Cap(per="year", points=most_a_year) if most_a_year else None,
        expires_after_months=expires_after,
    )


def _alone(rule: Rule, assessment: Assessment) -> Assessment:
    ruleset = assessment.ruleset.model_copy(update={"rules": (rule,)})
    return evaluate(ruleset, assessment.city, assessment.as_of, assessment.joined)


def foretell(rule: Rule, assessment: Assessment, chosen: Sequence[Episode]) -> list[tuple[Posted, ...]]:
    """For each episode the postings with points that the rule would make if it were the only one."""
    ledger = _alone(rule, assessment).ledger_of({episode.subject_id for episode in chosen})
    ledger = ledger[(ledger["points"] != 0) & (ledger["type"] != "opening")]
    cells = zip(
        ledger["subject_id"].astype("str"), ledger["date"].dt.date, ledger["record_id"].astype("str"),
        ledger["points"], strict=True,
    )  # fmt: skip
    lines: dict[str, list[Posted]] = defaultdict(list)
    for subject, date, record, points in cells:
        lines[subject].append(Posted(date, record, rule.id, int(points)))
    return [
        tuple(line for line in lines[episode.subject_id] if episode.first <= line.date <= episode.last)
        for episode in chosen
    ]


def verdict(glimpse: Glimpse, foretold: Sequence[Posted]) -> Verdict:
    """What a screen says about a rule that would have made these postings, were it the only one that acted.

    It *contradicts* where the screen could not look so; it *fits* where the screen could not look so had the foretold
    not come about; otherwise it *cannot be told*.
    """
    total = sum(line.points for line in foretold)
    if not glimpse.allows(foretold):
        return Verdict("contradicts", total)
    decisive = not glimpse.allows(()) if total else glimpse.low == glimpse.high == 0
    return Verdict("fits" if decisive else "cannot be told", total)


def likeness(proposal: Rule, hidden: Rule, assessment: Assessment) -> Likeness:
    """How many of the hidden rule's postings in the whole city the proposal gets right."""
    theirs, ours = _prices(assessment, hidden.id), _prices(_alone(proposal, assessment), proposal.id)
    right = sum(ours.get(record) == points for record, points in theirs.items())
    met = len(theirs.keys() & ours.keys())
    return Likeness(len(theirs), right, met - right, len(ours) - met)


def _prices(assessment: Assessment, rule_id: str) -> dict[str, int]:
    ledger = assessment.ledger
    made = ledger[(ledger["type"] == "rule") & (ledger["rule_id"] == rule_id) & (ledger["points"] != 0)]
    return dict(zip(made["record_id"].astype("str"), made["points"].astype(int), strict=True))


def looked_at(day: dt.date, assessment: Assessment) -> dt.date:
    """The day on which a screen first shows the end of `day`, later where disclosure is delayed."""
    return day + dt.timedelta(days=math.ceil(assessment.ruleset.disclosure.delay_hours / 24))
