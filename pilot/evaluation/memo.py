"""Results that are kept: a memory by what they follow from, bounded by bytes, and a result made on demand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, Final, Generic, TypeVar, cast

from pilot.evaluation.weights import bytes_of

T = TypeVar("T")
MOST: Final = 100_000_000
"""Bytes that are kept where nothing else is said."""


class Memo:
    """Keeps the results used last, up to a number of entries and of bytes; safe to share between threads.

    Who comes while a result is being made waits for it. `weigh` gives the bytes of a result, which are reckoned when it
    is made and, since some grow, whenever it is `weighed_again` in use. The last one is kept whatever it weighs.
    """

    def __init__(
        self, entries: int, most: int = MOST, weigh: Callable[[Any], int] = bytes_of, *, weighed_again: bool = False
    ) -> None:
        self._entries, self._most, self._weigh, self._weighed_again = entries, most, weigh, weighed_again
        self._kept: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._making: dict[Hashable, RLock] = {}
        self._lock = Lock()
        self.bytes = 0

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under `key`, made now if nothing is."""
        found = self._found(key)
        if found is not None:
            return cast(T, found[0])
        with self._lock:
            turn = self._making.setdefault(key, RLock())
        try:
            with turn:
                found = self._found(key)
                if found is not None:
                    return cast(T, found[0])
                made = make()
                self._keep(key, made)
                return made
        finally:
            with self._lock:
                self._making.pop(key, None)

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._kept.clear()
            self.bytes = 0

    def _found(self, key: Hashable) -> tuple[object, int] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
        if found is not None and self._weighed_again:
            self._keep(key, found[0])
        return found

    def _keep(self, key: Hashable, value: object) -> None:
        size = self._weigh(value)
        with self._lock:
            _, before = self._kept.pop(key, (None, 0))
            self._kept[key] = value, size
            self.bytes += size - before
            while len(self._kept) > 1 and (len(self._kept) > self._entries or self.bytes > self._most):
                _, (_, gone) = self._kept.popitem(last=False)
                self.bytes -= gone


class OnDemand(Generic[T]):
    """A result that is made when it is first read, and kept; safe to share between threads."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: list[T] = []
        self._lock = RLock()

    @property
    def is_made(self) -> bool:
        """Whether somebody has read it."""
        return bool(self._made)

    def __call__(self) -> T:
        """The result, made now if it was not before."""
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]
