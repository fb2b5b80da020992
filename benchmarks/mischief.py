"""What a hostile pupil does to a room, kind by kind and all at the same time, each as fast as it is answered.

`python -m benchmarks.mischief` reads a `Target` on its input and prints a `Tally` for each kind; `benchmarks.hostile`
starts it, in a process of its own as it would be on a laptop of its own.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.hostile_pupil import BreachError, Pupil, Target, fresh_cookie
from benchmarks.people import BEGINS_FROM
from benchmarks.visits import ScreenError
from pilot.ruleset.reading.load import shipped_rulesets

PAUSE = 0.05
"""Seconds from an answer to the next try of the same kind."""
PATIENCE = 60
AT_A_VISIT = 5
"""So many guesses, or connections, are one try."""


@dataclass
class Tally:
    """How often a kind was tried, what was got by it, what the screen failed with, how often it was cut off."""

    tries: int = 0
    breaches: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    cut_off: Counter[str] = field(default_factory=Counter)


async def wrong_codes(pupil: Pupil) -> None:
    """Codes of rooms by chance."""
    async with pupil.visiting("room") as visit:
        for _ in range(AT_A_VISIT):
            await visit.press("Join", Code=pupil.word(6), Alias=pupil.word())
        _refuse_to_see(visit.offers("See the projector"), "a room by a guessed code")


async def wrong_pins(pupil: Pupil) -> None:
    """PINs by chance, none of them right."""
    async with pupil.visiting("room", f"room={pupil.target.code}") as visit:
        for _ in range(AT_A_VISIT):
            await visit.press("Lead the room", PIN=f"{pupil.dice.randrange(10**6):06}")
        _refuse_to_see(visit.offers("Put on the projector"), "the facilitator's table")


async def huge_texts(pupil: Pupil) -> None:
    """A text in the editor, an alias, a field: each of it millions of characters."""
    text = pupil.dice.choice(("a" * 5_000_000, "- " * 600_000, "[" * 400_000, 'title: "' + "\u202e" * 400_000))
    async with pupil.at_the_copy("text") as visit:
        await pupil.apply(visit, text)
    async with pupil.visiting("room", f"room={pupil.target.code}") as visit:
        await visit.press("Join", Alias="x" * 1_000_000)


async def unreckonable(pupil: Pupil) -> None:
    """Changes and texts with which nothing can be reckoned, or hardly anything."""
    start = shipped_rulesets()[BEGINS_FROM].read_text(encoding="utf-8")
    bomb = "a: &a [x, x, x]\n" + "\n".join(f"{two}: &{two} [*{one}, *{one}]" for one, two in ("ab", "bc", "cd", "de"))
    texts = (
        re.sub(r"points: -?[0-9]+", "points: -1000000000000", start),
        re.sub(r"opens: \S+", "opens: 2999-01-01", start),
        re.sub(r"points: -?[0-9]+", "points: " + "9" * 400, start),
        start.split("rules:")[0] + "rules:\n" + "".join(_rule(number) for number in range(2_000)),
        bomb,
        "{" * 3_000 + "}" * 3_000,
    )
    async with pupil.at_the_copy("text") as visit:
        await pupil.apply(visit, pupil.dice.choice(texts))
    odd = pupil.dice.choice((-(10**12), 10**30, 0.1, "7" * 300, None, [], {"a": 1}, True, [[[[[[[]]]]]]]))
    async with pupil.at_the_copy("articles") as visit:
        for _, drawn in visit.components["amending"].data["rules"][:AT_A_VISIT]:
            path = ["rules", json.loads(drawn)["id"], pupil.dice.choice(("points", "when", "text", "cap", "title"))]
            await pupil.edit(visit, {"op": "put", "path": path, "value": odd})


def _rule(number: int) -> str:
    return f"  - id: rule-{number}\n    text: Rule {number}.\n    when: {{record: arrears}}\n    points: -1\n"


async def reconnects(pupil: Pupil) -> None:
    """Connections that are left before the screen stands."""
    for _ in range(AT_A_VISIT):
        async with pupil.connected() as visit:
            message = BackMsg()
            message.rerun_script.page_name = pupil.dice.choice(("city", "workshop", "compare", "room"))
            await visit.send(message.SerializeToString())
            await asyncio.sleep(pupil.dice.random() * 0.1)


async def bogus_messages(pupil: Pupil) -> None:
    """Bytes that are no message, and messages that no browser sends."""
    async with pupil.connected() as visit:
        await visit.send(pupil.dice.randbytes(pupil.dice.choice((1, 100, 100_000))))
    async with pupil.at_the_copy("articles") as visit:
        for sort in ("clear_cache", "stop_script", "load_git_info", "app_heartbeat", "debug_shutdown_runtime"):
            await visit.send(BackMsg(**{sort: True}).SerializeToString())
        message = BackMsg()
        message.rerun_script.fragment_id = pupil.word()
        message.rerun_script.page_script_hash = pupil.word(400)
        message.rerun_script.query_string = "&".join(f"{pupil.word()}={pupil.word()}" for _ in range(300))
        message.rerun_script.widget_states.widgets.extend(
            WidgetState(id=pupil.word(), string_value=pupil.word()) for _ in range(500)
        )
        await visit.send(message.SerializeToString())
    async with pupil.at_the_copy("articles") as visit:
        junk = pupil.dice.choice((17, "no", [], {"edits": 7}, {"edits": {"items": [1, {"seq": "x"}, {"seq": -1}]}}))
        await visit.say("amending", junk)
        await visit.finished()


async def others_visits(pupil: Pupil) -> None:
    """The number of another's visit, the name of another's copy, a file into another's visit."""
    number = pupil.dice.choice(pupil.target.visits)
    async with pupil.visiting("workshop", earlier=number) as visit:
        _refuse_to_see(visit.number == number, "another's visit")
    copy = pupil.dice.choice(pupil.target.copies)
    async with pupil.visiting("workshop", f"ruleset={copy}") as visit:
        _refuse_to_see(copy in visit.query, "another's copy")
        await pupil.edit(visit, {"op": "put", "path": ["title"], "value": "Mine now"})
    status = await _status(pupil, f"PUT /_stcore/upload_file/{number}/{pupil.word()}", "Content-Length: 4\r\n", "mine")
    _refuse_to_see(status != "404", f"a file in another's visit ({status})")


