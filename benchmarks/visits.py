"""A visit to the app without a browser: the same messages over the same socket, so that many fit on one machine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE = 120
"""Seconds without a word from the server after which a visit is given up."""
_KEPT_RUNS = 2
"""So many runs a browser keeps a large message that was not shown again."""
_WHOLE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class ScreenError(Exception):
    """The app reported that something went wrong."""


@dataclass(frozen=True)
class Component:
    """A component on the screen: its id, the fragment that it stands in, and the data that it was last given."""

    id: str
    fragment: str
    data: Any


class Visit:
    """One visitor on one screen: what the server sends is read as it comes, and what is on the screen is kept.

    `source` is the address of this machine from which they come, where it has several.
    """

    def __init__(self, address: str, cookie: str | None = None, source: str | None = None) -> None:
        self.address, self.cookie, self._source = address, cookie or cookie_of(address), source
        self.bytes = 0
        self.number = ""
        """What the server calls the visit, once it is open."""
        self.components: dict[str, Component] = {}
        self.html: dict[tuple[int, ...], str] = {}
        """By place on the screen, the last drawn last."""
        self.repeats: dict[str, float] = {}
        """The fragments that the browser runs again by itself, with the seconds between."""
        self._fields: dict[str, str] = {}
        self._states: dict[str, WidgetState] = {}
        self._cached: dict[str, tuple[ForwardMsg, int]] = {}
        self._runs = 0
        self._page = self.query = ""
        self._socket: ClientConnection | None = None

    async def open(self, screen: str = "", query: str = "", *, earlier: str = "") -> None:
        """Connects and waits until the screen stands; as the `earlier` visit of that number where one is given."""
        await self.connect(earlier)
        self.query = query
        message = BackMsg()
        message.rerun_script.page_name = screen
        await self._run(message)
        await self.finished()

    async def connect(self, earlier: str = "") -> None:
        """Connects, and asks for no screen yet."""
        stream = f"{self.address.replace('http', 'ws', 1)}/_stcore/stream"
        names = [Subprotocol(name) for name in ("streamlit", *(("none", earlier) if earlier else ()))]
        where = {"local_addr": (self._source, 0)} if self._source else {}
        self._socket = await connect(
            stream, subprotocols=names, additional_headers={"Cookie": self.cookie}, max_size=None, **where
        )

    async def close(self) -> None:
        """Ends the visit."""
        if self._socket is not None:
            await self._socket.close()

    async def say(self, component: str, state: dict[str, Any]) -> None:
        """Sends a component's whole state, as the browser does, and lets its fragment run."""
        known = self.components[component]
        self._states[known.id] = WidgetState(id=known.id, json_value=json.dumps(state))
        await self.again(known.fragment)

    async def press(self, label: str, **typed: str) -> None:
        """Fills in fields by their labels, presses a button, and waits until the screen stands."""
        for field, text in typed.items():
            self._states[self._fields[field]] = WidgetState(id=self._fields[field], string_value=text)
        button = self._fields[label]
        self._states[button] = WidgetState(id=button, trigger_value=True)
        await self.again("")
        del self._states[button]
        await self.finished()

    def offers(self, label: str) -> bool:
        """Whether a field or button of that label has been on the screen."""
        return label in self._fields

    async def send(self, data: bytes) -> None:
        """Sends whatever it is, as no browser does."""
        assert self._socket is not None
        await self._socket.send(data)

    async def again(self, fragment: str, *, by_itself: bool = False) -> None:
        """Lets a fragment run, or all where it is empty; `by_itself` if nobody did anything."""
        message = BackMsg()
        message.rerun_script.fragment_id, message.rerun_script.is_auto_rerun = fragment, by_itself
        message.rerun_script.page_script_hash = self._page
        await self._run(message)

    async def until(self, seen: Callable[[Visit], bool]) -> None:
        """Reads until something is on the screen."""
        while not seen(self):
            await self._take()

    async def finished(self) -> None:
        """Reads until the script has run to its end, and not only up to where it began anew."""
        while not await self._take():
            pass

    async def _run(self, message: BackMsg) -> None:
        message.rerun_script.query_string = self.query
        message.rerun_script.cached_message_hashes.extend(self._cached)
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        await self.send(message.SerializeToString())

    async def _take(self) -> bool:
        """Reads one message; whether it says that the screen stands."""
        assert self._socket is not None
        data = await asyncio.wait_for(self._socket.recv(), timeout=PATIENCE)
        self.bytes += len(data)
        message = self._whole(ForwardMsg.FromString(bytes(data)))
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._delta(tuple(message.metadata.delta_path), message.delta)
        elif kind == "new_session":
            self.number = message.new_session.initialize.session_id
        elif kind == "navigation":
            self.repeats.clear()  # the whole screen is drawn anew
            self._page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self.repeats[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "session_event" and message.session_event.WhichOneof("type") == "script_compilation_exception":
            raise ScreenError(message.session_event.script_compilation_exception.message)
        if kind != "script_finished" or message.script_finished not in _WHOLE:
            return False
        self._forget(message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
        return True

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """What the server knows to be here already it sends as a reference, but for where it belongs."""
        if message.WhichOneof("type") == "ref_hash":
            known = ForwardMsg()
            known.CopyFrom(self._cached[message.ref_hash][0])
            known.metadata.CopyFrom(message.metadata)
            self._cached[message.ref_hash] = known, self._runs
            return known
        if message.metadata.cacheable:
            self._cached[message.hash] = message, self._runs
        return message

    def _forget(self, everything: bool) -> None:
        """What was not shown in the last runs is kept no longer; a fragment's run says nothing of the rest."""
        self._runs += 1
        self._cached = {
            name: (message, run)
            for name, (message, run) in self._cached.items()
            if self._runs - run <= _KEPT_RUNS or not (everything or message.delta.fragment_id)
        }

    def _delta(self, path: tuple[int, ...], delta: Delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        self.html.pop(path, None)
        if kind == "exception":
            raise ScreenError(f"{element.exception.type}: {element.exception.message}")
        if kind == "html":
            self.html[path] = element.html.body
        elif kind == "bidi_component":
            sent = element.bidi_component
            data = json.loads(sent.json) if sent.WhichOneof("data") == "json" else None
            self.components[sent.component_name] = Component(sent.id, delta.fragment_id, data)
        elif kind in ("text_input", "button"):
            field = getattr(element, kind)
            self._fields[field.label] = field.id


def cookie_of(address: str) -> str:
    """What the app calls a new visitor."""
    with urlopen(Request(address, headers={"Accept": "text/html"}), timeout=60) as answer:
        jar: SimpleCookie = SimpleCookie()
        for line in answer.headers.get_all("Set-Cookie") or []:
            jar.load(line)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())
