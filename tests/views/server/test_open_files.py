"""A server that starts with few files allowed gives itself more."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.views.screen import ROOT

resource = pytest.importorskip("resource")
PROGRAM = """
import resource
from pilot.views.server.open_files import WANTED, raise_limit
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
raise_limit()
now, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
assert now == (WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)), now
resource.setrlimit(resource.RLIMIT_NOFILE, (300, 300))
raise_limit()
assert (300, 300) == resource.getrlimit(resource.RLIMIT_NOFILE)
"""


def test_it_raises_the_limit_as_far_as_it_may_and_never_beyond() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, cwd=ROOT)
