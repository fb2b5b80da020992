"""Contenders timed in turn, round after round, in one process, so that a busy moment falls on all of them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Echo = Callable[[str], None]


def nothing() -> None:
    """What a contender prepares that has nothing to prepare."""


@dataclass(frozen=True)
class Contender:
    """Something to time: `run` counts, `prepare` (caches cleared, an edit made ready) does not."""

    name: str
    run: Callable[[], object]
    prepare: Callable[[], object] = nothing


@dataclass(frozen=True)
class Times:
    """One contender's seconds, a figure a round: on the wall clock, and of this process on all cores together."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    @property
    def typical_wall(self) -> float:
        """The median round."""
        return median(self.wall)

    @property
    def typical_cpu(self) -> float:
        """The median round."""
        return median(self.cpu)

    def over(self, other: Times) -> float:
        """How many times as long as the other it took on the wall clock: the median of the rounds' ratios."""
        return median(mine / theirs for mine, theirs in zip(self.wall, other.wall, strict=True))

    def cpu_over(self, other: Times) -> float:
        """The same for the time of the cores."""
        return median(mine / theirs for mine, theirs in zip(self.cpu, other.cpu, strict=True))


def race(contenders: Sequence[Contender], rounds: int, echo: Echo) -> Mapping[str, Times]:
    """Times every contender once a round, each round beginning with another; the first round is thrown away."""
    taken: dict[str, list[tuple[float, float]]] = {contender.name: [] for contender in contenders}
    for number in range(rounds + 1):
        first = number % len(contenders)
        for contender in (*contenders[first:], *contenders[:first]):
            seconds = _timed(contender)
            if number:
                taken[contender.name].append(seconds)
        echo(f"round {number} of {rounds}" if number else "warmed up")
    return {name: Times(tuple(w for w, _ in seconds), tuple(c for _, c in seconds)) for name, seconds in taken.items()}


def _timed(contender: Contender) -> tuple[float, float]:
    """Wall and process seconds of one run, garbage collected before it and not during it."""
    contender.prepare()
    gc.collect()
    gc.disable()
    try:
        wall, cpu = time.perf_counter(), time.process_time()
        result = contender.run()
        seconds = time.perf_counter() - wall, time.process_time() - cpu
        del result
    finally:
        gc.enable()
    return seconds
