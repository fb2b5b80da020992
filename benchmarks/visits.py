"""A visit to the app without a browser: the same messages over the same socket, so that many fit on one machine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect


class ScreenError(Exception):
    """The app said that something went wrong."""


class Visit:
    """One visitor on one screen: what the server sends is read as it comes, and what is on the screen is kept."""

    def __init__(self, address: str, cookie: str | None = None) -> None:
        self.address, self.cookie = address, cookie or _cookie(address)
        self.bytes, self.pages, self.page = 0, {}, ""
        self.components: dict[str, tuple[str, str, Any]] = {}
        """By name of the component: its widget id, its fragment, and the data that it was last given."""
        self.html: dict[tuple[int, ...], str] = {}
        self._states: dict[str, WidgetState] = {}
        self._socket: ClientConnection | None = None
        self._query = ""

    async def open(self, screen: str = "", query: str = "") -> None:
        """Connects and waits until the screen stands."""
        stream = f"{self.address.replace('http', 'ws', 1)}/_stcore/stream"
        self._socket = await connect(
            stream, subprotocols=["streamlit"], additional_headers={"Cookie": self.cookie}, max_size=None
        )
        self._query = query
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = screen
        await self._socket.send(message.SerializeToString())
        await self.finished()

    async def close(self) -> None:
        """Ends the visit."""
        if self._socket is not None:
            await self._socket.close()

    async def say(self, component: str, state: dict[str, Any]) -> None:
        """Sends a component's whole state, as the browser does, and lets its fragment run."""
        widget, fragment, _ = self.components[component]
        self._states[widget] = WidgetState(id=widget, json_value=json.dumps(state))
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_script_hash = self.page
        message.rerun_script.fragment_id = fragment
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        assert self._socket is not None
        await self._socket.send(message.SerializeToString())

    async def until(self, seen: Callable[[Visit], bool]) -> None:
        """Reads until something is on the screen."""
        while not seen(self):
            await self._take()

    async def finished(self) -> None:
        """Reads until the script has run."""
        while not await self._take():
            pass

    async def _take(self) -> bool:
        assert self._socket is not None
        data = await asyncio.wait_for(self._socket.recv(), timeout=120)
        self.bytes += len(data)
        message = ForwardMsg.FromString(bytes(data))
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._delta(message)
        elif kind == "new_session":
            self.page = message.new_session.page_script_hash
        elif kind == "session_event" and message.session_event.WhichOneof("type") == "script_compilation_exception":
            raise ScreenError(message.session_event.script_compilation_exception.message)
        return kind == "script_finished"

    def _delta(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise ScreenError(f"{element.exception.type}: {element.exception.message}")
        if kind == "html":
            self.html[tuple(message.metadata.delta_path)] = element.html.body
        elif kind == "bidi_component":
            component = element.bidi_component
            data = json.loads(component.json) if component.WhichOneof("data") == "json" else None
            self.components[component.component_name] = (component.id, message.delta.fragment_id, data)


def _cookie(address: str) -> str:
    """What the app calls this visitor."""
    with urlopen(Request(address, headers={"Accept": "text/html"}), timeout=60) as answer:
        jar: SimpleCookie = SimpleCookie()
        for line in answer.headers.get_all("Set-Cookie") or []:
            jar.load(line)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())
