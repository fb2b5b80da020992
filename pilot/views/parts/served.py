"""Files that a screen's scripts fetch from our own server: the editor's bundle and the ruleset's schema.

Each has its fingerprint in its address and may be kept for a year; a changed file has another address.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pilot.ruleset.schema import schema_text

EDITOR = "editor/editor.js"
SCHEMA = "schema/ruleset.json"
_TYPES = {EDITOR: "text/javascript", SCHEMA: "application/json"}
_BUNDLE = Path(__file__).parents[1] / "editor" / "assets" / "editor.js"


@lru_cache
def _content(path: str) -> bytes:
    return _BUNDLE.read_bytes() if path == EDITOR else schema_text().encode()


@lru_cache
def address(path: str) -> str:
    """The address of EDITOR or SCHEMA, relative to any screen's own."""
    return f"{path}?of={hashlib.sha256(_content(path)).hexdigest()[:16]}"


async def _answer(request: Request) -> Response:
    path = next(known for known in _TYPES if request.url.path.endswith(known))
    kept = f"{path}?{request.url.query}" == address(path)
    headers = {"Cache-Control": "public, max-age=31536000, immutable" if kept else "no-cache"}
    return Response(_content(path), media_type=_TYPES[path], headers=headers)


def routes() -> list[Route]:
    """For the server, below the path that it is told to serve everything under."""
    below = str(st.get_option("server.baseUrlPath")).strip("/")
    return [Route("/" + f"{below}/{path}".lstrip("/"), _answer) for path in _TYPES]
