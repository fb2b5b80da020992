"""Every number on a drawing is that of the tables: its marks and dots are counted and held against them."""

from __future__ import annotations

from collections import Counter

import pytest

from pilot import City, evaluate, load_ruleset
from pilot.disclosure.opacity.measures import DRAWINGS, Opacity
from pilot.evaluation.assess import last_day
from pilot.ruleset.model import Disclosure
from pilot.views.opacity.drawings.dark_lines import dark_lines
from pilot.views.opacity.drawings.entry_marks import LINES, entry_marks
from pilot.views.opacity.drawings.ink import Grid, square
from pilot.views.opacity.drawings.look_alike_dots import look_alike_dots
from pilot.views.opacity.drawings.outcome_strip import outcome_strip, outcomes
from pilot.views.opacity.drawings.remedy_steps import remedy_steps, steps_of
from pilot.views.opacity.drawings.rival_field import rival_field
from pilot.views.opacity.drawings.two_phones import two_phones
from tests.views.opacity.drawn import dots, marks, segments, single_dots

TEASEL = "P0006"
RULESETS = ("rongcheng", "honest-shanghai", "open-pilot")


@pytest.fixture(scope="module", params=[(name, requested) for name in RULESETS for requested in (False, True)], ids=str)
def opacity(request: pytest.FixtureRequest, lantern_ford: City) -> Opacity:
    name, requested = request.param
    found = Opacity(evaluate(load_ruleset(name), lantern_ford, last_day(lantern_ford)))
    return found.after_asking if requested else found


@pytest.fixture(scope="module")
def residents(opacity: Opacity) -> list[str]:
    """Teasel, and residents with most, some and no entries."""
    known = opacity.screens.index
    busiest = opacity.darkness.entries["subject_id"].astype("str").value_counts()
    return [name for name in dict.fromkeys([TEASEL, *busiest.index[[0, 99]], known[-1], known[40]]) if name in known]


def test_the_marks_of_each_line_are_the_entries_and_filled_are_those_that_are_shown(
    opacity: Opacity, residents: list[str]
) -> None:
    comes = Opacity(opacity.assessment)
    for resident in residents:
        shares, after = comes.entries_of(resident), comes.after_asking.entries_of(resident)
        found = marks(entry_marks(comes, resident, requested=opacity.requested).picture)
        if not shares.count or shares.count > 80:
            continue
        for words, part in zip(LINES, ("known", "points", "reason", "sender", "recipients"), strict=True):
            shown, brought = (round(shares.count * getattr(of, part)) for of in (shares, after))
            look = "brought" if opacity.requested else "open"
            parts = {"full": shown, look: brought - shown, "hatch": shares.count - brought}
            assert Counter(parts) == found[words]


def test_filled_dots_are_the_look_alikes_and_everybody_has_a_dot(opacity: Opacity, residents: list[str]) -> None:
    for resident in residents:
        drawn = look_alike_dots(opacity, resident)
        found = dots(drawn.picture)

        alike = int(opacity.look_alikes[resident])
        assert f"{alike:,}" == drawn.figure
        assert alike == found["own"]
        assert len(opacity.screens) == found.total()


def test_lengths_in_the_dark_and_dots_of_knowledge_are_the_entries(opacity: Opacity, residents: list[str]) -> None:
    for resident in residents:
        entries = opacity.darkness.entries
        mine = entries[entries["subject_id"] == resident]
        drawn = dark_lines(opacity, resident)
        if not len(mine):
            assert "–" == drawn.figure
            continue
        assert f"{int(mine['still'].sum()):,}" == drawn.figure
        assert int((~mine.tail(30)["still"]).sum()) == single_dots(drawn.picture)


def test_there_is_a_dot_for_every_explanation(opacity: Opacity, residents: list[str]) -> None:
    for resident in residents:
        seen, drawn = opacity.rivals.get(resident), rival_field(opacity, resident)
        if seen is None:
            assert "–" == drawn.figure
            assert "no change is shown" in drawn.picture
        else:
            assert f"{seen.number:,}" == drawn.figure
            assert seen.change.named or seen.number == dots(drawn.picture).total()


def test_the_strip_has_a_thousand_outcomes_in_the_shares_of_the_grades(opacity: Opacity, residents: list[str]) -> None:
    for resident in residents:
        counts = outcomes(opacity, resident)
        drawn = outcome_strip(opacity, resident)

        assert DRAWINGS == sum(counts)
        assert [number for number in counts if number] == segments(drawn.picture)
        assert str(sum(number > 0 for number in counts)) == drawn.figure
        if opacity.best_share is not None:
            assert counts[0] == round(DRAWINGS * opacity.best_share[resident])


def test_whoever_gets_to_a_step_is_filled_and_whoever_falls_is_an_outline(opacity: Opacity) -> None:
    found = opacity.remedy
    assert found is not None
    steps, drawn = steps_of(found), remedy_steps(opacity)
    seen = dots(drawn.picture)

    assert (f"{steps[-1]:,}" if steps[0] else "–") == drawn.figure
    assert (sum(steps), steps[0] - steps[-1]) == (seen["own"], seen["empty"])


def test_the_phones_show_the_grade_exactly_to_whom_it_is_shown(opacity: Opacity) -> None:
    if TEASEL not in opacity.screens.index:
        return
    drawn = two_phones(opacity, TEASEL, "Teasel Quartz")
    more = {item for items in opacity.others_know_more.values() for item in items}
    open_ = [
        "grade" in opacity.assessment.ruleset.disclosure.open_to(audience, requested=opacity.requested)
        for audience in ("subject", "public")
    ]

    assert str(len(more)) == drawn.figure
    assert open_.count(True) == drawn.picture.count("grade shown</text>")
    assert open_.count(False) == drawn.picture.count("grade kept back</text>")


def test_without_anybody_chosen_each_drawing_speaks_of_the_city(opacity: Opacity) -> None:
    assert f"{int(opacity.look_alikes.median()):,}" == look_alike_dots(opacity, None).figure
    assert f"{opacity.unsettled_share:.0%}" == outcome_strip(opacity, None).figure
    assert f"{int(opacity.darkness.entries['still'].sum()):,}" == dark_lines(opacity, None).figure


@pytest.mark.parametrize("number", [1, 7, 9, 10, 325, 999, 4_000])
def test_a_field_has_as_many_dots_as_it_says_and_stays_within_its_room(number: int) -> None:
    grid = square(number, 340, 46)
    x, y = grid.place(number - 1)

    assert number == dots(grid.dots(0, number, "full")).total()
    assert x <= 340
    assert y <= 46


def test_a_run_that_begins_within_a_column_goes_on_where_the_last_ended() -> None:
    grid = Grid(rows=4, pitch=5)

    assert 'd="M2.5 12.5v5.05M7.5 2.5v0.05"' in grid.dots(2, 3, "full")


def test_in_a_large_city_a_dot_stands_for_several_people_and_says_so(
    lantern_ford: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pilot.views.opacity.drawings.look_alike_dots.MOST", 100)
    assessment = evaluate(load_ruleset("rongcheng"), lantern_ford, last_day(lantern_ford))

    drawn = look_alike_dots(Opacity(assessment.disclosing(Disclosure())), TEASEL)

    assert f"one dot: {-(-len(assessment.standing) // 100)} people" in drawn.caption
    assert dots(drawn.picture).total() <= 110
