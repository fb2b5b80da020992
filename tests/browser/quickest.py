"""How many times as long one thing takes as another, on a machine that may be busy with something else."""

from __future__ import annotations

from collections.abc import Callable

LEAST_ROUNDS = 9
MOST_ROUNDS = 60


def times_as_long(one: Callable[[int], float], other: Callable[[int], float], *, most: float) -> float:
    """The quickest of one over the quickest of the other; both are given the number of the round and give seconds.

    What else the machine does can only make a round slower, so the quickest comes nearest to what the thing itself
    takes. Rounds go on until the ratio is at most `most`, which something that does take longer never comes to.
    """
    one(0), other(0)  # warms up
    quickest, other_quickest = float("inf"), float("inf")
    for number in range(1, MOST_ROUNDS + 1):
        quickest = min(quickest, one(number))
        other_quickest = min(other_quickest, other(number))
        if number >= LEAST_ROUNDS and quickest <= most * other_quickest:
            break
    return quickest / other_quickest
