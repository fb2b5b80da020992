"""A PostgreSQL server of our own, in a temporary folder on a free port, that can be killed and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

NEEDED = ("initdb", "postgres")
PATIENCE = 90
"""Seconds until a server that does not come up is given up."""
HOW_TO_GET = "The tests on PostgreSQL need its server, version 13 or newer (on Debian: apt-get install postgresql)."


def find_binaries() -> Path | None:
    """The newest folder that holds all that a server needs: of Debian's, else one on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name.zfill(4))
    on_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    folders = [*reversed(debian), *on_path]
    return next((folder for folder in folders if all(shutil.which(name, path=folder) for name in NEEDED)), None)


class Cluster:
    """One server with one role, `pilot`, whose password is not asked for."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.user = _unprivileged()
        self.folder = Path(tempfile.mkdtemp(prefix="points-pilot-postgres-"))
        if self.user:
            shutil.chown(self.folder, self.user)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._run("initdb", "-D", "data", "-U", "pilot", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def url(self, schema: str) -> str:
        """An address of the one database, in which names are looked up in that schema."""
        return f"postgresql://pilot:not-asked-for@127.0.0.1:{self.port}/postgres?options=-csearch_path%3D{schema}"

    def start(self) -> None:
        """Starts the server and waits until it answers; after a kill the old one's processes may need a moment."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                self.process = self._spawn()
            if self._answers():
                return
            time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text())

    def kill(self) -> None:
        """Ends the server as a power cut would, with no time to tidy up."""
        self._end(signal.SIGKILL)

    def remove(self) -> None:
        """Stops the server at once and deletes all of it."""
        self._end(signal.SIGQUIT)
        shutil.rmtree(self.folder)

    def _end(self, how: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait()

    def _spawn(self) -> subprocess.Popen[bytes]:
        # What a process wrote outlives the process without fsync too; only a power cut would tell the difference.
        settings = ("-p", str(self.port), "-k", str(self.folder), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off")
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [self.binaries / "postgres", "-D", "data", *settings],
                cwd=self.folder, user=self.user, group=self.user and _group(self.user), stdout=log, stderr=log,
            )  # fmt: skip

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [self.binaries / program, *words],
            cwd=self.folder, user=self.user, group=self.user and _group(self.user), check=True, capture_output=True,
        )  # fmt: skip

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(host="127.0.0.1", port=self.port, user="pilot", dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True


def _unprivileged() -> str | None:
    """The user to run as, since PostgreSQL refuses root; None where nobody else is needed."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _group(user: str) -> int:
    return pwd.getpwnam(user).pw_gid
