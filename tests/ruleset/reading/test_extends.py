"""A ruleset that extends another gives only what differs: maps merge, null removes, lists replace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pilot import DataError, Ruleset, load_ruleset
from pilot.ruleset.model import RecordWhen
from pilot.ruleset.reading.load import read_ruleset

BASE = """\
schema: 1
id: base
title: The base
place: Hill End
sources:
  order: {title: Order 7, kind: own}
  press: {title: A report, kind: press}
participation: mandatory
applies_to: [person, company]
opens_on: 2019-01-01
score: {start: 100, floor: 0, factors: {credit: {min: -10}}}
bands: [{grade: A, from: 90}, {grade: B}]
rules:
  - id: late
    text: A notice is paid late.
    when: {kind: notice.late, subject: {district: north, income: low}}
    points: -5
    cap: {per: year, points: 20}
    source: {ref: order, at: Article 1}
  - {id: gift, text: A gift is made., when: {kind: gift}, points: 5, source: {ref: press}}
  - {id: help, text: A neighbour is helped., when: {kind: help}, points: 2, source: {}}
"""


@pytest.fixture
def extended(tmp_path: Path) -> Callable[[str], Ruleset]:
    """Reads what extends the base; both stand in one folder."""
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")

    def read(differs: str) -> Ruleset:
        return read_ruleset("schema: 1\nid: mine\nextends: base\n" + differs, "mine.yaml", folder=tmp_path)

    return read


class TestMerging:
    def test_what_is_not_given_is_the_base_s(self, extended: Callable[[str], Ruleset]) -> None:
        mine, base = extended(""), read_ruleset(BASE, "base.yaml")

        assert mine.model_dump(exclude={"id", "extends"}) == base.model_dump(exclude={"id", "extends"})
        assert ("mine", "base") == (mine.id, mine.extends)

    def test_maps_merge_key_by_key_at_any_depth(self, extended: Callable[[str], Ruleset]) -> None:
        mine = extended("score: {ceiling: 200, factors: {credit: {max: 10}, conduct: {}}}\n")

        assert mine.score is not None
        assert (100, 0, 200) == (mine.score.start, mine.score.floor, mine.score.ceiling)
        assert (-10, 10) == (mine.score.factors["credit"].min, mine.score.factors["credit"].max)
        assert ["credit", "conduct"] == list(mine.score.factors)

    def test_null_removes(self, extended: Callable[[str], Ruleset]) -> None:
        mine = extended(
            "place: null\nscore: {floor: ~, factors: }\nsources: {press: null}\nrules: {gift: {source: {ref: null}}}\n"
        )

        assert mine.place is None
        assert mine.score.floor is None
        assert {} == mine.score.factors
        assert ["order"] == list(mine.sources)

    def test_null_for_what_the_base_lacks_removes_nothing(self, extended: Callable[[str], Ruleset]) -> None:
        assert extended(
            "lists: {watch: null}\nsources: {radio: ~}\nsummary: null\nrules: {nothing: null}\n"
        ) == extended("")

    def test_lists_replace(self, extended: Callable[[str], Ruleset]) -> None:
        mine = extended("applies_to: [company]\nbands: [{grade: Z}]\n")

        assert ("company",) == mine.applies_to
        assert ("Z",) == mine.grades

    def test_a_condition_of_another_kind_takes_a_null_for_the_old_key(self, extended: Callable[[str], Ruleset]) -> None:
        mine = extended("rules: {gift: {when: {kind: null, profile: {income: low}}}}\n")

        assert {"income": ("low",)} == mine.rule("gift").when.profile


class TestRules:
    def test_a_rule_gives_only_what_differs_and_keeps_its_place(self, extended: Callable[[str], Ruleset]) -> None:
        mine = extended("rules: {late: {points: -10, cap: {points: 40}, when: {subject: {income: null}}}}\n")

        late = mine.rules[0]
        assert ("late", -10, "year", 40) == (late.id, late.points, late.cap.per, late.cap.points)
        assert isinstance(late.when, RecordWhen)
        assert {"district": ("north",)} == late.when.subject

    def test_null_removes_a_rule(self, extended: Callable[[str], Ruleset]) -> None:
        assert ["late", "help"] == [rule.id for rule in extended("rules: {gift: null}\n").rules]

    def test_a_new_id_is_a_new_rule_at_the_end(self, extended: Callable[[str], Ruleset]) -> None:
        mine = extended("rules: {early: {text: Paid early., when: {kind: notice.early}, points: 1, source: {}}}\n")

        assert ["late", "gift", "help", "early"] == [rule.id for rule in mine.rules]

    def test_a_rule_may_repeat_its_id(self, extended: Callable[[str], Ruleset]) -> None:
        assert extended("rules: {late: {id: late}}\n") == extended("")


class TestFinding:
    def test_what_is_extended_may_extend_another(self, tmp_path: Path) -> None:
        (tmp_path / "base.yml").write_text(BASE, encoding="utf-8")
        (tmp_path / "middle.yaml").write_text("{schema: 1, id: middle, extends: base, title: Middle}", encoding="utf-8")
        (tmp_path / "last.yaml").write_text(
            "{schema: 1, id: last, extends: middle, rules: {help: null}}", encoding="utf-8"
        )

        last = load_ruleset(tmp_path / "last.yaml")

        assert ("Middle", 2) == (last.title, len(last.rules))

    def test_the_file_beside_goes_before_the_shipped_one(self, tmp_path: Path) -> None:
        (tmp_path / "rongcheng.yaml").write_text(BASE, encoding="utf-8")

        mine = read_ruleset("{schema: 1, id: mine, extends: rongcheng}", "mine.yaml", folder=tmp_path)

        assert "The base" == mine.title

    def test_a_shipped_ruleset_needs_no_folder(self) -> None:
        mine = read_ruleset("{schema: 1, id: mine, extends: rongcheng, title: Mine}", "draft")

        assert ("Mine", load_ruleset("rongcheng").rules) == (mine.title, mine.rules)

    def test_a_changed_copy_may_bear_the_name_of_the_shipped_one_that_it_extends(self, tmp_path: Path) -> None:
        mine = tmp_path / "rongcheng.yaml"
        mine.write_text("{schema: 1, id: rongcheng, extends: rongcheng, title: Ours}", encoding="utf-8")

        assert "Ours" == load_ruleset(mine).title


def test_a_fault_is_placed_in_the_file_that_holds_it(extended: Callable[[str], Ruleset], tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE.replace("points: 2,", 'points: "2",'), encoding="utf-8")

    with pytest.raises(DataError) as caught:
        extended("rules: {gift: {points: '5'}}\n")

    assert [("base.yaml", 21), ("mine.yaml", 4)] == [(p.place.file, p.place.line) for p in caught.value.problems]


def test_a_fault_that_is_replaced_is_no_fault(extended: Callable[[str], Ruleset], tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE.replace("points: 2,", 'points: "2",'), encoding="utf-8")

    assert 3 == extended("rules: {help: {points: 3}}\n").rule("help").points
