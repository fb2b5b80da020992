"""What stands around every screen: the four choices at the top, problems with what was opened, the receipt."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import streamlit as st
from markupsafe import Markup

from pilot.city.cast import CastMember
from pilot.city.city import City
from pilot.errors import DataError, Problem
from pilot.evaluation import Assessment
from pilot.evaluation.assess import last_day
from pilot.evaluation.memo import Memo
from pilot.phrases import day, opening_count
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.origins import begun_from
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.source_text import SourceText, one_line
from pilot.views import html
from pilot.views.visit import address, opened, own_drafts, top, world

log = logging.getLogger(__name__)
CATCHES = True
"""Whether a fault of our own is a sentence on the page; the tests see it raised."""
SHOWN_PROBLEMS = 30
LATEST = dt.date(2030, 12, 31)
"""The last day that can be chosen, unless the records go further."""
LONGEST_SHOWN = 60
_PLAIN: dict[str, Any] = {"label_visibility": "collapsed"}
LISTED_RESIDENTS = 2_000
"""A longer list of residents is cut; any id can still stand in the address."""


@dataclass(frozen=True)
class Selection:
    """What every screen looks at: a city, a ruleset, a day, a subject."""

    city: City
    ruleset: Ruleset
    as_of: dt.date
    subject_id: str
    cast: dict[str, CastMember]

    @property
    def assessment(self) -> Assessment:
        """What the ruleset makes of the city on the day; shared by all who look at the same."""
        return world.assessment(self.ruleset, self.city, self.as_of)

    @property
    def receipt(self) -> Receipt:
        """What a figure from this selection rests on."""
        return Receipt.of(self.assessment)

    def name_of(self, subject_id: str) -> str:
        """The name of a subject as the city's tables give it."""
        return names(self.city).get(subject_id, subject_id)

    def particulars_of(self, subject_id: str) -> dict[str, object]:
        """What the city's tables have about a subject, by column; without the columns that are empty."""
        for table in (self.city.residents, self.city.companies):
            row = table[table["subject_id"] == subject_id]
            if len(row):
                return dict(row.iloc[0].dropna())
        return {}


def names(city: City) -> dict[str, str]:
    """The names of all subjects of a city by id, residents first."""
    return _names.get(city.fingerprint, lambda: _read_names(city))


def _read_names(city: City) -> dict[str, str]:
    return {
        str(subject): html.short(name)
        for table in (city.residents, city.companies)
        for subject, name in zip(table["subject_id"], table["name"], strict=True)
    }


_names = Memo(8)


def show(page: Any, section: int, above: Callable[[Selection], None]) -> None:
    """Draws the frame and in it the page, `above` it what goes along from screen to screen.

    The page stands in the section of that number in the navigation, from 1.
    """
    st.set_page_config(page_title=f"{page.title} · Points Pilot", page_icon="📄", layout="wide")
    html.show(html.style_sheet(Path(__file__).with_name("style.css")), _ACTIVE.format(section))
    selection, problems, unfollowed = _choose()
    with st.container():  # always there, so that the page below keeps its place and is not built anew
        _list(problems, still_shown=selection is not None)
        if unfollowed:
            html.show(html.block(html.repeated(Markup("<p>{}</p>"), unfollowed), role="status"))
    if selection is None:
        return
    st.session_state["_selection"], st.session_state["_receipt_stands"] = selection, False
    top.begin("screen", page.title)
    above(selection)
    _run(page)
    if not st.session_state["_receipt_stands"]:
        receipt(selection.assessment)


def receipt(assessment: Assessment) -> None:
    """What all figures of the screen rest on; a part that is drawn anew by itself and changes that has its own."""
    words = Markup('<p class="pp-receipt">Synthetic residents only. {}<span class="pp-key-hint"> · {}</span></p>')
    html.show(words.format(Receipt.of(assessment), "L: larger for the back row"))
    st.session_state["_receipt_stands"] = True


_ACTIVE = Markup(
    '<style>[data-testid="stTopNav"] > div:nth-child({}) button {{ font-weight: 600; '
    "box-shadow: inset 0 -3px 0 var(--st-primary-color); border-radius: 0; }}</style>"
)
"""The framework marks the screen in its section's menu alone."""


def _run(page: Any) -> None:
    """Draws the page; what cannot be drawn is a sentence in its place, and everything around it stays."""
    try:
        page.run()
    except DataError as error:
        _list(error.problems, still_shown=False)
    except Exception:
        if not CATCHES:
            raise
        log.exception("The page %s could not be drawn", page.title)
        sentence = (
            "This screen cannot be drawn with what is chosen. Everything else still works, and nothing was lost. "
            "Please report it with the last lines that the server wrote."
        )
        html.show(html.block(Markup("<p><b>{}</b></p>").format(sentence), role="alert"))


def selection() -> Selection:
    """What is chosen at the top, for the screen that is being drawn."""
    return cast(Selection, st.session_state["_selection"])


