"""What the server gives to the components of a page, and for how long a browser may keep it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.requests import Request

from pilot.ruleset.model.json_schema import json_schema
from pilot.views.scripts.bundles import ASSETS
from pilot.views.server import served
from tests import own_loop


def answer(path: str, query: str) -> Any:
    scope = {"type": "http", "method": "GET", "path": f"/{path}", "query_string": query.encode(), "headers": []}
    endpoint: Callable[[Request], Any] = next(route for route in served.routes() if route.path == f"/{path}").endpoint
    return own_loop.run(endpoint(Request(scope)))


def test_a_file_may_be_kept_for_a_year_under_its_own_fingerprint_alone() -> None:
    path, _, query = served.address(served.SCHEMA).partition("?")

    assert json_schema() == json.loads(answer(path, query).body)
    assert "public, max-age=31536000, immutable" == answer(path, query).headers["cache-control"]
    assert "no-cache" == answer(path, "of=another").headers["cache-control"]


@pytest.mark.parametrize(("script", "name"), [(served.EDITOR, "editor.js"), (served.AMENDING, "amending.js")])
def test_a_bundle_is_served_as_it_was_built(script: str, name: str) -> None:
    path, _, query = served.address(script).partition("?")
    given = answer(path, query)

    assert (ASSETS / name).read_bytes() == given.body
    assert given.headers["content-type"].startswith("text/javascript")
