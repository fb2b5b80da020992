"""The one page that the app is: Streamlit's own, with our script before its scripts, so that Back does what it says."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pilot.views.server import served

_BEFORE = b"<script"
_TAG = Markup('<script type="module" src="./{}"></script>')


class _WithScript:
    """Answers as the app does, a page with the script in it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Holds a page back until the whole of it is there; it is small."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        held: list[Message] = []

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                held.append(message)
            elif not held:
                await send(message)
            else:
                held.append(message)
                if not message.get("more_body", False):
                    for part in _with_script(held):
                        await send(part)

        await self.app(scope, receive, hold)


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    plain = "content-encoding" not in headers and start["status"] == 200
    return plain and headers.get("content-type", "").startswith("text/html")


def _with_script(held: Sequence[Message]) -> Sequence[Message]:
    start, body = dict(held[0]), b"".join(message.get("body", b"") for message in held[1:])
    tag = _TAG.format(served.address(served.HISTORY)).encode()
    whole = body.replace(_BEFORE, tag + _BEFORE, 1)
    if "content-length" in (headers := MutableHeaders(scope=start)) and body:
        headers["content-length"] = str(len(whole))
    return start, {"type": "http.response.body", "body": whole}


MIDDLEWARE = Middleware(_WithScript)
