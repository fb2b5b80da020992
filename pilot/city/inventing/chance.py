"""Chance for the generator, the same on every platform: everything is taken from uniform numbers of PCG64."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Draws:
    """A stream of chance of its own for each stage, so that a change in one leaves the others as they were."""

    def __init__(self, seed: int, stage: int) -> None:
        self._generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, stage])))

    def uniform(self, size: int) -> Floats:
        """Numbers from 0 up to, not including, 1."""
        return self._generator.random(size)

    def whole(self, low: ArrayLike, high: ArrayLike, size: int) -> Ints:
        """Whole numbers from `low` to `high`, both included, all alike."""
        span = np.asarray(high) - np.asarray(low) + 1
        return np.asarray(low + np.floor(self.uniform(size) * span), dtype=np.int64)

    def which(self, shares: Sequence[float] | Floats, size: int) -> Ints:
        """Places in `shares`, each as often as its share says."""
        ends = np.cumsum(np.asarray(shares, dtype=np.float64))
        return np.asarray(np.minimum(np.searchsorted(ends, self.uniform(size) * ends[-1], side="right"), len(ends) - 1))

    def happens(self, chance: float | Floats, size: int) -> NDArray[np.bool_]:
        """True as often as `chance` says, one by one."""
        return np.asarray(self.uniform(size) < chance)

    def counts(self, means: Floats) -> Ints:
        """How often something happens that happens `means` times on average (Poisson, means of up to 600)."""
        means = np.minimum(means, 600.0)  # beyond that the chance of never is too small to be a number
        left = self.uniform(len(means))
        counted = np.zeros(len(means), dtype=np.int64)
        chance = np.exp(-means)
        open_ = np.flatnonzero(left >= chance)
        left, chance, means = left[open_], chance[open_], means[open_]
        reached = chance.copy()
        while len(open_):
            counted[open_] += 1
            chance = chance * means / counted[open_]
            reached = reached + chance
            # Past the mean, a chance too small to move the sum ends the search, whatever was drawn.
            more = (left >= reached) & ((chance > 1e-18) | (counted[open_] < means))
            open_, left, chance, means, reached = open_[more], left[more], chance[more], means[more], reached[more]
        return counted

    def bell(self, size: int) -> Floats:
        """Close to normal with mean 0 and deviation 1, never beyond 3.5."""
        return np.asarray((sum(self.uniform(size) for _ in range(4)) - 2.0) * np.sqrt(3.0))

    def between(self, low: int, high: int, size: int) -> Ints:
        """Whole amounts from low to high, small ones more often: bell-shaped on a logarithmic scale."""
        middle = sum(self.uniform(size) for _ in range(3)) / 3.0
        return np.asarray(np.floor(low * np.power((high + 1) / low, middle)), dtype=np.int64)
