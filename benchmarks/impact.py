"""From one rule's points changed in the text to what it does to everybody: `python -m benchmarks.impact --rounds 15`.

It is set against one evaluation from nothing of the same city, in the same run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.race import Contender, Echo, Times, race
from benchmarks.report import Bar, FigureRow, Report, load, machine
from benchmarks.workload import make_city
from pilot.city.city import City
from pilot.city.reading.load import load_city, shipped_city
from pilot.evaluation import evaluate
from pilot.evaluation.comparing.compare import Comparison, compare
from pilot.evaluation.comparing.gains import gains_by
from pilot.evaluation.everybody.totals import rule_totals
from pilot.evaluation.kernel.columns import columns_of
from pilot.report.receipt import Receipt
from pilot.ruleset.editing import read_draft
from pilot.ruleset.reading.load import read_ruleset
from pilot.ruleset.reading.shipped import shipped_rulesets

HERE = Path(__file__).parent
AS_OF = dt.date(2024, 12, 31)
MANY_RULES = 507
FROM_NOTHING, CHANGE = "ledger, from nothing", "from the changed text to its impact"
NOTES = (
    "A change gives one rule's points another number, never seen before, in the text of a ruleset that is known.",
    "From the text to the impact: reading, evaluating, comparing with what it was, and all that a screen shows of it.",
    "Shown: directions, one grouping, the twelve most moved, consequences, lists, rules met or without effect, totals.",
    "The ledger from nothing is one evaluation of the city with nothing remembered; the text has been read before.",
    f"{MANY_RULES} rules: those of the shipped ruleset `rongcheng` over and over, each time under other ids.",
)


@dataclass(frozen=True)
class Case:
    """A city and the text of a ruleset; `rule` is the id of the one that is changed."""

    name: str
    city: City
    text: str
    rule: str


def cases() -> list[Case]:
    """The shipped city under the shipped ruleset and under one of very many rules, and a city of 10,000 residents."""
    lantern_ford, rongcheng = load_city(shipped_city()), shipped_rulesets()["rongcheng"].read_text(encoding="utf-8")
    workload = (HERE / "ruleset.yaml").read_text(encoding="utf-8")
    return [
        Case("600", lantern_ford, rongcheng, "utility-arrears"),
        Case(f"600, {MANY_RULES} rules", lantern_ford, with_rules(rongcheng, MANY_RULES), "utility-arrears"),
        Case("10,000", make_city(10_000), workload, "bill-late"),
    ]


def with_rules(text: str, size: int) -> str:
    """A ruleset's text with so many rules: its own over and over, under other ids."""
    before, rules, after = re.split(r"^rules:\n|^(?=lists:)", text, flags=re.MULTILINE)
    head, *own = re.split(r"^(?=  - id: )", rules, flags=re.MULTILINE)
    more = [re.sub(r"^  - id: (\S+)", rf"  - id: \1-{turn}", rule) for turn in range(1, size) for rule in own]
    return f"{before}rules:\n{head}{''.join([*own, *more][:size])}{after}"


class _EditedText:
    """One rule's points changed in the text, each time to a number not seen before."""

    def __init__(self, case: Case) -> None:
        self.case, self.text = case, case.text
        self.before = evaluate(read_ruleset(case.text, "before"), case.city, AS_OF)
        self._points = count(-21, -1)
        impact(compare(self.before, self.before))

    def make_ready(self) -> None:
        """The next text."""
        head, rule, tail = self.case.text.partition(f"id: {self.case.rule}\n")
        self.text = head + rule + re.sub(r"points: -?\d+", f"points: {next(self._points)}", tail, count=1)

    def run(self) -> Comparison:
        """From the text to all that a screen shows of the change."""
        comparison = compare(self.before, evaluate(read_draft(self.text, name="after").ruleset, self.case.city, AS_OF))
        impact(comparison)
        return comparison


def impact(comparison: Comparison) -> tuple[object, ...]:
    """Every part of what a change does to everybody."""
    return (
        Receipt.of(comparison.after),
        comparison.directions("person"),
        comparison.directions("company"),
        gains_by(comparison, "district"),
        comparison.most_moved(12),
        comparison.consequences,
        comparison.lists,
        comparison.newly_idle,
        comparison.newly_met,
        comparison.nothing_changed,
        comparison.unchanged_because,
        rule_totals(comparison.after),
    )


def run(rounds: int, echo: Echo) -> Report:
    """Measures all cases one after the other, both contenders of a case in turn."""
    before = load()
    rows: list[FigureRow] = []
    bars: list[Bar] = []
    for case in cases():
        echo(case.name)
        times = _measured(case, rounds, echo)
        rows += [FigureRow(case.name, name, time.typical_wall, time.typical_cpu) for name, time in times.items()]
        change, whole = times[CHANGE], times[FROM_NOTHING]
        label = f"{CHANGE}, over a {FROM_NOTHING}"
        bars.append(Bar(case.name, label, change.over(whole), change.cpu_over(whole), "at most", None))
    title = "From a change to its impact"
    return Report(machine(before), rounds, NOTES, tuple(rows), tuple(bars), title, "benchmarks.impact")


def _measured(case: Case, rounds: int, echo: Echo) -> Mapping[str, Times]:
    """The times of one case; whoever runs first finds the same memory as whoever runs last."""
    edit, ruleset, memo = _EditedText(case), read_ruleset(case.text, "text"), columns_of(case.city).memo

    def remember() -> None:
        edit.make_ready()
        evaluate(ruleset, case.city, AS_OF).standing  # noqa: B018 - a table is laid out when it is first read

    whole: Callable[[], object] = lambda: evaluate(ruleset, case.city, AS_OF).ledger  # noqa: E731
    return race([Contender(FROM_NOTHING, whole, memo.clear), Contender(CHANGE, edit.run, remember)], rounds, echo)


def main() -> None:
    """Reads the command line, measures, prints, and writes what was requested."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.impact", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--write", action="store_true", help="put the result into benchmarks/RESULTS.md")
    given = parser.parse_args()
    report = run(given.rounds, print)
    print(f"\n{report.as_text()}")
    if given.write:
        report.write(HERE / "RESULTS.md")


if __name__ == "__main__":
    main()
