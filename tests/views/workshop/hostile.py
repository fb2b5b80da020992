"""What a hostile pupil types and hands in, whether it became a tag, and the room as its facilitator then sees it."""

from __future__ import annotations

import itertools

from streamlit.testing.v1 import AppTest

from tests.views.screen import markup

SCRIPT = "<script>alert(1)</script>"
ZIP, YAML = "application/zip", "application/yaml"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in itertools.pairwise("abcdefghi")
)


def harmless(app: AppTest) -> bool:
    """Whether nothing that was typed has become a tag."""
    page = markup(app).lower()
    return "<img src=x" not in page and "<script" not in page
