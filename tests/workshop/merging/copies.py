"""Copies of a ruleset as groups would leave them: after edits that a test names, or after random valid ones."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from pilot import Ruleset
from pilot.ruleset.editing.dump import given
from pilot.workshop.merging.merge import Copy
from tests.evaluation.dice import DAYS, Dice, Part
from tests.evaluation.random_rulesets import RulesetDice


def edited(ruleset: Ruleset, **changes: Any) -> Ruleset:
    """The ruleset with other head fields, or with rules changed by `rules`, a map from id to the changed keys."""
    whole = given(ruleset)
    rules = changes.pop("rules", {})
    whole["rules"] = [
        {**rule, **rules.get(rule["id"], {})} for rule in whole["rules"] if rules.get(rule["id"], {}) is not None
    ]
    return Ruleset.model_validate(whole | changes)


class Tables:
    """Draws a start and the copies that tables made of it; the same `random` gives the same ones."""

    def __init__(self, random: Random) -> None:
        self._random, self._dice = random, Dice(random)
        self.start = Copy("start", Ruleset.model_validate(RulesetDice(random).ruleset(DAYS[0])))

    def copy(self, name: str) -> Copy:
        """The start after up to five edits, or none."""
        whole = given(self.start.ruleset)
        for _ in range(self._random.randint(0, 5)):
            self._edit(whole, name)
        return Copy(name, Ruleset.model_validate(whole))

    def copies(self) -> list[Copy]:
        """Two to four copies."""
        return [self.copy(f"Table {number}") for number in range(1, self._random.randint(3, 5))]

    def _edit(self, whole: Part, name: str) -> None:
        rules: list[dict[str, Any]] = whole["rules"]
        edits = [self._word, self._move, self._take_out, self._add, self._head, self._show]
        self._dice.one(edits)(whole, rules, name)

    def _word(self, whole: Part, rules: list[Part], name: str) -> None:
        place = self._random.randrange(len(rules))
        rules[place] = {**rules[place], "text": self._dice.one(("A milder rule.", "A harsher rule.", f"Of {name}."))}

    def _move(self, whole: Part, rules: list[Part], name: str) -> None:
        rules.insert(self._random.randrange(len(rules)), rules.pop(self._random.randrange(len(rules))))

    def _take_out(self, whole: Part, rules: list[Part], name: str) -> None:
        if len(rules) > 1:
            del rules[self._random.randrange(len(rules))]

    def _add(self, whole: Part, rules: list[Part], name: str) -> None:
        new = self._dice.one(("new", "newer", f"of-{name}".replace(" ", "-")))
        if new not in [rule["id"] for rule in rules]:
            rule = {"id": new, "text": "New.", "when": {"kind": self._dice.one(("late", "gift"))}, "source": {}}
            rules.insert(self._random.randint(0, len(rules)), rule)

    def _head(self, whole: Part, rules: list[Part], name: str) -> None:
        whole[self._dice.one(("place", "period", "summary"))] = self._dice.one(("Here", "There"))

    def _show(self, whole: Part, rules: list[Part], name: str) -> None:
        shown = whole.setdefault("disclosure", {}).setdefault(self._dice.one(("subject", "public")), {})
        shown[self._dice.one(("score", "grade"))] = self._dice.one(("shown", "hidden", "on_request"))


tables = st.randoms(use_true_random=False).map(Tables)
