"""What is kept is bounded by bytes as well as by number, and made once however many ask."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from pilot import City, evaluate
from pilot.evaluation.assess import last_day
from pilot.evaluation.memo import Memo
from pilot.evaluation.weights import FRAME, bytes_of
from pilot.ruleset.reading.load import load_ruleset, shipped_rulesets


def nothing() -> object:
    raise AssertionError("it is kept")


def test_the_results_used_last_are_kept_within_the_bytes() -> None:
    memo = Memo(100, 1_000, len)
    for name in "abc":
        memo.get(name, lambda: bytes(400))
        memo.get("a", lambda: bytes(400))

    assert 800 == memo.bytes
    memo.get("a", nothing)
    memo.get("c", nothing)
    with pytest.raises(AssertionError):
        memo.get("b", nothing)


def test_the_last_result_is_kept_whatever_it_weighs_and_goes_for_the_next() -> None:
    memo = Memo(100, 1_000, len)
    memo.get("small", lambda: bytes(10))
    memo.get("large", lambda: bytes(5_000))
    memo.get("large", nothing)
    assert 5_000 == memo.bytes
    memo.get("other", lambda: bytes(10))
    assert 10 == memo.bytes


def test_a_result_that_grows_is_weighed_again_when_it_is_used() -> None:
    memo = Memo(100, 1_000, len, weighed_again=True)
    memo.get("small", lambda: bytearray(10))
    grown = memo.get("grows", lambda: bytearray(10))
    grown.extend(bytes(2_000))
    memo.get("grows", nothing)
    assert 2_010 == memo.bytes


def test_whoever_comes_while_it_is_made_waits_for_it() -> None:
    made = []

    def make() -> bytes:
        time.sleep(0.05)
        made.append(1)
        return b"x"

    memo = Memo(10)
    threads = [threading.Thread(target=memo.get, args=("key", make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [1] == made


def test_what_fails_is_not_kept_and_the_next_may_try() -> None:
    memo = Memo(10)
    with pytest.raises(AssertionError):
        memo.get("key", nothing)
    assert b"x" == memo.get("key", lambda: b"x")


@dataclass
class Pair:
    first: object
    second: object


def test_a_weight_is_that_of_the_arrays_tables_and_texts() -> None:
    assert 8_000 + FRAME == bytes_of(np.zeros(1_000))
    assert 1_000 + 49 == bytes_of("x" * 1_000)
    assert 3 * FRAME + 16_000 == bytes_of(Pair(np.zeros(1_000), np.zeros(1_000)))
    assert 8_000 <= bytes_of({"table": pd.DataFrame({"a": np.zeros(1_000)})}) <= 9_000


def test_an_assessment_weighs_no_less_than_its_tables(lantern_ford: City) -> None:
    for path in shipped_rulesets().values():
        assessment = evaluate(load_ruleset(path), lantern_ford, last_day(lantern_ford))
        tables = (assessment.ledger, assessment.standing, assessment.memberships, assessment.consequences)
        held = bytes_of((tables, assessment.postings))
        assert held + lantern_ford.weight / 2 <= assessment.weight <= 4 * (held + lantern_ford.weight)


def test_what_is_remembered_of_a_city_is_bounded_by_bytes(lantern_ford: City) -> None:
    evaluate(load_ruleset(shipped_rulesets()["rongcheng"]), lantern_ford, last_day(lantern_ford)).standing.shape  # noqa: B018
    columns = evaluate(load_ruleset(shipped_rulesets()["rongcheng"]), lantern_ford, last_day(lantern_ford)).columns
    assert 0 < columns.memo.bytes < 20_000_000
