"""What a browser is told with every answer: which scripts may run, where things may come from, who may frame a page.

Everything comes from this server alone. Even markup that some fault let through could then neither run a script nor
send anything elsewhere. And the server's own statistics, which tell who is here, are closed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CLOSED = re.compile(r"/_stcore/(metrics|agent(/.*)?)/?$")
"""The server's statistics, and Streamlit's way to lead a visit without a browser."""
_PAGE = Path(streamlit.__file__).parent / "static" / "index.html"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?")
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
)


@cache
def _in_page() -> Sequence[str]:
    """The digests of the scripts that stand in Streamlit's own page."""
    found = _INLINE.findall(_PAGE.read_text(encoding="utf-8"))
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in found)
    return [f"'sha256-{digest}'" for digest in digests]


@lru_cache(maxsize=64)
def policy(host: str) -> str:
    """The Content-Security-Policy for a server that the browser calls by this name.

    Streamlit loads a component's script from a blob; its styles are made as they are needed. Some browsers do not take
    a socket to the same server for the server itself.
    """
    sockets = [f"ws://{host}", f"wss://{host}"] if _HOST.fullmatch(host) else []
    allowed = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "blob:", *_in_page()],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'", *sockets],
        "object-src": ["'none'"],
        "frame-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in allowed.items())


class _Guarded:
    """Answers as the app does, with the headers that guard the page, and not at all where it is closed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Adds the headers to every answer, errors included; a socket has none."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("host", "")
        headers = [*_ALWAYS, (b"content-security-policy", policy(given[:255]).encode("ascii", "ignore"))]

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *headers]}
            await send(message)

        closed = CLOSED.search(str(scope["path"]))
        answer: ASGIApp = PlainTextResponse("Not Found", status_code=404) if closed else self.app
        await answer(scope, receive, guarded)


MIDDLEWARE = Middleware(_Guarded)
