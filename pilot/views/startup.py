"""What the server does once, before the first visitor comes."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pilot.views.server import compressed, guarded, uploads, visitor
from pilot.views.server.open_files import raise_limit
from pilot.views.visit import own_drafts, world

MIDDLEWARE = [guarded.MIDDLEWARE, visitor.MIDDLEWARE, uploads.MIDDLEWARE, compressed.MIDDLEWARE]
"""Every answer carries the headers that guard a page; a browser is recognised when it comes again, and what it sends is
bounded. Its first visit loads megabytes of scripts, a third compressed.
"""

TIDIED_EVERY = 60
"""Seconds from one full collection of garbage to the next, and from one settling of the workshop's file."""
_ROUNDS = (50_000, 20, 1_000_000)
"""Python's own rounds look at the young alone: one change makes some ten thousand objects, most of them short-lived."""


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:  # noqa: ARG001 (the server hands itself over)
    """Imports and evaluates the shipped defaults, then takes what is loaded out of the garbage collector's rounds.

    A full collection over all that is kept for forty people holds everybody up for a fifth of a second. Streamlit would
    make one after every run, which `runner.postScriptGC` in the configuration turns off; it comes by the clock instead.
    """
    raise_limit()
    world.warm()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_ROUNDS)
    tidying = asyncio.create_task(_tidied())
    try:
        yield {}
    finally:
        tidying.cancel()
        own_drafts.close()


async def _tidied() -> None:
    while True:
        await asyncio.sleep(TIDIED_EVERY)
        gc.collect()
        await asyncio.to_thread(own_drafts.settle)
