"""Every answer of the server guards the page, and the screens still come; tried on what README starts."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from benchmarks.serving import Server, served
from pilot.views.server import guarded
from pilot.views.server.served import EDITOR


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with served() as running:
        yield running


def answer(server: Server, path: str) -> tuple[int, dict[str, str], str]:
    """Status, headers by their names in small letters, and text."""
    request = urllib.request.Request(f"{server.address}/{path}", headers={"Accept": "text/html"})
    try:
        response = urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        return response.status, headers, response.read().decode("utf-8", "replace")


@pytest.mark.xdist_group("guarded")
@pytest.mark.parametrize("path", ["", "room", EDITOR, "_stcore/health", "media/none.csv", "_stcore/metrics"])
def test_every_answer_carries_the_headers(server: Server, path: str) -> None:
    _, headers, _ = answer(server, path)
    assert "nosniff" == headers["x-content-type-options"]
    assert "DENY" == headers["x-frame-options"]
    assert "same-origin" == headers["referrer-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.xdist_group("guarded")
def test_a_page_may_run_its_own_scripts_and_no_other(server: Server) -> None:
    _, headers, page = answer(server, "")
    scripts = re.search(r"script-src ([^;]*)", headers["content-security-policy"])
    assert scripts is not None
    assert len(re.findall(r"<script>", page)) == scripts[1].count("'sha256-") == 1
    assert "unsafe" not in scripts[1]
    assert not re.search(r"\*|https?:", headers["content-security-policy"]), "nothing from elsewhere"


@pytest.mark.xdist_group("guarded")
@pytest.mark.parametrize(
    "path",
    [
        "_stcore/metrics", "_stcore/metrics/", "x/_stcore/metrics", "_stcore/%6Detrics",
        "_stcore/agent/openapi.json", "_stcore/agent/interact", "_stcore/agent/mcp", "_stcore/agent",
    ],
)  # fmt: skip
def test_the_servers_statistics_and_its_way_for_programs_are_closed(server: Server, path: str) -> None:
    status, _, text = answer(server, path)
    assert (404, "Not Found") == (status, text)


@pytest.mark.parametrize(
    ("host", "sockets"),
    [
        ("192.168.1.7:8501", "ws://192.168.1.7:8501 wss://192.168.1.7:8501"),
        ("[::1]:8501", "ws://[::1]:8501 wss://[::1]:8501"),
        ("here; script-src *", ""),
        ("", ""),
    ],
)
def test_a_socket_may_lead_to_where_the_browser_already_is_and_nowhere_else(host: str, sockets: str) -> None:
    found = next(part for part in guarded.policy(host).split("; ") if part.startswith("connect-src"))
    assert f"connect-src 'self' {sockets}".rstrip() == found
