"""The page comes with our script before any of the framework's, and whole."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from pilot.views.server import first_script, served
from tests import own_loop

PAGE = "<html><head><script>first()</script><script>second()</script></head></html>"


def answer(path: str) -> tuple[dict[str, str], str]:
    """Headers and body of what the server answers."""

    def page(request: Request) -> Response:
        return HTMLResponse(PAGE)

    def text(request: Request) -> Response:
        return PlainTextResponse(PAGE)

    app = Starlette(routes=[Route("/page", page), Route("/text", text)], middleware=[first_script.MIDDLEWARE])
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    own_loop.run(app(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(message.get("body", b"") for message in sent[1:]).decode()


def test_a_page_names_our_script_before_the_first_of_its_own_and_says_how_long_it_is() -> None:
    headers, body = answer("/page")

    tag = f'<script type="module" src="./{served.address(served.HISTORY)}"></script>'
    assert PAGE.replace("<script>first", f"{tag}<script>first") == body
    assert str(len(body)) == headers["content-length"]


def test_whatever_is_no_page_passes_as_it_is() -> None:
    headers, body = answer("/text")

    assert PAGE == body
    assert str(len(PAGE)) == headers["content-length"]
