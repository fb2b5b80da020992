"""What the server does once, before the first visitor comes."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from pilot.views.parts import visitor, world

MIDDLEWARE = [visitor.MIDDLEWARE, Middleware(GZipMiddleware, minimum_size=1024)]
"""A browser is recognised when it comes again. Its first visit loads megabytes of scripts, a third compressed."""


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:  # noqa: ARG001 (the server hands itself over)
    """Imports and evaluates the shipped defaults, then takes what is loaded out of the garbage collector's rounds.

    Streamlit collects garbage after every run; over pandas and Altair that costs a tenth of a second each time.
    """
    world.warm()
    gc.collect()
    gc.freeze()
    yield {}
