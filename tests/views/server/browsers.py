"""Browsers that visit a server, without their windows."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from threading import Thread

from benchmarks.serving import Server
from benchmarks.visits import Visit


class Visits:
    """Visits of browsers, which live in a thread of their own: the browser tests leave a loop running in this one."""

    def __init__(self, server: Server) -> None:
        self.server, self.opened = server, list[Visit]()
        self.loop = asyncio.new_event_loop()
        self.thread = Thread(target=self.loop.run_forever)
        self.thread.start()

    def open(self, cookie: str | None = None, screen: str = "", earlier: str = "") -> Visit:
        """A visit to a screen by a browser with this cookie, or a new one."""
        visit = Visit(self.server.address, cookie)
        self.opened.append(visit)
        self._run(visit.open(screen, earlier=earlier))
        return visit

    def leave(self, visit: Visit) -> None:
        """Ends a visit as a closed tab does."""
        self._run(visit.close())

    def close(self) -> None:
        """Ends all of them."""
        for visit in self.opened:
            self.leave(visit)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def _run(self, work: Coroutine[object, object, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result()
