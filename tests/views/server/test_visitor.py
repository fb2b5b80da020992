"""A browser is recognised when it comes again, and the address of a room is one that others can reach."""

from __future__ import annotations

from http.cookies import SimpleCookie

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from pilot.views.server import reachable, visitor
from tests import own_loop


def headers(path: str, cookie: str = "") -> dict[str, str]:
    """What the app answers to a browser with such a cookie."""
    routes = [
        Route("/", lambda request: HTMLResponse("<p>a page</p>")),
        Route("/file", lambda request: PlainTextResponse("a file")),
    ]
    app = Starlette(routes=routes, middleware=[visitor.MIDDLEWARE])
    sent = [(b"cookie", cookie.encode())] if cookie else []
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": sent}
    sent_back: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request"}

    async def send(message: dict[str, object]) -> None:
        sent_back.append(message)

    own_loop.run(app(scope, receive, send))
    return {name.decode(): value.decode() for name, value in sent_back[0]["headers"]}


def word_of(answer: dict[str, str]) -> str:
    return SimpleCookie(answer["set-cookie"])[visitor.COOKIE].value


def test_a_browser_gets_a_word_of_its_own_with_its_first_page_and_keeps_it() -> None:
    word = word_of(headers("/"))
    assert len(word) >= 32
    assert "set-cookie" not in headers("/", f"{visitor.COOKIE}={word}")
    assert word != word_of(headers("/"))


def test_scripts_of_a_page_cannot_read_the_word() -> None:
    cookie = SimpleCookie(headers("/")["set-cookie"])[visitor.COOKIE]
    assert cookie["httponly"]
    assert "Lax" == cookie["samesite"]


def test_files_bring_no_word_and_a_broken_one_is_replaced() -> None:
    assert "set-cookie" not in headers("/file")
    assert visitor.COOKIE in headers("/", f"{visitor.COOKIE}=<script>")["set-cookie"]


def test_the_address_of_a_room_becomes_an_image_that_holds_it() -> None:
    picture = reachable.picture("http://192.0.2.7:8501/room?room=ABC-DEF")
    assert picture.startswith('<img alt="The address as a QR code" src="data:image/png')
    assert picture != reachable.picture("http://192.0.2.7:8501/room?room=ABC-DEG")
