"""What every browser loads is compressed once, whoever asks for it, and everything else is left to the app."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass, field

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pilot.views.server import compressed, served
from tests import own_loop

SCRIPT = "let colour = 'red';\n" * 500


@dataclass
class App:
    """Answers like Streamlit's server, and tells what it was asked for and whether it might compress it."""

    requests: list[tuple[str, bool]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        self.requests.append((request.url.path, "accept-encoding" in request.headers))
        await asyncio.sleep(0)
        await self.answer(request)(scope, receive, send)

    def answer(self, request: Request) -> Response:
        if "if-none-match" in request.headers:
            return Response(status_code=304)
        if request.url.path.endswith(".js"):
            return Response(SCRIPT, media_type="text/javascript", headers={"ETag": '"1"'})
        if request.url.path.endswith("small.css"):
            return Response("p {}", media_type="text/css")
        if request.url.path.endswith("gone"):
            return PlainTextResponse("gone", status_code=404)
        return HTMLResponse("<p>a page</p>" * 200)


@pytest.fixture
def app() -> App:
    return App()


def answers(app: App, *paths: str, query: str = "", **headers: str) -> list[tuple[int, dict[str, str], bytes]]:
    """Status, headers and body of what browsers get that ask at the same time."""
    sent = {"accept-encoding": "gzip, br", **{name.replace("_", "-"): value for name, value in headers.items()}}
    once: ASGIApp = compressed.MIDDLEWARE.cls(app)  # type: ignore[call-arg, assignment]

    async def one(path: str) -> tuple[int, dict[str, str], bytes]:
        sent_back: list[Message] = []
        given = [(name.encode(), value.encode()) for name, value in sent.items()]
        scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": given}

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            sent_back.append(message)

        await once(scope, receive, send)
        names = {name.decode(): value.decode() for name, value in sent_back[0]["headers"]}
        return sent_back[0]["status"], names, b"".join(message.get("body", b"") for message in sent_back[1:])

    async def all_of_them() -> list[tuple[int, dict[str, str], bytes]]:
        return list(await asyncio.gather(*map(one, paths)))

    return own_loop.run(all_of_them())


def test_of_forty_who_ask_at_once_the_app_answers_the_first(app: App) -> None:
    found = answers(app, *["/static/js/index.abc.js"] * 40)

    assert [("/static/js/index.abc.js", False)] == app.requests
    assert {SCRIPT} == {gzip.decompress(body).decode() for _, _, body in found}
    for status, headers, body in found:
        assert 200 == status
        assert ("gzip", str(len(body)), "Accept-Encoding") == tuple(
            headers[name] for name in ("content-encoding", "content-length", "vary")
        )
        assert '"1"' == headers["etag"]


def test_our_own_scripts_are_kept_under_their_address_of_now(app: App) -> None:
    path, _, query = served.address(served.AMENDING).partition("?")

    answers(app, *[f"/{path}"] * 3, query=query)
    answers(app, f"/{path}", query="of=another")

    assert [(f"/{path}", False), (f"/{path}", True)] == app.requests


@pytest.mark.parametrize("path", ["/static/page", "/static/gone", "/static/small.css", "/workshop"])
def test_a_page_a_missing_file_and_a_small_one_are_not_kept(app: App, path: str) -> None:
    found = answers(app, path, path)

    assert [path, path] == [requested for requested, _ in app.requests]
    assert all("content-encoding" not in headers for _, headers, _ in found)


def test_whoever_has_the_file_already_hears_so_from_the_app(app: App) -> None:
    assert [304] == [status for status, _, _ in answers(app, "/static/index.js", if_none_match='"1"')]
