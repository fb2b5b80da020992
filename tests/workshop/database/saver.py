"""A program for `test_failing.py`: for each line on its input it forks a writer and kills it in the middle of its work.

The line says how many changes the writer makes at least; a random moment later it is killed with no time to tidy up.
What the writer said was kept, number by number, goes to the output as one line.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

from pilot.workshop.store import Store


def write(url: str, report: int) -> None:
    """Counts up in the draft for ever and says each number once the change is kept."""
    desk = Store.open(url).desk("saver")
    draft = desk.begin("demo", f"0 {'x' * 20_000} 0")
    while True:
        number = int(draft.text.split()[0]) + 1
        draft = desk.apply(draft.id, draft.revision, f"{number} {'x' * 20_000} {number}", str(number))
        os.write(report, f"{number}\n".encode())


def killed_after(url: str, changes: int) -> str:
    """The numbers that a writer said were kept before it was killed."""
    heard, report = os.pipe()
    writer = os.fork()
    if writer == 0:
        os.close(heard)
        write(url, report)
    os.close(report)
    words = b""
    while words.count(b"\n") < changes:
        more = os.read(heard, 65_536)
        if not more:
            raise SystemExit("The writer ended by itself.")
        words += more
    time.sleep(random.uniform(0, 0.02))
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    while rest := os.read(heard, 65_536):
        words += rest
    os.close(heard)
    return " ".join(words.decode().split())


if __name__ == "__main__":
    for line in sys.stdin:
        print(killed_after(sys.argv[1], int(line)), flush=True)
