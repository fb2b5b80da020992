"""A thousand drawings of what Honest Shanghai leaves open, beside one evaluation: `python -m benchmarks.draws`.

Both over the shipped city, in turns, in one process; the engine's memory of earlier results is cleared before each
evaluation. Bar: at most twenty times one evaluation with its whole ledger.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from pilot.city.reading.load import load_city, shipped_city
from pilot.disclosure.opacity.measures import DRAWINGS, SEED
from pilot.evaluation import evaluate
from pilot.evaluation.assess import last_day
from pilot.evaluation.everybody.open_points import draw, grades_drawn
from pilot.evaluation.kernel.columns import columns_of
from pilot.ruleset.reading.load import load_ruleset

ROUNDS = 9
MOST = 20


def timed(work: Callable[[], object]) -> float:
    """The seconds that a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measured(rounds: int = ROUNDS) -> tuple[float, float]:
    """The median seconds of one evaluation and of the drawings."""
    city, ruleset = load_city(shipped_city()), load_ruleset("honest-shanghai")
    drawn = draw(ruleset, DRAWINGS, SEED)
    assessment = evaluate(ruleset, city, last_day(city))

    def evaluated() -> object:
        columns_of(city).memo.clear()
        return evaluate(ruleset, city, last_day(city)).ledger

    grades_drawn(assessment, drawn)
    pairs = [(timed(evaluated), timed(lambda: grades_drawn(assessment, drawn))) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def main() -> None:
    """Prints both times and their ratio."""
    once, all_drawings = measured()
    ratio = all_drawings / once
    verdict = "met" if ratio <= MOST else "missed"
    print(f"one evaluation {once * 1000:.1f} ms, {DRAWINGS:,} drawings {all_drawings * 1000:.1f} ms")
    print(f"ratio {ratio:.1f}, at most {MOST}: {verdict}")


if __name__ == "__main__":
    main()
