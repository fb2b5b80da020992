"""Random rulesets in the form of their files: every feature of the spec, and nothing that it forbids."""

from __future__ import annotations

import datetime as dt

from tests.evaluation.dice import (
    AGENCIES,
    DAYS,
    LISTS,
    MONTHS,
    PATTERNS,
    RELATIONSHIPS,
    SHARES,
    Dice,
    Part,
)


class RulesetDice(Dice):
    """Draws a ruleset, part by part."""

    def ruleset(self, opens_on: dt.date) -> Part:
        """A ruleset that is consistent: every name resolves, and no `while_on` feeds a `while_on`."""
        consequences = {f"q{number}": self.consequence() for number in range(self.one((0, 1, 2, 4)))}
        score = self.score() if self.chance(0.85) else None
        bands = self.bands(list(consequences)) if score and self.chance(0.8) else []
        lists = self.lists(list(consequences))
        ruleset: Part = {
            "schema": 1, "id": "random", "title": "Random", "sources": {"made": {"title": "Made", "kind": "own"}},
            "participation": self.one(("mandatory",) * 6 + ("voluntary",)),
            "applies_to": self.one((["person"], ["company"], *[["person", "company"]] * 6)),
            **self.maybe(0.25, "scope", self.conditions()),
            **self.maybe(0.3, "effect_after_days", self.one((1, 14, 31, 366))),
            "opens_on": opens_on, "overlap": self.one(("all", "heaviest")),
            **({"score": score} if score else {}), **({"bands": bands} if bands else {}),
            "rules": self.rules(score, bands, lists), "lists": lists, "consequences": consequences,
        }  # fmt: skip
        return ruleset

    def consequence(self) -> Part:
        """A consequence on the subject, relatives, or both."""
        falls_on = self.some(("self", "self", *RELATIONSHIPS), 1, 3)
        return {
            "title": "A consequence",
            "effect": self.one(("reward", "burden", "restriction", "publicity")),
            **self.maybe(0.6, "agency", self.one(AGENCIES)),
            **self.maybe(0.6, "falls_on", list(dict.fromkeys(falls_on))),
            **self.maybe(0.3, "where", self.conditions()),
        }

    def score(self) -> Part:
        """A scale, with ends and factors or without."""
        factors = {
            name: {**self.maybe(0.7, "min", self.one((-20, -5, 0))), **self.maybe(0.7, "max", self.one((0, 5, 20)))}
            for name in self.some(("duty", "credit"), 0, 2)
        }
        return {
            "start": self.one((0, 100, 100, 1000, -5)),
            **self.maybe(0.5, "floor", self.one((-1000, -10))),
            **self.maybe(0.5, "ceiling", self.one((1000, 1010))),
            **({"factors": factors} if factors else {}),
        }

    def bands(self, consequences: list[str]) -> list[Part]:
        """One to four bands whose bounds fall."""
        bounds = sorted(self.some((1001, 1000, 101, 100, 95, 90, 50, 0, -10), 0, 3), reverse=True)
        bands: list[Part] = [{"grade": f"G{place}", "from": bound} for place, bound in enumerate(bounds)]
        bands.append({"grade": "D"})
        for band in bands:
            band["consequences"] = self.some(consequences, 0, 2)
        return bands

    def lists(self, consequences: list[str]) -> Part:
        """Lists that rules name, and sometimes one or two that follow from them."""
        lists: Part = {}
        for name in self.some(LISTS[:4], *self.one(((0, 1), (2, 4), (2, 4)))):
            lists[name] = {
                **self._list(consequences),
                **self.maybe(0.5, "lasts_months", self.one(MONTHS)),
                **self.maybe(0.5, "carry", self.some(RELATIONSHIPS[:2], 1, 2)),
            }
        plain = list(lists)
        for name in self.some(LISTS[4:], 0, 2) if plain else ():
            of = self.some(plain, 1, 4)
            lists[name] = {**self._list(consequences), "entered_when": {"at_least": self.one((1, 2, 2, 3)), "of": of}}
        return lists

    def _list(self, consequences: list[str]) -> Part:
        return {
            "title": "A list", "kind": self.one(("blacklist", "watchlist", "redlist")),
            **self.maybe(0.5, "agency", self.one(AGENCIES)), "consequences": self.some(consequences, 0, 3),
        }  # fmt: skip

    def rules(self, score: Part | None, bands: list[Part], lists: Part) -> list[Part]:
        """Rules of all three kinds in any order; those with `while_on` feed only lists that none waits for."""
        waited = self.some(list(lists), 0, 3)
        feeding = {other for name in waited for other in lists[name].get("entered_when", {}).get("of", [name])}
        fed = [name for name, listing in lists.items() if "entered_when" not in listing]
        rules = []
        for number in range(self._random.randint(2, 10)):
            sort = self.one(("record",) * 6 + ("profile",) + ("contacts",)) if score else "record"
            waits = sort == "record" and waited and self.chance(0.4)
            may_feed = [name for name in fed if name not in feeding] if waits else fed
            if sort == "record":
                rule = self.record_rule(score, bands, may_feed)
            else:
                rule = self.profile_rule(score) if sort == "profile" else self.contact_rule(score)
            if waits:
                rule["when"]["while_on"] = self.one(waited)
            rules.append(
                {"id": f"{self.one('abx')}{number}", "text": "A rule.", "source": {"basis": "invented"}, **rule}
            )
        return rules

    def _factor(self, score: Part | None) -> Part:
        names = list((score or {}).get("factors", {}))
        return self.maybe(0.7, "factor", self.one(names)) if names else {}

    def record_rule(self, score: Part | None, bands: list[Part], lists: list[str]) -> Part:
        """A rule on records, with any of what such a rule may have."""
        first, last = sorted((self.one(DAYS), self.one(DAYS)))
        rule: Part = {"when": self.record_when(), **self.maybe(0.3, "expires_after_months", self.one(MONTHS))}
        rule |= self.maybe(0.4, "until", "settled") | self.maybe(0.15, "valid_from", first)
        rule |= self.maybe(0.15, "valid_until", last)
        rule |= self.maybe(0.6, "lists", self.some(lists, 1, 2)) if lists else {}
        if score and self.chance(0.9):
            per = {
                "amount": self.one((100, 0.5, 33.333333)), "points": self.one((-1, -3, 2)),
                **self.maybe(0.5, "within", self.one(("month", "year", "ever"))),
            }  # fmt: skip
            rule |= {"points_per": per} if self.chance(0.3) else {"points": self.points()}
            multiply = [self.one((0, 1, 1, 2, 3)) for _ in range(self.one((1, 2, 3)))]
            rule |= self.maybe(0.4, "repeat", {"within_months": self.one(MONTHS), "multiply": multiply})
            rule |= self.maybe(
                0.4, "cap", {"per": self.one(("month", "year", "ever")), "points": self.one((0, 3, 7, 12))}
            )
            rule |= self._factor(score)
            carry = [{"to": self.one(RELATIONSHIPS[:2]), "share": self.one(SHARES)} for _ in range(self.one((1, 1, 2)))]
            rule |= self.maybe(0.5, "carry", carry)
        if bands:
            override = {"grade": self.one(bands)["grade"], **self.maybe(0.6, "months", self.one(MONTHS))}
            rule |= self.maybe(0.35, "override", override)
        return rule

    def record_when(self) -> Part:
        """What a record rule asks."""
        bound = self.one((0, -50, 100, 100.5, 250))
        kinds = list(dict.fromkeys(self.some(PATTERNS, 1, 3)))
        agencies = self.some(AGENCIES, 1, 2)
        bounds = self.one(({"at_least": bound}, {"below": bound}, {"at_least": bound, "below": bound + 200}))
        return {
            "kind": kinds[0] if len(kinds) == 1 else kinds,
            **self.maybe(0.25, "amount", bounds),
            **self.maybe(0.2, "agency", agencies[0] if len(agencies) == 1 else agencies),
            **self.maybe(0.3, "subject", self.conditions()),
        }

    def profile_rule(self, score: Part | None) -> Part:
        """A rule on a subject's own columns."""
        return {"when": {"profile": self.conditions()}, "points": self.points(), **self._factor(score)}

    def contact_rule(self, score: Part | None) -> Part:
        """A rule on the scores of relatives."""
        bound = {self.one(("score_below", "score_at_least")): self.one((100, 99, 1000, 0, 90))}
        cap = {"per": self.one(("month", "ever")), "points": self.one((0, 3, 12))}
        when = {"contacts": {"relationship": self.one(RELATIONSHIPS), **bound}}
        return {"when": when, "points": self.points(), **self.maybe(0.4, "cap", cap), **self._factor(score)}
