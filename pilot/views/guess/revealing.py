"""The answers of a round: what the screens say, what the hidden rule says, the rule, what would have settled it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pilot.disclosure.guessing.candidates import SettlingScreens
from pilot.disclosure.guessing.episodes import Episode
from pilot.disclosure.guessing.rounds import Likeness, Verdict, Word
from pilot.phrases import count, day, listed, opening_count, plural
from pilot.ruleset.sentences.rule_sentences import does
from pilot.views import html
from pilot.views.guess.cards import Table
from pilot.views.guess.proposing import PREDICTIONS, Proposal, predicted
from pilot.views.pieces import marks

FIRST = 5
"""So many of the further screens are named; of more the rest is counted."""


def tested(shown: Table, proposal: Proposal, verdicts: Sequence[Verdict]) -> str:
    """What the screens say of the proposal, and how many other rules they allow."""
    words = Counter(each.word for each in verdicts)
    parts = [f"{words[word]} {plural(words[word], *verb)}" for word, verb in _VERBS.items() if words[word]]
    summed = f"Of the {len(verdicts)} screens {listed(parts, 'and')}."
    stands = not words["contradicts"]
    others = shown.standing - (1 if proposal.flat and stands else 0)
    noun = plural(others, "other simple rule fits", "other simple rules fit")
    well = "just as well" if stands else "where yours does not"
    bore_out = (
        "That was your prediction."
        if predicted(others) == proposal.prediction
        else (f"You predicted {PREDICTIONS[proposal.prediction or 'none']}.")
    )
    return (
        f'<h2>What the screens say</h2><p class="pp-lead">{summed}</p>'
        f'<div class="pp-figure"><b>{others:,}</b><span>{noun} {well}, of {shown.family.size:,}. '
        f"{bore_out}</span></div>"
        '<p class="pp-quiet">A simple rule gives every record of one kind the same points: any kind of record in the '
        "city, any number from −100 to +100 but 0. One fits as well if no screen contradicts it.</p>"
    )


_VERBS: dict[Word, tuple[str, str]] = {
    "fits": ("fits your rule", "fit your rule"),
    "contradicts": ("contradicts it", "contradict it"),
    "cannot be told": ("cannot tell", "cannot tell"),
}


def asked(found: Likeness) -> str:
    """How near the proposal comes to the hidden rule over the whole city."""
    wrong = f" and gives other points to {found.otherwise:,}" if found.otherwise else ""
    beyond = f" It makes {count(found.beyond, 'posting')} that the hidden rule does not make." if found.beyond else ""
    share = "all" if found.right == found.hidden else f"{found.right:,}" if found.right else "none"
    return (
        f'<h2>What the hidden rule says</h2><p class="pp-lead">In the whole city the hidden rule moved a score '
        f"{count(found.hidden, 'time')}. Your rule gets {share} of these right{wrong}.{beyond}</p>"
    )


def revealed(shown: Table) -> str:
    """The hidden rule with its source, where it acted, and what would have settled the round."""
    rule, ruleset = shown.round.rule, shown.deck.assessment.ruleset
    facts = f"{marks.basis(rule.source)}<span>·</span>{marks.cited(rule.source, ruleset)}"
    return (
        f'<section class="pp-reveal"><h2>The rule</h2><p class="pp-rule">{html.text(rule.text)}</p>'
        f'<p>{html.text(" ".join(does(rule, ruleset)))}</p><p class="pp-facts">{facts}</p>'
        f"{_acted(shown)}<h2>What would have settled it</h2>{_settled(shown, shown.settling)}</section>"
    )


def _acted(shown: Table) -> str:
    rows = [
        [
            shown.name(episode),
            day(line.date),
            _what(shown, episode, line.record_id),
            marks.points_html(line.points),
        ]
        for episode in shown.round.episodes
        for line in episode.postings
        if line.points
    ]
    still = [html.text(shown.name(episode)) for episode in shown.round.episodes if episode.rule_id is None]
    nothing = (
        f'<p class="pp-quiet">Nothing moved the score of {listed(still, "or")} in their days.</p>' if still else ""
    )
    table = marks.table(
        ("Resident", "Day", "Record", "Points"), rows, numbers=(3,), caption="Where it acted in this round"
    )
    return f"{table.replace('pp-table', 'pp-table pp-few-columns', 1)}{nothing}"


def _what(shown: Table, episode: Episode, record_id: str | None) -> str:
    kinds = {each.record_id: each.kind for each in episode.happenings}
    return shown.title(kinds[record_id]) if record_id in kinds else ""


def _settled(shown: Table, found: SettlingScreens) -> str:
    if not found.rivals:
        return "<p>Nothing more was needed: no other simple rule fits the screens of this round.</p>"
    rivals = count(found.rivals, "other simple rule")
    if not found.episodes and 0 < found.left_alike == found.left:
        return f"<p>Nothing. {rivals} stood, {_left(shown, found)}</p>"
    if not found.episodes:
        return (
            f"<p>Nothing. {rivals[0].upper() + rivals[1:]} could not be ruled out, and no screen in the city, of any "
            "resident on any day in which this rule alone or no rule acted, rules out a single one.</p>"
        )
    number = len(found.episodes)
    sure = (
        "No fewer would do; that has been searched."
        if found.exact
        else "They were chosen one by one, each ruling out most; fewer may do."
    )
    screens = opening_count(number, "further screen")
    end = f"leave {found.left:,} of them, {_left(shown, found)}" if found.left else "leave the hidden rule alone."
    rows = [_row(shown, episode) for episode in found.episodes[:FIRST]]
    more = f'<p class="pp-quiet">and {number - FIRST} more.</p>' if number > FIRST else ""
    table = marks.table(("Resident", "Days", "What happened"), rows).replace("pp-table", "pp-table pp-few-columns", 1)
    return f"<p>{rivals} stood. {screens} would {end} {sure}</p>{table}{more}"


def _left(shown: Table, found: SettlingScreens) -> str:
    """What no screen in the city can rule out."""
    if found.left_alike < found.left:
        return "which no screen in the city rules out."
    kind = html.text(shown.title(shown.round.kind))
    return f"all about the same record, {kind}, with other points. How many points it is no screen in the city tells."


def _row(shown: Table, episode: Episode) -> list[str]:
    days = day(episode.first) if episode.first == episode.last else f"{day(episode.first)} to {day(episode.last)}"
    told = "; ".join(shown.title(each.kind) for each in episode.happenings)
    return [shown.name(episode), days, told]
