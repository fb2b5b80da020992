"""Independent pieces of work done on two threads; NumPy and Arrow let go of the interpreter inside their loops."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

T = TypeVar("T")
S = TypeVar("S")
P = ParamSpec("P")

WORTH_A_THREAD = 500_000
_POOL = ThreadPoolExecutor(max_workers=2, thread_name_prefix="evaluation")


def in_parallel(work: Callable[[S], T], pieces: Iterable[S], rows: int) -> list[T]:
    """The result of `work` for each piece, in order. The pieces must not wait for one another.

    `rows` says how much there is to do in all; too little is not worth a second thread.
    """
    return list(_POOL.map(work, pieces) if rows >= WORTH_A_THREAD else map(work, pieces))


def meanwhile(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
    """Begins a piece of work and goes on; ask for its `.result()` when it is needed."""
    return _POOL.submit(work, *args, **kwargs)
