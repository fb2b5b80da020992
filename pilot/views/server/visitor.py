"""Who comes again: a random word in a cookie, by which a visitor finds their drafts after a reload."""

from __future__ import annotations

import hashlib
import re
import secrets
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "points_pilot_visitor"
DAYS = 60
IDENTITY, USER = b"x-points-pilot-visitor", "visitor"
"""The header in which the server is told whose visit it is, and what Streamlit calls that; as in the configuration."""
_WORD = re.compile(r"[A-Za-z0-9_-]{32,64}")


def token() -> str:
    """The visitor's word; one for this visit alone where the browser keeps no cookie."""
    kept = st.context.cookies.get(COOKIE)
    if isinstance(kept, str) and _WORD.fullmatch(kept):
        return kept
    made: str = st.session_state.setdefault("_visitor", secrets.token_urlsafe(32))
    return made


def network_address() -> str:
    """Where the visitor comes from, which a class may share; kept in memory alone, for those who guess."""
    address = st.context.ip_address
    return address if isinstance(address, str) else "this machine"


class _Recognised:
    """Hands every browser that has none a word of its own, with the first page that it loads.

    And ties each visit to the word: whoever has read a visit's number off somebody's screen cannot go on with it. The
    server holds the identity in the header against that of the visit, see `server.trustedUserHeaders` in the
    configuration.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the app does, with the cookie on pages."""
        if scope["type"] == "websocket":
            await self.app(_identified(scope), receive, send)
            return
        if scope["type"] != "http" or _word(scope) is not None:
            await self.app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", _cookie())
            await send(message)

        await self.app(scope, receive, marked)


def _identified(scope: Scope) -> Scope:
    """With the visitor's identity in a header, whatever the client wrote there; one for once where there is no word."""
    found = identity(scope) or hashlib.sha256(secrets.token_bytes()).hexdigest()
    others = [(name, value) for name, value in scope["headers"] if name != IDENTITY]
    return {**scope, "headers": [*others, (IDENTITY, found.encode())]}


def identity(scope: Scope) -> str | None:
    """By what a browser is known to the server; None for one that has no word."""
    word = _word(scope)
    return None if word is None else hashlib.sha256(word.encode()).hexdigest()


def _word(scope: Scope) -> str | None:
    """The word in the cookie, if there is one that may be one."""
    for name, value in scope["headers"]:
        if name == b"cookie":
            with suppress(CookieError):
                found = SimpleCookie(value.decode("latin-1")).get(COOKIE)
                return found.value if found is not None and _WORD.fullmatch(found.value) else None
    return None


def _cookie() -> str:
    age = DAYS * 24 * 3600
    return f"{COOKIE}={secrets.token_urlsafe(32)}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax"


MIDDLEWARE = Middleware(_Recognised)