def _choose() -> tuple[Selection | None, tuple[Problem, ...], Sequence[str]]:
    with st.container(key="pp_choices", horizontal=True, vertical_alignment="center", gap="xxsmall"):
        places: dict[str, Path | City] = {**world.cities(), **opened.cities()}
        city_id = address.select("City", list(places), "city", format_func=_city_label(places), **_PLAIN)
        loaded_city = world.city(places[city_id])
        mine = own_drafts.mine()
        sources: dict[str, Path | SourceText]
        sources = {**opened.all_rulesets(), **{name: own.source for name, own in mine.items()}}
        whose = {name: own.whose for name, own in mine.items()}
        missing = own_drafts.missing(address.given("ruleset")) if "ruleset" not in st.session_state else ()
        label = _ruleset_label(sources, whose)
        ruleset_id = address.select("Ruleset", list(sources), "ruleset", format_func=label, **_PLAIN)
        loaded_ruleset = world.ruleset(sources[ruleset_id])
        problems = (
            *opened.problems(),
            *own_drafts.problems(),
            *missing,
            *loaded_city.problems,
            *loaded_ruleset.problems,
        )
        if loaded_city.value is None or loaded_ruleset.value is None:
            return None, problems, ()
        city, ruleset = loaded_city.value, loaded_ruleset.value
        if ruleset_id in mine and (start := world.ruleset(mine[ruleset_id].start).value):
            begun_from(ruleset, start)
        last = max(last_day(city), ruleset.opens_on)
        cast_members = world.cast(city)
        day_ = st.container(key="pp_day")  # stands before the resident, whose story has a day of its own
        subject_id = _resident(city, cast_members)
        default = story_day(cast_members.get(subject_id), ruleset, last)
        with day_:
            if st.session_state.get("_told") not in (None, subject_id) and not st.session_state.get("_day_by_hand"):
                st.session_state["as_of"] = default
            st.session_state["_told"] = subject_id
            low, high = ruleset.opens_on, max(last, LATEST)
            as_of = address.day("As of", "as_of", default=default, low=low, high=high, on_change=_by_hand, **_PLAIN)
        opened.offer()
    chosen = Selection(city, ruleset, as_of, subject_id, cast_members)
    return chosen, problems, _unfollowed(chosen, max(last, LATEST))


def story_day(member: CastMember | None, ruleset: Ruleset, last: dt.date) -> dt.date:
    """The day on which a resident is met: the one on which their story opens, else the last one."""
    return max(member.opens_on, ruleset.opens_on) if member and member.opens_on else last


def _by_hand() -> None:
    """A day that the visitor chose in the line at the top stays, whoever is looked at next."""
    st.session_state["_day_by_hand"] = True


def _city_label(places: Mapping[str, Path | City]) -> Callable[[str], str]:
    def label(city_id: str) -> str:
        read = world.city(places[city_id]).value
        title = city_id if read is None else read.title
        return f"{title}{opened.OWN}" if city_id.endswith(opened.OWN) and read is not None else title

    return label


def _unfollowed(shown: Selection, last: dt.date) -> Sequence[str]:
    """A sentence for each part of the address that leads nowhere, and what is shown in its place."""
    there = "One that somebody opened is found again in their own browser alone, for half a day."
    instead = {
        "city": f"This is {shown.city.title}. {there}",
        "ruleset": f"This is {shown.ruleset.title}. {there}",
        "resident": f"This is {shown.name_of(shown.subject_id)}.",
        "as_of": f"This is {day(shown.as_of)}.",
    }
    missing = {
        "city": "There is no city “{}” here.",
        "ruleset": "There is no ruleset “{}” here.",
        "resident": f"Nobody in {shown.city.title} is called “{{}}”.",
        "as_of": f"“{{}}” is no day from {day(shown.ruleset.opens_on)} to {day(last)}.",
    }
    found = {key: address.unfollowed(key) for key in missing}
    return [
        f"{missing[key].format(one_line(value)[:LONGEST_SHOWN])} {instead[key]}"
        for key, value in found.items()
        if value is not None and not (key == "ruleset" and value.startswith(own_drafts.PREFIX))
    ]


def _ruleset_label(sources: Mapping[str, Path | SourceText], whose: Mapping[str, str]) -> Callable[[str], str]:
    def label(ruleset_id: str) -> str:
        read = world.ruleset(sources[ruleset_id]).value
        title = read.title if read is not None else f"{ruleset_id} (cannot be read)"
        return f"{title} ({whose[ruleset_id]})" if ruleset_id in whose else title

    return label


def _resident(city: City, cast_members: dict[str, CastMember]) -> str:
    known = names(city)
    listed = [*cast_members, *[subject for subject in known if subject not in cast_members][:LISTED_RESIDENTS]]
    requested = address.given("resident")
    if requested is not None and requested in known and requested not in listed:
        listed.append(requested)

    def label(subject: str) -> str:
        story = cast_members.get(subject)
        return f"{known[subject]} · {story.headline if story else subject}"

    return address.select("Resident", listed, "resident", format_func=label, **_PLAIN)


def _list(problems: tuple[Problem, ...], *, still_shown: bool) -> None:
    if not problems:
        return
    wrong = opening_count(len(problems), "thing is", "things are")
    kept = " Nothing of it was taken over; the screen shows the last good state." if still_shown else ""
    more = len(problems) - SHOWN_PROBLEMS
    html.show(
        html.block(
            Markup("<p><b>{} wrong with what was opened.</b>{}</p>").format(wrong, kept),
            html.repeated(Markup('<div class="pp-problem"><pre>{}</pre></div>'), problems[:SHOWN_PROBLEMS]),
            Markup("<p>… and {} more.</p>").format(more) if more > 0 else Markup(),
            role="alert",
        )
    )
