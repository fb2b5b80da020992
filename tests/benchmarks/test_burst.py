"""The class of `benchmarks.burst`, small and quick: everybody who comes sees the whole screen."""

from __future__ import annotations

from benchmarks.burst import Burst
from benchmarks.serving import served
from tests import own_loop


def test_everybody_who_comes_at_once_has_the_screen() -> None:
    with served() as server:
        came = own_loop.run(Burst(people=5, within=0.2, seed=1).run(server))
        assert (5, []) == (len(came.waits), came.errors)
