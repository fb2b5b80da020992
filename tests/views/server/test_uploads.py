"""A visit belongs to the browser that began it, its files too, and they are bounded; tried on what README starts."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from http.cookies import SimpleCookie

import pytest

from benchmarks.serving import Server, served
from benchmarks.visits import cookie_of
from pilot.views.server import uploads
from tests.views.server.browsers import Visits

MB = 1_000_000


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with served() as running:
        yield running


@pytest.fixture
def visits(server: Server) -> Iterator[Visits]:
    with closing(Visits(server)) as opened:
        yield opened


def xsrf_of(server: Server) -> str:
    """The word with which Streamlit knows that its own page sends something."""
    with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=30) as answer:
        jar = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie")))
    return jar["_streamlit_xsrf"].value


def sent(server: Server, number: str, file: str, cookie: str, size: int = 10, method: str = "PUT") -> int:
    """The status with which a file of so many bytes is answered that goes to the visit of that number."""
    xsrf = xsrf_of(server)
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
    request = urllib.request.Request(
        f"{server.address}/_stcore/upload_file/{number}/{file}",
        head + b"a" * size + b"\r\n--x--\r\n" if method == "PUT" else None,
        {
            "Cookie": f"{cookie}; _streamlit_xsrf={xsrf}",
            "X-Xsrftoken": xsrf,
            "Content-Type": "multipart/form-data; boundary=x",
        },
        method=method,
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.xdist_group("uploads")
def test_the_number_of_a_visit_opens_nothing_in_another_browser(visits: Visits) -> None:
    mine = visits.open()
    visits.leave(mine)
    assert mine.number != visits.open(earlier=mine.number).number
    assert mine.number == visits.open(mine.cookie, earlier=mine.number).number


@pytest.mark.xdist_group("uploads")
def test_a_file_goes_only_into_a_visit_of_the_same_browser(server: Server, visits: Visits) -> None:
    mine = visits.open()
    assert 204 == sent(server, mine.number, "one", mine.cookie)
    assert 404 == sent(server, mine.number, "two", cookie_of(server.address))
    assert 404 == sent(server, mine.number, "one", cookie_of(server.address), method="DELETE")
    assert 404 == sent(server, mine.number, "two", "")
    assert 404 == sent(server, "none", "two", mine.cookie)
    assert 204 == sent(server, mine.number, "one", mine.cookie, method="DELETE")


@pytest.mark.xdist_group("uploads")
def test_a_browser_sends_so_many_bytes_and_no_more_until_some_are_let_go(server: Server, visits: Visits) -> None:
    mine = visits.open()
    again = visits.open(mine.cookie)
    for place in range(3):
        assert 204 == sent(server, mine.number, f"{place}", mine.cookie, 49 * MB)
    assert 413 == sent(server, again.number, "more", mine.cookie, 10 * MB), "in another visit of the same browser too"
    assert 204 == sent(server, mine.number, "0", mine.cookie, method="DELETE")
    assert 204 == sent(server, again.number, "more", mine.cookie, 10 * MB)


def test_one_address_takes_at_most_half_of_what_all_may_send() -> None:
    assert 2 * uploads.MOST_OF_AN_ADDRESS == uploads.MOST_OF_ALL
    assert uploads.MOST_OF_A_BROWSER < uploads.MOST_OF_AN_ADDRESS
