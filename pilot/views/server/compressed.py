"""What every browser loads is compressed once, for whoever comes first.

Else megabytes of scripts would be compressed again for each of forty people who come at once, and everybody who is at
work already would wait for it.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pilot.views.server import served

_LEVEL = 6
_SMALLEST = 1024
_TEXT = ("text/javascript", "application/javascript", "text/css", "application/json", "image/svg+xml")


class _Once:
    """Keeps compressed answers for files whose address changes with their content; all else passes through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, Sequence[Message]] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the app does."""
        name = _name(scope)
        if name is None:
            await self.app(scope, receive, send)
            return
        answer = self._kept.get(name)
        if answer is None:
            async with self._turns.setdefault(name, asyncio.Lock()):
                answer = self._kept.get(name) or await self._made(name, scope, receive)
            self._turns.pop(name, None)
        for message in answer:
            await send({**message})

    async def _made(self, name: str, scope: Scope, receive: Receive) -> Sequence[Message]:
        start, body = await _plain_answer(self.app, scope, receive)
        if start["status"] != 200 or len(body) < _SMALLEST or not _is_text(Headers(scope=start)):
            return start, {"type": "http.response.body", "body": body}
        small = await asyncio.to_thread(gzip.compress, body, _LEVEL)
        headers = MutableHeaders(scope=start)
        headers.update({"content-encoding": "gzip", "content-length": str(len(small)), "vary": "Accept-Encoding"})
        self._kept[name] = start, {"type": "http.response.body", "body": small}
        return self._kept[name]


def _name(scope: Scope) -> str | None:
    """Under which name the answer is kept; None where it is none of these files, or not asked for whole and compressed.

    Streamlit's own files have their fingerprint in their names, ours behind them.
    """
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    headers = Headers(scope=scope)
    if "gzip" not in headers.get("accept-encoding", ""):
        return None
    if any(name in headers for name in ("range", "if-none-match", "if-modified-since")):
        return None
    path = str(scope["path"])
    if "/static/" in path or served.is_current(path, scope["query_string"].decode("latin-1")):
        return path
    return None


async def _plain_answer(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
    """How the app's answer begins, and its body, uncompressed."""
    messages: list[Message] = []

    async def take(message: Message) -> None:
        messages.append(message)

    others = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    await app({**scope, "headers": others}, receive, take)
    return messages[0], b"".join(message.get("body", b"") for message in messages[1:])


def _is_text(headers: Headers) -> bool:
    return headers.get("content-type", "").startswith(_TEXT)


MIDDLEWARE = Middleware(_Once)
