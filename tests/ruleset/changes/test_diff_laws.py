"""What holds for the difference of any two rulesets: every change is told once, and nothing else is told."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from pilot import Ruleset, load_ruleset
from pilot.ruleset.changes.diff import Change, PartName, RulesetDiff, changes
from pilot.ruleset.changes.field_values import Context
from pilot.ruleset.changes.fields import field_changes
from pilot.ruleset.model import Rule
from pilot.ruleset.model.counted import counted
from pilot.ruleset.sentences.rule_sentences import does, reads
from tests.conftest import SMALL
from tests.ruleset.changes.edited import edits
from tests.ruleset.changes.plain_parts import plainly, put, without

many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
Pairs = tuple[Ruleset, Ruleset]


def changed(entry: dict[str, Any], change: Change, *above: str) -> dict[str, Any]:
    """The entry with the fields of the change, found under the keys above them, as they are afterwards."""
    for field in change.fields:
        path = (*above, *field.path)
        entry = put(entry, path, field.after)
        if field.after is None:
            entry = without(entry, path)
    return entry


def rebuilt(diff: RulesetDiff) -> Ruleset:
    """The older ruleset with everything done to it that the difference tells."""
    whole = plainly(diff.before)
    for change in diff.of("head"):
        whole = changed(whole, change)
    for part in ("score", "disclosure", "recourse"):
        for change in diff.of(part):
            whole = changed(whole, change, part)
    for part in ("rules", "bands", "examples"):
        whole[part] = _in_place(diff, part)
    for part in ("lists", "consequences", "sources"):
        whole[part] = _by_name(diff, part)
    return Ruleset.model_validate(whole | {"id": diff.after.id, "extends": diff.after.extends})


def _by_name(diff: RulesetDiff, part: PartName) -> dict[str, Any]:
    entries = {name: plainly(entry) for name, entry in getattr(diff.before, part).items()}
    for change in diff.of(part):
        if change.what == "added":
            assert change.after is not None
            entries[change.id] = plainly(change.after)
        else:
            entry = entries.pop(change.former_id or change.id)
            if change.what != "removed":
                entries[change.id] = changed(entry, change)
    return entries


def _in_place(diff: RulesetDiff, part: PartName) -> list[dict[str, Any]]:
    """Those that stay keep their order; those that are new or moved stand where it is told."""
    key = {"rules": "id", "bands": "grade"}.get(part, "name")
    entries: dict[int, dict[str, Any]] = {
        place: plainly(entry) for place, entry in enumerate(getattr(diff.before, part), 1)
    }
    placed: list[tuple[int, dict[str, Any]]] = []
    for change in diff.of(part):
        old, new = change.places
        if change.what == "added":
            assert new
            assert change.after is not None
            placed.append((new, plainly(change.after)))
            continue
        assert old
        entry = entries.pop(old)
        entry = changed(entry, change) | ({key: getattr(change.after, key)} if change.what == "renamed" else {})
        if change.moved:
            assert new
            placed.append((new, entry))
        elif change.what != "removed":
            entries[old] = entry
    rows = [entries[place] for place in sorted(entries)]
    for place, entry in sorted(placed, key=lambda row: row[0]):
        rows.insert(place - 1, entry)
    return rows


@many
@given(edits())
def test_a_ruleset_does_not_differ_from_itself(pair: Pairs) -> None:
    assert changes(pair[0], pair[0]).is_empty
    copy = pair[0].model_copy(update={"id": "copy", "extends": "random"}, deep=True)
    assert changes(pair[0], copy).is_empty


@many
@given(edits())
def test_the_changes_make_the_newer_ruleset_out_of_the_older(pair: Pairs) -> None:
    """So the difference is empty only where the two are equal but for their names."""
    diff = changes(*pair)

    assert pair[1] == rebuilt(diff)


@many
@given(edits())
def test_every_changed_field_stands_there_once(pair: Pairs) -> None:
    for change in changes(*pair).changes:
        paths = [field.path for field in change.fields]
        assert len(set(paths)) == len(paths)
        assert not any(one != other and one == other[: len(one)] for one in paths for other in paths)
        assert all(field.before != field.after for field in change.fields)
        assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in change.sentences)
        assert not any("{" in field.sentence and "{braces}" not in field.sentence for field in change.fields)


@many
@given(edits())
def test_a_difference_counts_if_and_only_if_the_evaluation_reads_what_differs(pair: Pairs) -> None:
    assert (counted(pair[0]) != counted(pair[1])) == changes(*pair).counts


@many
@given(edits())
def test_words_taken_out_and_put_in_make_both_texts(pair: Pairs) -> None:
    for change in changes(*pair).changes:
        texts = [(field.before or "", field.after or "", field.words) for field in change.fields if field.words]
        for before, after, words in texts + [
            (sides.before, sides.after, sides.words) for sides in change.sentence_pairs
        ]:
            assert before == "".join(span.text for span in words if span.kind != "added")
            assert after == "".join(span.text for span in words if span.kind != "removed")


@many
@given(edits())
def test_changes_stand_in_the_order_of_the_newer_ruleset(pair: Pairs) -> None:
    rules = changes(*pair).of("rules")

    assert [rule.places[1] for rule in rules if rule.places[1]] == sorted(
        rule.places[1] for rule in rules if rule.places[1]
    )


def test_nothing_that_a_ruleset_can_hold_is_without_a_sentence() -> None:
    """One by one, everything that may be left out of a full ruleset is left out of it."""
    full, lesser = _full_and_lesser()

    assert len(lesser) > 100
    for less in lesser:
        assert all(_sentences(changes(full, less)))
        assert len(_sentences(changes(full, less))) == len(_sentences(changes(less, full))) > 0
        assert changes(full, less).counts == (counted(full) != counted(less))


def test_a_rule_reads_otherwise_wherever_it_counts_otherwise() -> None:
    """One by one, everything that may be left out of a full ruleset's rules is left out of them."""
    full, lesser = _full_and_lesser()

    alike = [
        (rule.id, changes(full, less).changes[0].sentences)
        for less in lesser
        for rule, left in zip(full.rules, less.rules, strict=False)
        if rule.id == left.id and _counts_otherwise(rule, left, full) and _read(rule, full) == _read(left, less)
    ]
    assert [] == alike


def _counts_otherwise(rule: Rule, other: Rule, whole: Ruleset) -> bool:
    sides = Context(whole, rule), Context(whole, other)
    return any(field.counts for field in field_changes("rules", sides, frozenset()))


def _read(rule: Rule, ruleset: Ruleset) -> tuple[str, ...]:
    return reads(rule, ruleset), *does(rule, ruleset)


def _full_and_lesser() -> tuple[Ruleset, list[Ruleset]]:
    full = load_ruleset(SMALL / "everything.yaml")
    lesser = []
    for path in _paths(plainly(full)):
        with suppress(ValidationError):
            lesser.append(Ruleset.model_validate(without(plainly(full), path)))
    return full, lesser


def _sentences(diff: RulesetDiff) -> list[str]:
    return [sentence for change in diff.changes for sentence in change.sentences]


def _paths(plain: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if not isinstance(plain, dict) and not (
        isinstance(plain, (list, tuple)) and any(isinstance(e, dict) for e in plain)
    ):
        return []
    steps = plain.items() if isinstance(plain, dict) else enumerate(plain)
    below = [(key, value) for key, value in steps if value not in (None, (), {})]
    return [found for key, value in below for found in ((*path, key), *_paths(value, (*path, key)))]
