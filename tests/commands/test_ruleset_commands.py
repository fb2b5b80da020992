"""`pilot validate`, `pilot diff` and `pilot schema`: what they print, and their exit statuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilot.ruleset.reading.shipped import shipped_rulesets
from tests.commands.calls import FINE, PROBLEMS, pilot


class TestValidate:
    def test_a_sound_ruleset_is_reported_with_its_rules_and_examples(self, few_rules_file: Path) -> None:
        done = pilot("validate", few_rules_file)

        assert (FINE, f"{few_rules_file}: 3 rules, 2 examples hold\n") == (done.exit_code, done.stdout)

    def test_every_file_is_checked_whatever_is_wrong_with_the_first(self, here: Path, few_rules_file: Path) -> None:
        text = few_rules_file.read_text(encoding="utf-8")
        (here / "example.yaml").write_text(text.replace("score: 85", "score: 86"), encoding="utf-8")
        (here / "key.yaml").write_text(text + "colour: red\n", encoding="utf-8")

        done = pilot("validate", "example.yaml", "key.yaml", few_rules_file)

        assert "example.yaml: example-fails" in done.stderr
        assert "the example says 86, and the rules give 85." in done.stderr
        assert "colour" in done.stderr
        assert f"{few_rules_file}: 3 rules, 2 examples hold\n" == done.stdout
        assert (PROBLEMS, "2 problems.") == (done.exit_code, done.stderr.splitlines()[-1])

    def test_what_may_not_be_as_meant_is_a_hint_and_no_problem(self, here: Path, few_rules_file: Path) -> None:
        text = few_rules_file.read_text(encoding="utf-8")
        rule = """\
  - id: odd
    text: You pay bill #2.
    when: {kind: bill, subject: {distrct: North}}
    points: -1
    source: {}
"""
        (here / "odd.yaml").write_text(text.replace("rules:\n", f"rules:\n{rule}", 1), encoding="utf-8")

        done = pilot("validate", "odd.yaml")

        assert FINE == done.exit_code
        assert "comment-cuts-text" in done.stdout
        assert 'did you mean "district"?' in done.stdout


class TestDiff:
    @pytest.fixture
    def stricter(self, here: Path, few_rules_file: Path) -> Path:
        """The small scheme with a weight doubled, a text reworded and a rule left out."""
        text = few_rules_file.read_text(encoding="utf-8").replace("points: -5", "points: -10")
        first, _, rest = text.replace("Five points are", "Ten points are").partition("  - id: donation")
        path = here / "stricter.yaml"
        path.write_text(
            first + "  - id: unpaid-judgment" + rest.partition("  - id: unpaid-judgment")[2], encoding="utf-8"
        )
        return path

    def test_every_article_that_differs_is_described_in_sentences_and_word_by_word(
        self, few_rules_file: Path, stricter: Path
    ) -> None:
        done = pilot("diff", few_rules_file, stricter)

        assert FINE == done.exit_code
        assert [
            "A small scheme (few-rules) → A small scheme (few-rules)",
            "1 rule changed, 1 taken out.",
            "What is counted changes.",
            "",
            "Rule red-light (changed)",
            "     The text is reworded.",
            "     Falls by 10 points instead of 5.",
            "     Text:    [-Five-]{+Ten+} points are taken for crossing on red.",
            "     Says:    The score falls by [-5-] {+10+} points.",
            "",
            "Rule donation (removed)",
            "     The rule donation is gone.",
            "     Rule:    One point is given for each full 100 yuan donated.",
            "     Says:    Reads records of the kind charity.donation. The score rises by 1",
            "              point for each full 100 of the amount.",
        ] == done.stdout.splitlines()

    def test_a_draft_of_a_shipped_ruleset_is_named_and_its_source_answers_for_nothing_new(self, here: Path) -> None:
        text = shipped_rulesets()["rongcheng"].read_text(encoding="utf-8")
        (here / "ours.yaml").write_text(text.replace("points: -5\n", "points: -9\n", 1), encoding="utf-8")

        lines = pilot("diff", "rongcheng", "ours.yaml").stdout.splitlines()

        assert "(a draft)" in f"{lines[0]} {lines[1]}"
        assert "     Changed here (the source says −5)." in lines
        assert [] == [line for line in pilot("diff", "ours.yaml", "rongcheng").stdout.splitlines() if "here" in line]

    def test_a_ruleset_and_itself_say_the_same(self, here: Path, few_rules_file: Path) -> None:
        lines = pilot("diff", few_rules_file, few_rules_file).stdout.splitlines()

        assert ["Nothing changed.", "The two say the same."] == lines[1:]

    def test_what_touches_no_figure_is_reported_so(self, here: Path) -> None:
        done = pilot("diff", "rongcheng", "rongcheng-disclosed")

        assert "Nothing changes that is counted." in done.stdout
        assert "Who is shown what (changed; not counted)" in done.stdout
        assert all(len(line) <= 80 for line in done.stdout.splitlines())

    def test_problems_of_both_come_together(self, here: Path) -> None:
        done = pilot("diff", "nowhere", "rongcheg")

        assert PROBLEMS == done.exit_code
        assert done.stderr.endswith("2 problems.\n")


class TestSchema:
    def test_it_is_printed_or_written_the_same(self, here: Path) -> None:
        printed, written = pilot("schema"), pilot("schema", "--out", "schema.json")

        assert (FINE, FINE) == (printed.exit_code, written.exit_code)
        assert printed.stdout == (here / "schema.json").read_text(encoding="utf-8")

    def test_a_place_that_does_not_exist_is_named(self, here: Path) -> None:
        done = pilot("schema", "--out", "nowhere/schema.json")

        assert PROBLEMS == done.exit_code
        assert "schema.json: cannot-write" in done.stderr
