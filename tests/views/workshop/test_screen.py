"""The Workshop screen: its faces, what it says of a change, and how a draft is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilot import City, compare, evaluate, load_ruleset
from pilot.evaluation.assess import last_day
from pilot.ruleset.reading.load import fingerprint, read_ruleset
from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.views.workshop import impact
from pilot.workshop.drafts.edit_link import edit_word
from pilot.workshop.drafts.versions import Imprint
from pilot.workshop.store import Store
from tests.views.screen import markup, words
from tests.views.visits import Visitor, press, text_of

SHIPPED = sorted(shipped_rulesets())
RED_LIGHT = ("points: -5\n", "points: -9\n")
FEW_RULES = (Path(__file__).parents[2] / "small" / "few-rules.yaml").read_text(encoding="utf-8").split("examples:")[0]
LISTS_ALONE = """
schema: 1
id: lists-alone
title: Lists alone
sources: {own: {title: Made for the tests, kind: own}}
participation: mandatory
opens_on: 2020-01-01
rules:
  - {id: unpaid, text: You did not pay., when: {kind: court.judgment_unpaid}, lists: [listed], source: {ref: own}}
lists:
  listed: {title: Listed, kind: blacklist}
"""
TITLE = ("title: ", "title: Our ")


class TestFaces:
    @pytest.mark.parametrize("face", ["articles", "grades", "told", "text"])
    @pytest.mark.parametrize("ruleset", SHIPPED)
    def test_every_face_opens_at_every_shipped_ruleset_and_at_a_draft_of_it(
        self, visitor: Visitor, ruleset: str, face: str
    ) -> None:
        shipped = visitor.at("workshop", ruleset=ruleset, face=face)
        assert "the first change begins a draft of yours" in words(shipped)

        draft = visitor.draft(ruleset, *TITLE)
        mine = visitor.at("workshop", ruleset=f"draft-{draft.id}", face=face)
        assert f"Our {load_ruleset(ruleset).title} · your draft" in words(mine)

    @pytest.mark.parametrize("part", ["who", "groups", "follows", "change"])
    @pytest.mark.parametrize("ruleset", SHIPPED)
    def test_every_part_of_the_impact_opens_at_a_ruleset_and_at_a_draft(
        self, visitor: Visitor, ruleset: str, part: str
    ) -> None:
        assert "both sides hold the same rules" in words(visitor.at("workshop", ruleset=ruleset, impact=part))

        draft = visitor.draft(ruleset, *TITLE)
        mine = visitor.at("workshop", ruleset=f"draft-{draft.id}", impact=part)
        assert "because only words differ" in words(mine)

    def test_a_ruleset_without_a_score_says_that_it_has_no_grades(self, visitor: Visitor) -> None:
        draft = visitor.desk.begin("lists-alone", LISTS_ALONE)

        for face in ("articles", "grades", "told", "text"):
            app = visitor.at("workshop", ruleset=f"draft-{draft.id}", face=face, baseline="rongcheng")
            assert ("it has no score and no grades" in words(app)) == (face == "grades")


class TestWhatAChangeDoes:
    def test_the_sentence_is_the_one_of_the_comparison(self, visitor: Visitor, lantern_ford: City) -> None:
        draft, last = visitor.draft("rongcheng", *RED_LIGHT), last_day(lantern_ford)
        sides = [load_ruleset("rongcheng"), read_ruleset(draft.text, "draft")]
        comparison = compare(*(evaluate(side, lantern_ford, last) for side in sides))

        shown = words(visitor.at("workshop", ruleset=f"draft-{draft.id}"))

        assert impact.lead(comparison) in shown
        assert "1 rule changed." in shown

    @pytest.mark.parametrize(
        ("rule", "because"),
        [
            ("when: {kind: traffic.red_light}\n    points: -5", "only words differ, nothing that is counted"),
            ("when: {kind: traffic.none_such}\n    points: -5", "nobody meets it"),
            (
                "when: {kind: traffic.red_light}\n    cap: {per: ever, points: 1}\n    points: -5",
                "the cap takes the difference away",
            ),
            (
                "when: {kind: traffic.red_light}\n    valid_until: 2020-01-02\n    points: -5",
                "what would meet it lies outside its time",
            ),
        ],
    )
    def test_nothing_changed_and_the_sentence_says_why(self, visitor: Visitor, rule: str, because: str) -> None:
        begun = FEW_RULES.replace("when: {kind: traffic.red_light}\n    points: -5", rule, 1)
        words_only = because.startswith("only words")
        found, put = ("Five points are taken", "Points are taken") if words_only else ("points: -5", "points: -9")
        draft = visitor.desk.begin("few-rules", begun)
        visitor.desk.apply(draft.id, 0, begun.replace(found, put, 1), "a change")

        shown = words(visitor.at("workshop", ruleset=f"draft-{draft.id}"))

        assert f"Nothing changes for anybody, because {because}." in shown

    def test_a_rule_that_nobody_meets_any_more_is_named(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", "kind: traffic.red_light", "kind: traffic.none_such")

        shown = words(visitor.at("workshop", ruleset=f"draft-{draft.id}"))

        assert "Nobody meets this any more: You walk or drive through a red light." in shown


class TestBaseline:
    def test_it_may_be_a_saved_version_or_any_other_ruleset(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        ruleset = read_ruleset(draft.text, "draft")
        imprint = Imprint(ruleset.id, ruleset.title, fingerprint(ruleset))
        version = visitor.desk.save(draft.id, draft.revision, "Table 3", "Machines err", imprint)

        app = visitor.at("workshop", ruleset=f"draft-{draft.id}", baseline=f"version-{version.id}")
        assert "both sides hold the same rules" in words(app)
        assert "version 1: Machines err" in app.selectbox(key="baseline").options

        app = visitor.at("workshop", ruleset=f"draft-{draft.id}", baseline="honest-shanghai")
        assert "the scales differ" in words(app)

    def test_another_visitors_version_is_refused_in_words_and_the_start_taken(
        self, visitor: Visitor, store: Store
    ) -> None:
        other = Visitor(store)
        draft = other.draft("rongcheng", *RED_LIGHT)
        version = other.desk.save(draft.id, draft.revision, "Them", "Secret", Imprint("x", "X", "0" * 12))

        for number in (version.id, version.id + 1_000, 9_999_999_999):
            app = visitor.at("workshop", baseline=f"version-{number}")
            assert "There is no such version that you may see." in words(app)
            assert "Secret" not in markup(app)
            assert "start" == app.selectbox(key="baseline").value


class TestKeeping:
    def test_a_version_is_saved_with_its_reason_and_found_again(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")

        app.text_input(key="_alias").set_value("Table 3")
        app.text_area(key="_reason").set_value("Red lights\nare read by machines.")
        press(app, "_save")

        (version,) = visitor.desk.versions()
        assert ("Table 3", "Red lights are read by machines.", 1) == (version.alias, version.reason, version.number)
        assert draft.text == visitor.desk.version(version.id).text
        assert "version 1: Red lights are read by machines." in app.selectbox(key="baseline").options
        assert "" == app.text_area(key="_reason").value

    def test_what_came_in_with_the_click_is_in_the_version(self, visitor: Visitor) -> None:
        """A field that one leaves for the button sends its change a moment before the button is pressed."""
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")
        app.text_area(key="_reason").set_value("At once")
        later = draft.text.replace("points: -9", "points: -8")
        visitor.desk.apply(draft.id, draft.revision, later, "a change")

        press(app, "_save")

        (version,) = visitor.desk.versions()
        assert (later, "At once") == (visitor.desk.version(version.id).text, version.reason)

    def test_the_version_that_stands_in_the_field_is_the_one_that_is_gone_back_to(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        imprint = Imprint("rongcheng", "Rongcheng", "0" * 12)
        visitor.desk.save(draft.id, draft.revision, "A", "first", imprint)
        again = visitor.desk.apply(draft.id, draft.revision, f"{draft.text}# more\n", "a change")
        visitor.desk.save(again.id, again.revision, "A", "second", imprint)
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")
        app.session_state["_popover_versions"] = True
        app.run()

        app.selectbox(key="_version").select_index(1)
        press(app, "_take_version")

        assert draft.text == visitor.desk.draft(draft.id).text

    def test_a_shipped_ruleset_can_be_saved_and_becomes_a_draft(self, visitor: Visitor) -> None:
        app = visitor.at("workshop", ruleset="open-pilot")
        app.text_input(key="_alias").set_value("Table 3")

        press(app, "_save")

        assert text_of("open-pilot") == visitor.desk.version(visitor.desk.versions()[0].id).text
        assert f"draft-{visitor.desk.drafts()[0].id}" == app.session_state["ruleset"]

    def test_undo_redo_and_reset_are_steps_of_the_draft(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")

        press(app, "_undo")
        assert draft.start_text == visitor.desk.draft(draft.id).text
        press(app, "_redo")
        assert draft.text == visitor.desk.draft(draft.id).text
        press(app, "_reset")
        assert draft.start_text == visitor.desk.draft(draft.id).text
        assert app.button(key="_reset").disabled
        press(app, "_undo")
        assert draft.text == visitor.desk.draft(draft.id).text

    def test_typed_text_that_was_not_applied_is_offered_and_can_be_let_go(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        visitor.desk.keep_typed(draft.id, f"{draft.text}# more\n", draft.revision)

        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")
        assert "There is text that was typed and not applied." in words(app)
        press(app, "_forget_typed")

        assert visitor.desk.draft(draft.id).typed is None
        assert "There is text that was typed" not in words(app)

    def test_a_draft_that_was_left_is_offered_at_the_ruleset_that_it_began_from(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        assert "You have a draft of this ruleset" not in words(visitor.at("workshop", ruleset="open-pilot"))

        app = visitor.at("workshop", ruleset="rongcheng")
        assert "You have a draft of this ruleset, and what you change goes into it." in words(app)
        press(app, "_go_on")

        assert f"draft-{draft.id}" == app.session_state["ruleset"]
        assert "You have a draft of this ruleset" not in words(app)

    def test_a_wiped_draft_is_gone_and_the_shipped_ruleset_stands_there(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")
        app.session_state["_popover_kept"] = True
        app.run()

        app.session_state["_popover_kept"] = True
        app.run()
        press(app, "_wipe_draft")

        assert () == visitor.desk.drafts()
        assert "rongcheng" == app.session_state["ruleset"]
        assert "both sides hold the same rules" in words(app)

    def test_nothing_is_left_once_everything_is_wiped(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        visitor.draft("open-pilot", *TITLE)
        visitor.desk.save(draft.id, draft.revision, "A", "B", Imprint("x", "X", "0" * 12))
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")
        app.session_state["_popover_kept"] = True
        app.run()
        assert app.button(key="_wipe_all").disabled

        app.checkbox(key="_wipe_sure").check().run()
        press(app, "_wipe_all")

        assert ((), ()) == (visitor.desk.drafts(), visitor.desk.versions())
        assert not app.session_state["_wipe_sure"]

    def test_a_link_carries_a_change_and_becomes_a_draft(self, visitor: Visitor, store: Store) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        other = Visitor(store)
        app = other.at("workshop", edit=edit_word("rongcheng", draft.start_text, draft.text))
        assert "This link carries a change of rongcheng." in words(app)
        press(app, "_take_edit")

        assert draft.text == other.desk.drafts()[0].text


class TestExamples:
    def test_an_example_that_does_not_hold_any_more_stands_beside_the_change(self, visitor: Visitor) -> None:
        assert "not hold" not in words(visitor.at("workshop", ruleset="rongcheng"))

        draft = visitor.draft("rongcheng", "start: 1000", "start: 900")
        shown = words(visitor.at("workshop", ruleset=f"draft-{draft.id}"))

        assert f"of {len(load_ruleset('rongcheng').examples)} worked examples do not hold." in shown
        assert "Does not hold: score should be" in shown
