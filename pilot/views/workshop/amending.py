"""Rules and grades that are changed where they stand, as one component; every change arrives once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from pilot.errors import Problem
from pilot.phrases import capitalised
from pilot.views.pieces import problem_list
from pilot.views.server import served

MOST_AT_ONCE = 200
"""More changes on their way at once are a fault, or mischief."""

_component = st.components.v2.component(
    "amending",
    html='<div class="pp-amending" data-served><div class="pp-refusals"></div><div class="pp-articles"></div>'
    '<div class="pp-adding"></div>'
    '<p class="pp-waiting" role="status"></p></div>',
    js=served.LOADER,
    isolate_styles=False,
)


@dataclass(frozen=True)
class Sent:
    """A change as the browser sent it: `mark` is its own and no other's, `edit` is what it asks for, unread.

    `again` tells that it may have been made before, as after a server was started anew.
    """

    mark: str
    edit: object
    again: bool = True


def draw(
    face: Literal["articles", "bands", "sheets"],
    data: Mapping[str, Any],
    *,
    key: str,
    on_edits: Callable[[Sequence[Sent]], Sequence[Problem] | None],
    numbers: Mapping[str, int],
    locked: bool = False,
) -> None:
    """The component with its `data`; `on_edits` makes the changes and gives what was refused.

    `numbers` are those by which the screen calls the rules.

    Where it gives None nothing could be kept: nothing is answered, and the browser sends the same changes again.
    """
    own = {
        "source": served.address(served.AMENDING),
        "key": key,
        "face": face,
        "locked": locked,
        "ack": st.session_state.get(_ack(key), {}),
    }
    _component(
        key=key,
        data={**data, **own},
        on_edits_change=_follow(key, on_edits, numbers),
        on_opened_change=lambda: None,
    )


def opened(key: str) -> str:
    """The id of the rule that somebody has laid open in the component of that key."""
    found = (st.session_state.get(key) or {}).get("opened")
    return found if isinstance(found, str) else ""


def _ack(key: str) -> str:
    return f"_ack_{key}"


def _follow(
    key: str, on_edits: Callable[[Sequence[Sent]], Sequence[Problem] | None], numbers: Mapping[str, int]
) -> Callable[[], None]:
    def take() -> None:
        client, found = read(st.session_state[key].get("edits"))
        ack = st.session_state.get(_ack(key), {})
        known = ack.get("client") == client
        fresh = [(number, edit) for number, edit in found if not known or number > ack["seq"]]
        if not fresh:
            return
        refused = on_edits([Sent(f"{client}:{number}", edit, again=not known) for number, edit in fresh])
        if refused is None:
            st.session_state[_ack(key)] = {}
            return
        shown = [{"sentence": _sentence(problem, numbers), "mend": f"Mend: {problem.mend}"} for problem in refused]
        st.session_state[_ack(key)] = {"client": client, "seq": found[-1][0], "refused": shown}

    return take


def _sentence(problem: Problem, numbers: Mapping[str, int]) -> str:
    """What is wrong, with the place as the screen calls it: a rule by its `numbers`."""
    where = problem_list.called(problem.place.path, numbers)
    found = " ".join(
        part for part in (f"{where}: {problem.found}" if where else problem.found, problem.allowed) if part
    )
    return capitalised(found)


def read(sent: object) -> tuple[str, list[tuple[int, object]]]:
    """The client and its changes by number, in order; nothing of what is not of that form."""
    if not isinstance(sent, dict) or not isinstance(sent.get("items"), list):
        return "", []
    client = str(sent.get("client", ""))[:40]
    numbered = [
        (item["seq"], item.get("edit"))
        for item in sent["items"][:MOST_AT_ONCE]
        if isinstance(item, dict) and isinstance(item.get("seq"), int)
    ]
    return client, sorted(numbered, key=lambda pair: pair[0])
