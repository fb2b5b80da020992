"""Files that a screen's components fetch from our own server: their scripts, and the ruleset's schema.

Each has its fingerprint in its address and may be kept for a year; a changed file has another address.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pilot.ruleset.model.json_schema import schema_text
from pilot.views.scripts.bundles import bundle

LOADER = bundle("loader")
"""The script of a component whose own is served: it fetches `data["source"]`, which shows itself in `data-served`."""
EDITOR = "scripts/editor.js"
AMENDING = "scripts/amending.js"
HISTORY = "scripts/history.js"
SCHEMA = "schema/ruleset.json"
_TYPES = {
    EDITOR: "text/javascript",
    AMENDING: "text/javascript",
    HISTORY: "text/javascript",
    SCHEMA: "application/json",
}


@lru_cache
def _content(path: str) -> bytes:
    if path == SCHEMA:
        return schema_text().encode()
    return bundle(path.removeprefix("scripts/").removesuffix(".js")).encode()


@lru_cache
def address(path: str) -> str:
    """The address of one of these files, relative to any screen's own."""
    return f"{path}?of={hashlib.sha256(_content(path)).hexdigest()[:16]}"


def _known(path: str) -> str | None:
    return next((known for known in _TYPES if path.endswith(f"/{known}")), None)


def is_current(path: str, query: str) -> bool:
    """Whether a request's path and query are the address of one of these files as it is now."""
    known = _known(path)
    return known is not None and f"{known}?{query}" == address(known)


async def _answer(request: Request) -> Response:
    path = _known(request.url.path)
    assert path is not None, "no other path leads here"
    kept = is_current(request.url.path, request.url.query)
    headers = {"Cache-Control": "public, max-age=31536000, immutable" if kept else "no-cache"}
    return Response(_content(path), media_type=_TYPES[path], headers=headers)


def routes() -> list[Route]:
    """For the server, below the path that it is told to serve everything under."""
    below = str(st.get_option("server.baseUrlPath")).strip("/")
    return [Route("/" + f"{below}/{path}".lstrip("/"), _answer) for path in _TYPES]
