"""Who comes again: a random word in a cookie, by which a visitor finds their drafts after a reload."""

from __future__ import annotations

import re
import secrets
from http.cookies import CookieError, SimpleCookie

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "points_pilot_visitor"
DAYS = 60
_WORD = re.compile(r"[A-Za-z0-9_-]{32,64}")


def token() -> str:
    """The visitor's word; one for this visit alone where the browser keeps no cookie."""
    kept = st.context.cookies.get(COOKIE)
    if isinstance(kept, str) and _WORD.fullmatch(kept):
        return kept
    made: str = st.session_state.setdefault("_visitor", secrets.token_urlsafe(32))
    return made


def device() -> str:
    """What tells one machine from another when codes are guessed; kept nowhere."""
    address = st.context.ip_address
    return address if isinstance(address, str) else "this machine"


class _Recognised:
    """Hands every browser that has none a word of its own, with the first page that it loads."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the app does, with the cookie on pages."""
        if scope["type"] != "http" or _known(scope):
            await self.app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", _cookie())
            await send(message)

        await self.app(scope, receive, marked)


def _known(scope: Scope) -> bool:
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                found = SimpleCookie(value.decode("latin-1")).get(COOKIE)
            except CookieError:
                return False
            return found is not None and _WORD.fullmatch(found.value) is not None
    return False


def _cookie() -> str:
    age = DAYS * 24 * 3600
    return f"{COOKIE}={secrets.token_urlsafe(32)}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax"


MIDDLEWARE = Middleware(_Recognised)
