"""Files that visitors send: into their own visits alone, up to a bound for each browser, each address, and all.

Streamlit takes a file before any screen knows of it, into any visit whose number is given, and bounds only its size.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import Final, NamedTuple, cast

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from pilot.views.server import visitor

MOST_OF_A_BROWSER: Final = 150_000_000
MOST_OF_ALL: Final = 600_000_000
MOST_OF_AN_ADDRESS: Final = MOST_OF_ALL // 2
"""Bytes that are held or on their way at one time."""
_NAMED = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)/?$")

MultiPartParser.spool_max_size = MOST_OF_ALL  # a larger file would be put on disk while it comes


class _Upload(NamedTuple):
    """A file of a visit: who sent it, from where, and how many bytes it has."""

    browser: str
    address: str
    size: int


class _Bounded:
    """Answers as the app does, but for files that go to somebody else's visit or are too much."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._sent: dict[tuple[str, str], _Upload] = {}
        self._under_way: dict[Hashable, _Upload] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a file through where there is room for it."""
        is_file = scope["type"] == "http" and scope["method"] in ("PUT", "DELETE")
        named = _NAMED.search(str(scope["path"])) if is_file else None
        if named is None:
            await self.app(scope, receive, send)
            return
        visit, file = named.groups()
        browser = visitor.identity(scope)
        if browser is None or not _is_of(visit, browser):
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0" if scope["method"] == "DELETE" else "")
        if not re.fullmatch(r"[0-9]{1,12}", length):
            await PlainTextResponse("The length has to be given.", status_code=411)(scope, receive, send)
            return
        upload = _Upload(browser, str((scope.get("client") or ("",))[0]), int(length))
        if upload.size and (bound := self._passed(upload)):
            if upload.size <= bound:  # heard to its end and let go, for a browser listens to no answer before
                await _heard(receive)
            await PlainTextResponse(f"At most {bound:,} bytes are held.", status_code=413)(scope, receive, send)
            return
        await self._let_through((visit, file), upload, scope, receive, send)

    async def _let_through(
        self, named: tuple[str, str], upload: _Upload, scope: Scope, receive: Receive, send: Send
    ) -> None:
        turn = object()
        self._under_way[turn] = upload
        try:
            await self.app(scope, receive, send)
            self._sent[named] = upload
        finally:
            del self._under_way[turn]

    def _passed(self, upload: _Upload) -> int:
        """The bound that it would pass; 0 where there is room for it."""
        held = [upload, *self._under_way.values(), *self._held()]
        for bound, size in (
            (MOST_OF_A_BROWSER, sum(other.size for other in held if other.browser == upload.browser)),
            (MOST_OF_AN_ADDRESS, sum(other.size for other in held if other.address == upload.address)),
            (MOST_OF_ALL, sum(other.size for other in held)),
        ):
            if size > bound:
                return bound
        return 0

    def _held(self) -> Iterator[_Upload]:
        """What is in the server's memory; of what is gone nothing is remembered."""
        there = _files()
        self._sent = {named: upload for named, upload in self._sent.items() if named in there}
        yield from self._sent.values()


async def _heard(receive: Receive) -> None:
    while (await receive()).get("more_body"):
        pass


def _files() -> set[tuple[str, str]]:
    """The files that are held, each by its visit and its own number."""
    manager = cast(MemoryUploadedFileManager, Runtime.instance().uploaded_file_mgr)
    return {(visit, file) for visit, files in list(manager.file_storage.items()) for file in list(files)}


def _is_of(visit: str, browser: str) -> bool:
    """Whether this browser began the visit; Streamlit ties one to the other, and offers no open way to ask."""
    found = Runtime.instance()._session_mgr.get_active_session_info(visit)
    return found is not None and found.session.matches_user_info({visitor.USER: browser})


MIDDLEWARE = Middleware(_Bounded)
