"""The answers of a round: what the screens say, what the hidden rule says, the rule, what would have settled it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from pilot.disclosure.guessing.candidates import SettlingScreens
from pilot.disclosure.guessing.episodes import Episode
from pilot.disclosure.guessing.rounds import Likeness, Verdict, Word
from pilot.phrases import count, day, listed, opening_count, plural
from pilot.ruleset.changes.origins import changed_here
from pilot.ruleset.sentences.rule_sentences import does
from pilot.views.guess.predictions import PREDICTIONS, borne_out
from pilot.views.guess.proposing import Proposal
from pilot.views.guess.shown_round import ShownRound
from pilot.views.pieces import marks

FIRST = 5
"""So many of the further screens are listed; the rest is only counted."""
TESTED = Markup(
    '<h2>What the screens say</h2><p class="pp-lead">Of the {screens} screens {summed}.</p>'
    '<div class="pp-figure"><b>{standing:,}</b><span>of {size:,} simple rules {fit}{own}. {prediction}</span></div>'
    '<p class="pp-quiet">A simple rule gives every record of one kind the same points: any kind of record in the '
    "city, any number from −100 to +100 but 0. It fits if no screen contradicts it.</p>"
)
REVEALED = Markup(
    '<section class="pp-reveal"><h2>The rule</h2><p class="pp-rule">{text}</p><p>{does}</p>'
    '<p class="pp-facts">{basis}<span>·</span>{cited}</p>{acted}<h2>What would have settled it</h2>{settled}</section>'
)


def tested(shown: ShownRound, proposal: Proposal, verdicts: Sequence[Verdict]) -> Markup:
    """What the screens say of the proposal, and how many other rules they allow."""
    words = Counter(verdict.word for verdict in verdicts)
    parts = [f"{words[word]} {plural(words[word], *verb)}" for word, verb in _VERBS.items() if words[word]]
    return TESTED.format(
        screens=len(verdicts),
        summed=listed(parts, "and"),
        standing=shown.standing,
        size=shown.family.size,
        fit=plural(shown.standing, "fits", "fit"),
        own=_own(proposal, stands=not words["contradicts"]),
        prediction=against(proposal.prediction, shown.standing),
    )


def _own(proposal: Proposal, *, stands: bool) -> str:
    if not stands:
        return "; yours does not"
    return ", yours among them" if proposal.flat else "; yours, which is no simple one, does as well"


def against(prediction: str | None, standing: int) -> str:
    """A prediction held against the count."""
    if borne_out(standing) == prediction:
        return "That was your prediction."
    return f"You predicted {PREDICTIONS[prediction]}." if prediction else ""


_VERBS: dict[Word, tuple[str, str]] = {
    "fits": ("fits your rule", "fit your rule"),
    "contradicts": ("contradicts it", "contradict it"),
    "cannot be told": ("cannot tell", "cannot tell"),
}


def compared(found: Likeness) -> Markup:
    """How near the proposal comes to the hidden rule over the whole city."""
    wrong = f" and gives other points to {found.otherwise:,}" if found.otherwise else ""
    beyond = f" It makes {count(found.beyond, 'posting')} that the hidden rule does not make." if found.beyond else ""
    share = "all" if found.right == found.hidden else f"{found.right:,}" if found.right else "none"
    return Markup(
        '<h2>What the hidden rule says</h2><p class="pp-lead">In the whole city the hidden rule moved a score '
        "{times}. Your rule gets {share} of these right{wrong}.{beyond}</p>"
    ).format(times=count(found.hidden, "time"), share=share, wrong=wrong, beyond=beyond)


def revealed(shown: ShownRound) -> Markup:
    """The hidden rule with its source, where it acted, and what would have settled the round."""
    rule, ruleset = shown.round.rule, shown.deck.assessment.ruleset
    return REVEALED.format(
        text=rule.text,
        does=" ".join(does(rule, ruleset)),
        basis=marks.basis(rule.source, changed_here(ruleset).words("rules", rule.id)),
        cited=marks.cited(rule.source, ruleset),
        acted=_acted(shown),
        settled=_settled(shown, shown.settling),
    )


def _acted(shown: ShownRound) -> Markup:
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
    still = [shown.name(episode) for episode in shown.round.episodes if episode.rule_id is None]
    nothing = Markup('<p class="pp-quiet">Nothing moved the score of {} in their days.</p>')
    heads, caption = ("Resident", "Day", "Record", "Points"), "Where it acted in this round"
    table = marks.table(heads, rows, numbers=(3,), caption=caption, kind="pp-few-columns")
    return table + (nothing.format(listed(still, "or")) if still else "")


def _what(shown: ShownRound, episode: Episode, record_id: str | None) -> str:
    kinds = {happening.record_id: happening.kind for happening in episode.happenings}
    return shown.title(kinds[record_id]) if record_id in kinds else ""


def _settled(shown: ShownRound, found: SettlingScreens) -> Markup:
    if not found.rivals:
        return Markup("<p>Nothing more was needed: no other simple rule fits the screens of this round.</p>")
    rivals = count(found.rivals, "other simple rule")
    if not found.episodes and 0 < found.left_alike == found.left:
        return Markup("<p>Nothing. {} stood, {}</p>").format(rivals, _left(shown, found))
    if not found.episodes:
        return Markup(
            "<p>Nothing. {} could not be ruled out, and no screen in the city, of any resident on any day in which "
            "this rule alone or no rule acted, rules out a single one.</p>"
        ).format(rivals)
    return Markup("<p>{} stood. {}</p>{}").format(rivals, _screens_needed(shown, found), _needed(shown, found.episodes))


def _screens_needed(shown: ShownRound, found: SettlingScreens) -> str:
    number = len(found.episodes)
    screens = opening_count(number, "further screen")
    end = f"leave {found.left:,} of them, {_left(shown, found)}" if found.left else "leave the hidden rule alone."
    sure = (
        "No fewer would do; that has been searched."
        if found.exact
        else "They were chosen one by one, each ruling out most; fewer may do."
    )
    return f"{screens} would {end} {sure}"


def _needed(shown: ShownRound, episodes: Sequence[Episode]) -> Markup:
    rows = [_row(shown, episode) for episode in episodes[:FIRST]]
    table = marks.table(("Resident", "Days", "What happened"), rows, kind="pp-few-columns")
    beyond = len(episodes) - FIRST
    return table + (Markup('<p class="pp-quiet">and {} more.</p>').format(beyond) if beyond > 0 else "")


def _left(shown: ShownRound, found: SettlingScreens) -> str:
    """What no screen in the city can rule out."""
    if found.left_alike < found.left:
        return "which no screen in the city rules out."
    kind = shown.title(shown.round.kind)
    return f"all about the same record, {kind}, with other points. How many points it is no screen in the city tells."


def _row(shown: ShownRound, episode: Episode) -> list[str]:
    days = day(episode.first) if episode.first == episode.last else f"{day(episode.first)} to {day(episode.last)}"
    return [shown.name(episode), days, "; ".join(shown.title(happening.kind) for happening in episode.happenings)]