async def many_rooms(pupil: Pupil) -> None:
    """A room opened by a browser that nobody has seen before."""
    async with pupil.visiting("room") as visit:
        await visit.press("Open a room", Title="Mischief", **{"PIN of the facilitator": "135790"})


async def many_seats(pupil: Pupil) -> None:
    """A seat taken by a browser that nobody has seen before."""
    await pupil.sit(fresh_cookie(), pupil.word())


async def requests(pupil: Pupil) -> None:
    """Requests for what is closed, or is nowhere, and some that are left half said."""
    for path in ("/_stcore/metrics", "/static/../../pilot/guard.py", "/" + "a" * 60_000, "/~/+/%00%ff", "/media/../x"):
        status = await _status(pupil, f"GET {path}")
        _refuse_to_see(status == "200" and path == "/_stcore/metrics", "the server's statistics")
    _, writer = await _line(pupil)
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-Never-Ending: ")
    await asyncio.sleep(1)
    writer.close()


async def _line(pupil: Pupil) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    where = urlsplit(pupil.target.address)
    return await asyncio.open_connection(where.hostname, where.port, local_addr=(pupil.target.source, 0))


async def _status(pupil: Pupil, begin: str, headers: str = "", body: str = "") -> str:
    """The status with which a request is answered."""
    reader, writer = await _line(pupil)
    cookie = f"Cookie: {fresh_cookie()}\r\n"
    writer.write(f"{begin} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{cookie}{headers}\r\n{body}".encode())
    answer = await reader.read(12)
    writer.close()
    return answer[9:12].decode("latin-1")


def _refuse_to_see(got: bool, what: str) -> None:
    if got:
        raise BreachError(what)


KINDS = (
    wrong_codes, wrong_pins, huge_texts, unreckonable, reconnects, bogus_messages, others_visits, many_rooms,
    many_seats, requests,
)  # fmt: skip


async def attacked(target: Target) -> dict[str, Tally]:
    """Everything at the same time until the time is over."""
    pupil, until = Pupil(target), time.monotonic() + target.seconds
    kinds = [kind for kind in KINDS if kind.__name__ in target.kinds or not target.kinds]
    tallies = {kind.__name__: Tally() for kind in kinds}

    async def go_on(kind: Any) -> None:
        tally = tallies[kind.__name__]
        while time.monotonic() < until:
            tally.tries += 1
            try:
                await asyncio.wait_for(kind(pupil), PATIENCE)
            except BreachError as breach:
                tally.breaches.append(str(breach))
            except ScreenError as error:
                tally.failed.append(str(error)[:200])
            except Exception as error:
                tally.cut_off[f"{type(error).__name__}: {error}"[:80]] += 1
            await asyncio.sleep(PAUSE)

    await asyncio.gather(*(go_on(kind) for kind in kinds))
    return tallies


def main() -> None:
    """Reads whom to attack, and prints what came of it."""
    tallies = asyncio.run(attacked(Target(**json.load(sys.stdin))))
    json.dump({kind: dataclasses.asdict(tally) for kind, tally in tallies.items()}, sys.stdout)


if __name__ == "__main__":
    main()
