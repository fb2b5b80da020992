"""The questions on which the sources disagree: what ships, and what is said about a file at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilot import DataError, load_ruleset
from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.ruleset.sources.claims import load_claims

GOOD = """\
sources:
  a: {title: First}
  b: {title: Second}
disagreements:
  - id: start
    question: Where does it start?
    positions:
      - {says: At 1000., by: [a]}
      - {says: At 0., by: [b]}
    here: We take 1000.
not_found:
  - {says: The annex., so: We go without.}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "claims.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problem_with(folder: Path, old: str, new: str) -> str:
    assert old in GOOD
    with pytest.raises(DataError) as caught:
        load_claims(written(folder, GOOD.replace(old, new, 1)))
    (problem,) = caught.value.problems
    return str(problem).split("/", 1)[1]


def test_a_file_of_questions_is_read_whole(tmp_path: Path) -> None:
    claims = load_claims(written(tmp_path, GOOD))

    assert [position.by for position in claims.disagreement("start").positions] == [("a",), ("b",)]
    assert claims.not_found[0].so == "We go without."


def test_every_shipped_question_is_answered_by_sources_that_are_listed_and_all_are_heard() -> None:
    claims = load_claims()
    heard = {key for disagreement in claims.disagreements for position in disagreement.positions for key in position.by}

    assert heard == set(claims.sources)
    assert len({disagreement.id for disagreement in claims.disagreements}) == len(claims.disagreements) >= 18
    assert all(disagreement.here and len(disagreement.positions) >= 2 for disagreement in claims.disagreements)


def test_a_source_that_a_ruleset_cites_too_has_one_title_and_author() -> None:
    claims = load_claims()

    for name in shipped_rulesets():
        for key, source in load_ruleset(name).sources.items():
            if key in claims.sources:
                assert (source.title, source.by) == (claims.sources[key].title, claims.sources[key].by)


def test_an_unknown_source_is_named_with_those_there_are(tmp_path: Path) -> None:
    assert problem_with(tmp_path, "by: [b]", "by: [c]").split("\n") == [
        "claims.yaml:9:28: unknown-source",
        '  disagreements > start > positions > 2 > by > 1: there is no source "c".',
        "  9 |       - {says: At 0., by: [c]}",
        "    |                            ^",
        "  Mend: use one of these: a, b.",
    ]


def test_an_unknown_key_is_shown_with_the_keys_that_are_allowed(tmp_path: Path) -> None:
    message = problem_with(tmp_path, "    here: We", "    our_view: No.\n    here: We")

    assert "claims.yaml:10:5: unknown-key" in message
    assert "use one of these: id, question, positions, here, rulesets." in message


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    message = problem_with(tmp_path, "    here: We take 1000.\n", "")

    assert "missing-key" in message
    assert 'the key "here" is missing.' in message


def test_a_question_with_one_position_is_no_disagreement(tmp_path: Path) -> None:
    message = problem_with(tmp_path, "      - {says: At 0., by: [b]}\n", "")

    assert "a disagreement has at least two positions." in message


def test_an_unknown_ruleset_is_refused(tmp_path: Path) -> None:
    message = problem_with(tmp_path, "    here: We take 1000.", "    here: We take 1000.\n    rulesets: [atlantis]")

    assert 'unknown-ruleset\n  disagreements > start > rulesets > 1: there is no ruleset "atlantis".' in message


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    again = GOOD[GOOD.index("  - id: start") : GOOD.index("not_found:")]
    message = problem_with(tmp_path, "not_found:", f"{again}not_found:")

    assert 'repeated-id\n  disagreements > start > id: the id "start" stands here a second time.' in message
