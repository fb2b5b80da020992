"""Who a resident is and what came of it, in sentences, before any table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from markupsafe import Markup

from pilot.disclosure.shown.coverage import Coverage
from pilot.disclosure.shown.level_words import ON_REQUEST, UNLESS_REQUESTED
from pilot.disclosure.shown.view import Blank
from pilot.evaluation.one_subject.steps import grouped
from pilot.evaluation.plain.results import Burden, PlainStanding
from pilot.phrases import count, plural
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.visit import frame
from pilot.views.visit.resident_case import Account, uncovered

FACTS = {
    "born": "born {}",
    "gender": "{}",
    "occupation": "{}",
    "sector": "{}",
    "district": "{}",
    "registration": "{} registration",
    "education": "{} education",
    "income": "{} income",
}
"""The columns that introduce a subject, in order, and the phrase for each."""


def summary(case: Account, requested: Coverage | None, selection: frame.Selection) -> Markup:
    """Who it is and where they stand in a line, what happened and what is shown of it in the next; the rest folded.

    `requested` is what reaches the audience on request; None where nothing is gained by it.
    """
    has = selection.particulars_of(selection.subject_id)
    who = ", ".join(str(has[name]) for name in ("occupation", "sector", "district") if name in has)
    member = selection.cast.get(selection.subject_id)
    story = Markup("<b>{}.</b> ").format(member.headline) if member else Markup()
    story += _for_others(case, selection)
    line = Markup('<p class="pp-line-1"><span class="pp-h1" role="heading" aria-level="1">{}</span> {}{}</p>').format(
        case.name, who, html.repeated(Markup(" · {}"), _standing(case))
    )
    more = Markup("<details><summary>The story, and all that came of it</summary>{}{}</details>").format(
        _person(case, selection), html.joined(_came_of_it(case))
    )
    sheet = html.style_sheet(Path(__file__).with_name("resident.css"))
    rest = Markup('<div class="pp-line-2"><p>{}{}</p>{}</div>').format(story, _reached(case, requested), more)
    return sheet + html.block(line, rest, kind="pp-summary")


def _for_others(case: Account, selection: frame.Selection) -> Markup:
    """What falls on the resident because of somebody else: the first of it, by name."""
    borne = {
        (burden.consequence_id, burden.subject_id): None
        for burden in case.explanation.borne
        if burden.in_force and burden.subject_id != burden.bearer_id
    }
    if not borne:
        return Markup()
    title, whose = next(iter(borne))
    more = f" and {len(borne) - 1} more" if len(borne) > 1 else ""
    return Markup("Bears for {}: <b>{}</b>{}. ").format(
        selection.name_of(whose), case.ruleset.consequences[title].title, more
    )


def _person(case: Account, selection: frame.Selection) -> Markup:
    has = selection.particulars_of(selection.subject_id)
    facts = [phrase.format(has[name]) for name, phrase in FACTS.items() if name in has]
    kind = "synthetic resident" if case.explanation.subject.type == "person" else "synthetic company"
    who = Markup('<p class="pp-quiet">{}</p>').format(", ".join([f"{kind} {selection.subject_id}", *facts]))
    member = selection.cast.get(selection.subject_id)
    if member is None:
        return who
    return who + Markup('<p>{}</p><p class="pp-quiet">To notice: {}</p>').format(member.story, member.look_at)


def _reached(case: Account, requested: Coverage | None) -> str:
    """What of it all reaches whoever looks, or why there is nothing."""
    if case.explanation.standing is None or case.coverage is None:
        files = (
            f" Offices hold {count(len(case.files), 'record')} about {case.name} all the same." if case.files else ""
        )
        return f"{uncovered(case)}{files}"
    return _shown(case, case.coverage, requested)


def _came_of_it(case: Account) -> Iterable[Markup]:
    standing, sentence = case.explanation.standing, Markup("<p>{}</p>")
    if standing is None:
        if on_lists := _on_lists(case):
            yield sentence.format(_lists(case, on_lists))
        elif case.explanation.borne:
            yield sentence.format(_borne(case))
        return
    if standing.grade_because not in (None, "score"):
        yield sentence.format(_override(standing))
    yield sentence.format(_lists(case, standing.lists))


def _standing(case: Account) -> Iterable[Markup]:
    """The score, and the grade by it and the one held, where these differ."""
    standing = case.explanation.standing
    if standing is None:
        return
    if standing.score is None:
        yield Markup("no score is kept")
        return
    points = Markup('<span class="pp-points">{}</span> {}').format(
        grouped(standing.score), plural(abs(standing.score), "point")
    )
    if standing.grade is None:
        yield points
        return
    held = marks.grade(standing.grade, case.ruleset.grades)
    if standing.grade_because in (None, "score"):
        yield points
    else:
        yield Markup("{} would be {}").format(points, marks.grade(str(standing.score_grade), case.ruleset.grades))
    yield Markup("the grade is {}").format(held)


def _override(standing: PlainStanding) -> Markup:
    cause = next(override for override in standing.overrides if override.rule.id == standing.grade_because)
    until = f"until {cause.until}" if cause.until else "without an end"
    return Markup("The points alone would give {}. Whatever the points, a rule sets {} from {} {}: <q>{}</q>").format(
        standing.score_grade, cause.grade, cause.posting.date, until, cause.rule.text
    )


def _shown(case: Account, disclosed: Coverage, requested: Coverage | None) -> str:
    """How many of the postings that decided the standing are shown, and how many would be on request."""
    decided, shown = len(disclosed.deciding), len(disclosed.shown)
    what = "this grade" if case.ruleset.bands else "this score" if case.ruleset.score else "these listings"
    to = f"shown to {case.to_viewer}{f' {ON_REQUEST}' if case.requested else ''}."
    if decided == 0:
        nothing = "Nothing that was posted still counts" if len(case.lines) > 1 else "Nothing has been posted"
        return f"{nothing}: {case.name} stands where everybody starts."
    if decided == 1:
        sentence = f"The one posting that decided {what} is {'' if shown else 'not '}{to}"
    else:
        verb = plural(shown, "is", "are")
        sentence = f"{_of(shown, decided).capitalize()} postings that decided {what} {verb} {to}"
    if requested is None or len(requested.shown) <= shown:
        return sentence
    verb = plural(len(requested.shown), "is", "are")
    more = "it is" if decided == 1 else f"{_of(len(requested.shown), decided)} {verb}"
    return f"{sentence} {ON_REQUEST.capitalize()} {more}."


def _of(shown: int, decided: int) -> str:
    return {0: f"none of the {decided}", decided: f"all {decided}"}.get(shown, f"{shown} of the {decided}")


def _on_lists(case: Account) -> tuple[str, ...]:
    """The lists that somebody is on whom the ruleset does not cover, through a relative."""
    stays = (stay.membership for stay in case.explanation.memberships)
    today = case.explanation.as_of
    return tuple(sorted({stay.list_id for stay in stays if stay.left_on is None or today < stay.left_on}))


def _lists(case: Account, names: Sequence[str]) -> str:
    """The lists and what follows from them and the grade; a reward is no burden, nor a redlist a list to be feared."""
    held = [case.ruleset.lists[name] for name in names]
    red = [one.title for one in held if one.kind == "redlist"]
    others = [one.title for one in held if one.kind != "redlist"]
    on = [
        f"On {count(len(titles), noun)}: {', '.join(titles)}."
        for noun, titles in (("list", others), ("redlist", red))
        if titles
    ]
    return f"{' '.join(on) or 'On no list.'} {_borne(case)}"


def _borne(case: Account) -> str:
    effects = case.ruleset.consequences
    borne = [burden for burden in case.explanation.borne if burden.in_force]
    rewards = [burden for burden in borne if effects[burden.consequence_id].effect == "reward"]
    burdens = [burden for burden in borne if effects[burden.consequence_id].effect != "reward"]
    has = f" Has {_counted(rewards, 'reward')}." if rewards else ""
    if not burdens:
        return f"Bears no {'burden' if rewards else 'consequence'}.{has}"
    return f"Bears {_counted(burdens, 'consequence')}{_undisclosed(case, len(burdens))}.{has}"


def _counted(borne: Sequence[Burden], noun: str) -> str:
    """So many, and how many of them on somebody else's account."""
    others = sum(burden.subject_id != burden.bearer_id for burden in borne)
    some = "" if others == len(borne) else f"{others:,} of them "
    return f"{count(len(borne), noun)}{f', {some}because of somebody else' if others else ''}"


def _undisclosed(case: Account, borne: int) -> str:
    blank = case.view.consequences if case.view and case.audience == "subject" else ()
    if not isinstance(blank, Blank):
        return ""
    return f", and is not told of {plural(borne, 'it', 'them')}{f' {UNLESS_REQUESTED}' if blank.on_request else ''}"
