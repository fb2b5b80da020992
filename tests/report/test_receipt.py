"""What a receipt says of the ruleset that a figure was made from."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from pilot import City, Ruleset, evaluate, load_ruleset
from pilot.evaluation.assess import last_day
from pilot.report.receipt import Receipt
from pilot.ruleset.changes.origins import begun_from
from pilot.ruleset.reading.load import fingerprint
from pilot.ruleset.reading.shipped import shipped_rulesets


def receipt_of(ruleset: Ruleset, city: City) -> Receipt:
    return Receipt.of(evaluate(ruleset, city, last_day(city)))


@pytest.mark.parametrize("name", sorted(shipped_rulesets()))
def test_a_shipped_ruleset_is_no_draft(name: str, hill_end: City) -> None:
    ruleset = load_ruleset(name)
    receipt = receipt_of(ruleset, hill_end)

    assert f" · ruleset {name} {fingerprint(ruleset)} · " in str(receipt)
    assert receipt.began_from is None


def test_a_ruleset_that_was_changed_is_a_draft_of_what_it_began_from(hill_end: City) -> None:
    began = load_ruleset("rongcheng")
    draft = began.model_copy(update={"summary": "Ours."})
    receipt = receipt_of(draft, hill_end)

    assert f" · draft {fingerprint(draft)} of ruleset rongcheng {fingerprint(began)} · " in str(receipt)
    assert {
        "id": "rongcheng",
        "fingerprint": fingerprint(draft),
        "began_from": fingerprint(began),
    } == receipt.as_dict()["ruleset"]


def test_a_draft_of_somebodys_own_ruleset_is_one_too(few_rules: Ruleset, hill_end: City) -> None:
    draft = few_rules.model_copy(update={"summary": "A draft that only this test has."})
    assert receipt_of(draft, hill_end).began_from is None

    begun_from(draft, few_rules)
    assert fingerprint(few_rules) == receipt_of(draft, hill_end).began_from


def test_a_draft_on_which_nothing_was_changed_is_the_ruleset_itself(few_rules: Ruleset, hill_end: City) -> None:
    begun_from(few_rules, few_rules)

    assert receipt_of(few_rules, hill_end).began_from is None


def test_every_part_of_a_receipt_is_in_its_words(few_rules: Ruleset, hill_end: City) -> None:
    receipt = replace(receipt_of(few_rules, hill_end), joined=("court",), began_from="0123456789ab")
    joined, *others = asdict(receipt)["joined"]

    assert [] == others
    assert [] == [word for word in map(str, {**asdict(receipt), "joined": joined}.values()) if word not in str(receipt)]
