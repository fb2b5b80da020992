"""Who a resident is and what came of it, in sentences, before any table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pandas as pd

from pilot.disclosure.shown.coverage import Told
from pilot.disclosure.shown.view import Blank
from pilot.evaluation.one_subject.steps import grouped
from pilot.evaluation.plain.results import PlainStanding
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.visit import frame
from pilot.views.visit.resident_case import Account, count, uncovered

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
"""The columns that introduce a subject, in order, and how each is said."""


def summary(case: Account, asking: Told | None, selection: frame.Selection) -> str:
    """Two columns: who it is, and the standing with how much of it is shown; `asking` is what a request would bring."""
    return (
        f'<style>{_style()}</style><div class="pp pp-summary">'
        f"<div><h1>{html.text(case.name)}</h1>{_person(case, selection)}</div>"
        f"<div>{''.join(_verdict(case, asking))}</div></div>"
    )


@cache
def _style() -> str:
    return (Path(__file__).parent / "resident.css").read_text(encoding="utf-8")


def _person(case: Account, selection: frame.Selection) -> str:
    subject = case.explanation.subject
    table = selection.city.residents if subject.type == "person" else selection.city.companies
    row = table[table["subject_id"] == subject.subject_id].iloc[0]
    facts = [said.format(row[name]) for name, said in FACTS.items() if name in row.index and pd.notna(row[name])]
    kind = "synthetic resident" if subject.type == "person" else "synthetic company"
    who = f'<p class="pp-quiet">{html.text(", ".join([f"{kind} {subject.subject_id}", *facts]))}</p>'
    member = selection.cast.get(subject.subject_id)
    if member is None:
        return who
    return (
        f'{who}<p class="pp-lead">{html.text(member.headline)}</p><p>{html.text(member.story)}</p>'
        f'<p class="pp-quiet">To notice: {html.text(member.look_at)}</p>'
    )


def _verdict(case: Account, asking: Told | None) -> Iterable[str]:
    standing = case.explanation.standing
    if standing is None or case.told is None:
        yield f'<p class="pp-lead">{html.text(uncovered(case))}</p>'
        if case.files:
            held = count(len(case.files), "record")
            yield f"<p>Offices hold {held} about {html.text(case.name)} all the same.</p>"
        return
    yield f'<p class="pp-lead">{_standing(case, standing)}</p>'
    if standing.grade_because not in (None, "score"):
        yield f"<p>{_override(standing)}</p>"
    yield f'<p class="pp-lead">{_shown(case, case.told, asking)}</p>'
    yield f"<p>{_lists(case, standing)}</p>"


def _standing(case: Account, standing: PlainStanding) -> str:
    name = html.text(case.name)
    if standing.score is None:
        return f"This ruleset keeps lists and gives {name} no score."
    score = f'<span class="pp-points">{grouped(standing.score)}</span>'
    if standing.grade is None:
        return f"{name} stands at {score} points."
    return f"{name} stands at {score} points and has the grade {marks.grade(standing.grade, case.ruleset.grades)}."


def _override(standing: PlainStanding) -> str:
    cause = next(each for each in standing.overrides if each.rule.id == standing.grade_because)
    until = f"until {cause.until}" if cause.until else "without an end"
    return (
        f"The points alone would give {html.text(standing.score_grade)}. Whatever the points, a rule sets "
        f"{html.text(cause.grade)} from {cause.posting.date} {until}: <q>{html.text(cause.rule.text)}</q>"
    )


def _shown(case: Account, told: Told, asking: Told | None) -> str:
    name, decided, shown = html.text(case.name), len(told.deciding), len(told.shown)
    what = "this grade" if case.ruleset.bands else "this score" if case.ruleset.score else "these listings"
    to = f"shown to {html.text(case.to_viewer)}{' after asking' if case.asked else ''}."
    if decided == 0:
        nothing = "Nothing that was posted still counts" if len(case.lines) > 1 else "Nothing has been posted"
        return f"{nothing}: {name} stands where everybody starts."
    if decided == 1:
        said = f"The one posting that decided {what} is {'' if shown else 'not '}{to}"
    else:
        verb = "is" if shown == 1 else "are"
        said = f"{_of(shown, decided).capitalize()} postings that decided {what} {verb} {to}"
    if asking is None or len(asking.shown) <= shown:
        return said
    return f"{said} Asking would bring {'it' if decided == 1 else _of(len(asking.shown), decided)}."


def _of(shown: int, decided: int) -> str:
    return {0: f"none of the {decided}", decided: f"all {decided}"}.get(shown, f"{shown} of the {decided}")


def _lists(case: Account, standing: PlainStanding) -> str:
    titles = [case.ruleset.lists[name].title for name in standing.lists]
    on = f"On {count(len(titles), 'list')}: {html.text(', '.join(titles))}." if titles else "On no list."
    borne = [burden for burden in case.explanation.borne if burden.in_force]
    others = [burden for burden in borne if burden.subject_id != burden.bearer_id]
    if not borne:
        return f"{on} Bears no consequence."
    some = "" if len(others) == len(borne) else f"{len(others)} of them "
    because = f", {some}because of somebody else" if others else ""
    return f"{on} Bears {count(len(borne), 'consequence')}{because}{_untold(case, len(borne))}."


def _untold(case: Account, borne: int) -> str:
    blank = case.view.consequences if case.view and case.audience == "subject" else ()
    if not isinstance(blank, Blank):
        return ""
    return f", and is not told of {'it' if borne == 1 else 'them'}{' without asking' if blank.on_request else ''}"
