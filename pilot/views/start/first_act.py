"""The opening: what one resident sees, a guess, the file opened, and the same resident in the other city."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.evaluation.one_subject.steps import grouped
from pilot.phrases import count, plural
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.start import small_phone, system_file
from pilot.views.start.doors import DOORS
from pilot.views.start.guesses import Guess, grade_is_shown, reasons, verdict
from pilot.views.start.pronouns import Pronouns, pronouns_of
from pilot.views.visit import address, frame, links, opened, top, world
from pilot.views.visit.resident_case import Account, account, short_title

PAIR = ("rongcheng", "honest-shanghai")
"""The two cities that answer most unlike; each is the other's other."""
OPEN = "open"
"""In the address: whose file is open."""
_GUESS, _GRADE, _WHY = "_start_guess", "_start_grade", "_start_why"


def draw(selection: frame.Selection) -> None:
    """The whole of it; what has been opened stands in the address."""
    case = account(selection, requested=False)
    pronouns = pronouns_of(selection)
    is_open = address.given(OPEN) == selection.subject_id
    top.begin("act", f"{selection.subject_id} {selection.ruleset.id} {is_open}")
    html.show(html.block(Markup('<h1 class="pp-question">{}</h1>').format(_heading(case, pronouns, is_open=is_open))))
    with st.container(key="pp_stage", horizontal=True, gap="medium"):
        with st.container(key="pp_picture"):
            html.show(_picture(case, selection, pronouns, is_open=is_open))
        with st.container(key="pp_acts", gap="small"):
            if is_open:
                _after(case, selection, pronouns)
            else:
                _before(case, selection, pronouns)
            _doors()


def _heading(case: Account, pronouns: Pronouns, *, is_open: bool) -> Markup:
    standing = case.explanation.standing
    if not is_open:
        return _question(case, pronouns)
    if standing is None:
        return Markup("{} does not cover {}; the offices’ file is there all the same.").format(
            short_title(case.ruleset), pronouns.object
        )
    if standing.grade is None:
        return Markup("No score is kept of {}. The lists say it all.").format(case.name)
    held, by_points = (marks.grade(str(grade), case.ruleset.grades) for grade in (standing.grade, standing.score_grade))
    if standing.grade_because not in (None, "score"):
        return Markup("The grade is {}. {} points would give {}.").format(
            held, pronouns.possessive.capitalize(), by_points
        )
    if grade_is_shown(case) and case.view is not None and not case.view.postings:
        return Markup("Here the screen says one word: {}.").format(held)
    return Markup("The grade is {}, by {}.").format(held, count(standing.score or 0, "point"))


def _question(case: Account, pronouns: Pronouns) -> Markup:
    """What the visitor is asked before the file is opened: the grade, or the reason where the grade is shown."""
    if case.view is not None and case.ruleset.bands and grade_is_shown(case):
        grade = marks.grade(str(case.view.grade), case.ruleset.grades)
        return Markup("{} is shown {}. Can {} know why?").format(case.name, grade, pronouns.subject)
    return Markup("This is what {} sees. What does the city think of {}?").format(case.name, pronouns.object)


def _picture(case: Account, selection: frame.Selection, pronouns: Pronouns, *, is_open: bool) -> Markup:
    lit = system_file.deciding(case) if is_open else frozenset()
    file = system_file.opened(case, pronouns) if is_open else system_file.closed(case, selection)
    return html.block(
        Markup(
            '<section aria-label="The screen"><p class="pp-caption">{sees}</p>{phone}</section>'
            '<section aria-label="The file"><p class="pp-caption">they hold</p>{file}</section>'
        ).format(
            sees=f"{pronouns.subject} {'still ' if is_open else ''}{pronouns.verb('sees', 'see')}",
            phone=small_phone.phone(case, lit=lit),
            file=file,
        ),
        kind="pp-stage pp-is-open" if is_open else "pp-stage",
    )


def _before(case: Account, selection: frame.Selection, pronouns: Pronouns) -> None:
    words = reasons(pronouns)
    if not grade_is_shown(case):
        st.segmented_control(f"You guess: {pronouns.possessive} grade", case.ruleset.grades, key=_GRADE)
    if case.ruleset.score is not None and case.view is not None:
        st.pills("Because", list(words), key=_WHY, format_func=words.__getitem__)
    st.button(
        f"Open {pronouns.possessive} file",
        key="_start_open",
        type="primary",
        width="stretch",
        on_click=_open,
        args=(selection.subject_id,),
    )


def _open(subject_id: str) -> None:
    st.session_state[_GUESS] = Guess(st.session_state.get(_GRADE), st.session_state.get(_WHY))
    address.put(OPEN, subject_id)


def _after(case: Account, selection: frame.Selection, pronouns: Pronouns) -> None:
    guess: Guess = st.session_state.get(_GUESS) or Guess(None, None)
    graded = guess.grade if guess.grade in case.ruleset.grades else None
    answer = verdict(case, guess, pronouns)
    html.show(
        html.block(
            Markup('<p class="pp-caption">{}</p>').format("you guessed" if graded else "the grades"),
            system_file.scale(case, graded, pronouns),
            Markup("<p>{}</p>").format(answer) if answer else Markup(),
            _short(case, pronouns),
        )
    )
    other = _other(selection)
    if other is not None:
        title = short_title(world.ruleset(opened.all_rulesets()[other]).value or case.ruleset)
        label = f"The same {pronouns.noun} under {title}"
        st.button(html.label(label), key="_start_other", type="primary", width="stretch", on_click=_turn, args=(other,))
    links.button("Could anybody have known? Guess the rule", "guess", "_start_to_guess", {}, kind="secondary")


def _short(case: Account, pronouns: Pronouns) -> Markup:
    """How far it is to the next better grade, where the points decide and are not shown."""
    standing = case.explanation.standing
    if standing is None or standing.grade is None or standing.grade_because not in (None, "score"):
        return Markup()
    place = case.ruleset.grades.index(standing.grade)
    if place == 0 or standing.score is None:
        return Markup()
    above = case.ruleset.bands[place - 1]
    short = int(above.from_ or 0) - standing.score
    known = case.view is not None and isinstance(case.view.score, int)
    cannot = "" if known else ", and cannot see it"
    return Markup("<p>{} {} <b>{} {}</b> short of {}{}.</p>").format(
        pronouns.subject.capitalize(),
        pronouns.verb("is", "are"),
        grouped(short),
        plural(short, "point"),
        above.grade,
        cannot,
    )


def _other(selection: frame.Selection) -> str | None:
    """The ruleset to turn to: of the pair the other one, else the first of it that can be read."""
    there = [name for name in PAIR if name in opened.all_rulesets() and name != selection.ruleset.id]
    return there[0] if there else None


def _turn(ruleset_id: str) -> None:
    address.choose("ruleset", ruleset_id)


def _doors() -> None:
    with st.container(key="pp_doors", horizontal=True, gap="xxsmall"):
        for door in DOORS:
            links.button(
                door.label, door.screen, f"_door_{door.screen}", door.choices, kind="secondary", hint=door.hint
            )
