"""`pilot explain`: the account of one subject, what it lacks, and what would mend it."""

from __future__ import annotations

from pathlib import Path

from tests.commands.calls import FINE, PROBLEMS, pilot


class TestExplain:
    def test_a_posting_stands_with_rule_source_record_and_arithmetic(
        self, few_rules_file: Path, hill_end_folder: Path
    ) -> None:
        done = pilot("explain", few_rules_file, "P1", "--city", hill_end_folder)

        assert FINE == done.exit_code
        assert (
            "  3. 2020-02-10  rule           −10  score 85  grade Low\n"
            "     Rule:    Five points are taken for crossing on red. [red-light]\n"
            "     Source:  Made for the tests, page 1 (invented)\n"
            "     Record:  R2 of 2020-02-10, traffic.red_light, supplied by Traffic Police\n"
            "     How:     The rule gives −5.\n"
            "              Match 2 within 12 months: "
        ) in done.stdout
        assert "\n              Taken back by line 4.\n" in done.stdout
        assert "     Rule:    taken back: Five points are taken for crossing on red. [red-light]\n" in done.stdout

    def test_no_line_is_wider_than_80_columns(self, few_rules_file: Path, hill_end_folder: Path) -> None:
        done = pilot("explain", few_rules_file, "P2", "--city", hill_end_folder, "--why-not", "--mends")

        assert 80 >= max(len(line) for line in done.stdout.splitlines())

    def test_it_tells_who_else_bears_a_consequence(self, few_rules_file: Path, hill_end_folder: Path) -> None:
        debtor = pilot("explain", few_rules_file, "P2", "--city", hill_end_folder).stdout
        spouse = pilot("explain", few_rules_file, "P3", "--city", hill_end_folder).stdout

        assert "P3: No fast trains (restriction, by Railway), from list:defaulters." in debtor
        assert "No fast trains (restriction, by Railway), from list:defaulters of P2." in spouse

    def test_why_not_lists_every_condition_with_the_value_read(
        self, few_rules_file: Path, hill_end_folder: Path, tmp_path: Path
    ) -> None:
        later = tmp_path / "later.yaml"
        later.write_text(f"{few_rules_file.read_text(encoding='utf-8')}\neffect_after_days: 14\n", encoding="utf-8")

        done = pilot("explain", later, "P1", "--city", hill_end_folder, "--as-of", "2020-03-12", "--why-not")

        assert (
            "     One point is given for each full 100 yuan donated. [donation] for record R3\n"
            "     of 2020-03-10 (in effect from 2020-03-24)\n"
        ) in done.stdout
        assert "     met      the kind is charity.donation; read: charity.donation\n" in done.stdout
        assert "     not met  it is in effect by 2020-03-12; read: 2020-03-24\n" in done.stdout

    def test_why_not_knows_no_record_of_the_future(self, few_rules_file: Path, hill_end_folder: Path) -> None:
        done = pilot("explain", few_rules_file, "P1", "--city", hill_end_folder, "--as-of", "2020-03-09", "--why-not")

        assert "Why not: no rule came near" in done.stdout

    def test_mends_tells_the_fewest_records_and_what_the_subject_is_shown(
        self, few_rules_file: Path, hill_end_folder: Path
    ) -> None:
        done = pilot("explain", few_rules_file, "P2", "--city", hill_end_folder, "--mends")

        assert (
            "     One way: score 100, grade High.\n"
            "       Settle record R4 of 2020-03-10 (court.judgment_unpaid): +20 points\n"
            "       through unpaid-judgment.\n"
        ) in done.stdout
        assert "records hidden, reasons hidden, points" in done.stdout

    def test_an_unknown_subject_is_refused_with_the_nearest_ids(
        self, few_rules_file: Path, hill_end_folder: Path
    ) -> None:
        done = pilot("explain", few_rules_file, "P9", "--city", hill_end_folder)

        assert 'nobody has the id "P9".' in done.stderr
        assert (PROBLEMS, "") == (done.exit_code, done.stdout)
