"""Whether the server has answered what a page sent it, as the messages between the two tell."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class Answers:
    """What a page awaits: after a press, the end of a run of the script that began later than the press.

    Until the first word of that run arrives the page shows the old screen and no sign that it is old. A run that only
    draws a part of the screen does not answer a press outside of it. What a page sends by itself every few seconds
    is never awaited, for then something would be on its way for ever.
    """

    def __init__(self, page: Any) -> None:
        self._awaits_whole = self._awaits_part = self._run_began = False
        page.on("websocket", self._connected)

    @property
    def are_in(self) -> bool:
        """Whether nothing is on its way."""
        return not (self._awaits_whole or self._awaits_part)

    def _connected(self, socket: Any) -> None:
        self._awaits_nothing()
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)
        socket.on("close", lambda _: self._awaits_nothing())

    def _awaits_nothing(self) -> None:
        self._awaits_whole = self._awaits_part = self._run_began = False

    def _sent(self, frame: bytes) -> None:
        message = BackMsg.FromString(frame)
        if message.WhichOneof("type") != "rerun_script" or message.rerun_script.is_auto_rerun:
            return
        if message.rerun_script.fragment_id:
            self._awaits_part = True
        else:
            self._awaits_whole = True
        self._run_began = False

    def _received(self, frame: bytes) -> None:
        message = ForwardMsg.FromString(frame)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._run_began = True
        elif kind == "script_finished" and self._run_began:
            whole = message.script_finished in (
                ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
            )  # fmt: skip
            part = message.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
            if whole or (part and not self._awaits_whole):
                self._awaits_nothing()


_of_page: WeakKeyDictionary[Any, Answers] = WeakKeyDictionary()


def watch(page: Any) -> None:
    """Begins to listen; before the page opens an address."""
    _of_page[page] = Answers(page)


def answers(page: Any) -> Answers:
    """Those to a page that is watched."""
    return _of_page[page]
