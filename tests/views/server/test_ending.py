"""A server that is ended leaves one file with everything in it; tried on what README starts."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.serving import served
from tests.views.server.browsers import Visits


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals.")
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_the_log_beside_the_file_is_gone_once_the_server_has_ended(way: signal.Signals) -> None:
    with served() as server:
        file = Path(server.database.removeprefix("sqlite:///"))
        log = file.with_name(f"{file.name}-wal")
        with closing(Visits(server)) as visits:
            visits.open(screen="room")
        assert log.stat().st_size > 0
        os.kill(server.process, way)
        until = time.monotonic() + 30
        while log.exists() and time.monotonic() < until:
            time.sleep(0.1)
        assert not log.exists()
        assert file.stat().st_size > 0
