"""When a page counts as answered, by the messages between it and the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.answers import Answers


class Wire:
    """Stands for a page and for its socket."""

    def __init__(self) -> None:
        self.listeners: dict[str, Callable[[Any], None]] = {}

    def on(self, event: str, listener: Callable[[Any], None]) -> None:
        self.listeners[event] = listener

    def press(self, **fields: Any) -> None:
        message = BackMsg()
        message.rerun_script.SetInParent()
        for name, value in fields.items():
            setattr(message.rerun_script, name, value)
        self.listeners["framesent"](message.SerializeToString())

    def begin(self) -> None:
        message = ForwardMsg()
        message.new_session.SetInParent()
        self.listeners["framereceived"](message.SerializeToString())

    def end(self, status: str = "SUCCESSFULLY") -> None:
        message = ForwardMsg(script_finished=f"FINISHED_{status}")
        self.listeners["framereceived"](message.SerializeToString())


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def answers(wire: Wire) -> Answers:
    answers = Answers(wire)
    wire.listeners["websocket"](wire)
    return answers


def test_a_press_is_answered_by_the_end_of_a_run(wire: Wire, answers: Answers) -> None:
    assert answers.are_in
    wire.press()
    assert not answers.are_in
    wire.begin()
    assert not answers.are_in
    wire.end()
    assert answers.are_in


def test_a_run_that_began_before_the_press_does_not_answer_it(wire: Wire, answers: Answers) -> None:
    wire.press()
    wire.begin()
    wire.press()
    wire.end()
    assert not answers.are_in
    wire.begin()
    wire.end()
    assert answers.are_in


def test_a_run_that_gives_way_to_another_answers_nothing(wire: Wire, answers: Answers) -> None:
    wire.press()
    wire.begin()
    wire.end("EARLY_FOR_RERUN")
    assert not answers.are_in


def test_a_run_of_a_part_answers_a_press_within_it_alone(wire: Wire, answers: Answers) -> None:
    wire.press(fragment_id="people")
    wire.begin()
    wire.end("FRAGMENT_RUN_SUCCESSFULLY")
    assert answers.are_in

    wire.press()
    wire.begin()
    wire.end("FRAGMENT_RUN_SUCCESSFULLY")
    assert not answers.are_in


def test_what_a_page_sends_by_itself_is_not_awaited(wire: Wire, answers: Answers) -> None:
    wire.press(fragment_id="people", is_auto_rerun=True)
    assert answers.are_in


def test_a_lost_connection_has_nothing_on_its_way(wire: Wire, answers: Answers) -> None:
    wire.press()
    wire.listeners["close"](wire)
    assert answers.are_in
