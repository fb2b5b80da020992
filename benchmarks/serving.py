"""The app served by a process of its own, with a database of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_MB = 1024 * 1024


@dataclass(frozen=True)
class Server:
    """Where the app answers, where it keeps drafts, and the number of its process."""

    address: str
    database: str
    process: int

    @property
    def cpu(self) -> float | None:
        """Seconds of all cores that it has used; None where the system does not say."""
        with suppress(OSError):
            user, system = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()[11:13]
            return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        return None

    @property
    def memory(self) -> float | None:
        """Megabytes that it holds; None where the system does not say."""
        with suppress(OSError):
            pages = int(Path(f"/proc/{self.process}/statm").read_text().split()[1])
            return pages * os.sysconf("SC_PAGE_SIZE") / _MB
        return None

    @property
    def files(self) -> int | None:
        """Files and connections that it has open; None where the system does not say."""
        with suppress(OSError):
            return len(os.listdir(f"/proc/{self.process}/fd"))
        return None


@contextmanager
def served() -> Iterator[Server]:
    """What README starts, in the configuration that is shipped, on a free port and without opening a browser."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/workshop.sqlite"
        where = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
        with subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", *where],
            cwd=ROOT,
            env={**os.environ, "PILOT_DATABASE_URL": database},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                yield Server(_answering(f"http://127.0.0.1:{port}"), database, process.pid)
            finally:
                process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=10)
                process.kill()


def _answering(address: str) -> str:
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return address
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("The app did not come up.")
