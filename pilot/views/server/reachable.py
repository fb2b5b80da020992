"""Under which address other machines in the room reach this one, in words and as a picture to point a phone at."""

from __future__ import annotations

import socket
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

import segno
import streamlit as st
from markupsafe import Markup

NEVER_SENT = ("192.0.2.1", 9)
"""An address kept for documentation: asking which way leads there sends nothing, and tells this machine's own."""


def here(screen: str, query: str) -> str:
    """The address of a screen as other machines reach it: as the browser calls this one, unless that is itself."""
    called = st.context.url
    parts = urlsplit(called if isinstance(called, str) and called else "http://localhost:8501")
    own = _own() if parts.hostname in (None, "localhost", "127.0.0.1", "::1") else None
    port = f":{parts.port}" if parts.port else ""
    host = f"{own}{port}" if own else parts.netloc
    return urlunsplit((parts.scheme, host, f"/{screen}", query, ""))


@lru_cache(maxsize=256)
def picture(address: str) -> Markup:
    """The address as a QR code in an image, dark modules on a light ground in either theme."""
    data = segno.make(address, error="m", micro=False).png_data_uri(scale=8, border=3)
    return Markup('<img alt="The address as a QR code" src="{}">').format(data)


def _own() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(NEVER_SENT)
            found = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if found.startswith(("0.", "127.")) else found
