"""What could not be done, each in a sentence with its mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from pilot.errors import Problem
from pilot.views import html


def called(path: Sequence[str | int], numbers: Mapping[str, int]) -> str:
    """A place in a ruleset as the screens call it: a rule by its number, a grade by its name; empty for no place."""
    match [str(step) for step in path]:
        case ["rules", name, *inside]:
            steps = [f"Rule {numbers[name]}, {name}" if name in numbers else f"Rule {name}", *inside]
        case ["bands", name, *inside]:
            steps = [f"Grade {name}", *inside]
        case steps:
            pass
    return " > ".join(steps)


def say(problems: Sequence[Problem]) -> None:
    """One line a problem; nothing where there is none."""
    for each in problems:
        st.html(f'<div class="pp" role="alert"><p>{sentence(each)}</p></div>')


def sentence(problem: Problem) -> str:
    """What is wrong, and the mend; safe text."""
    said = f"{problem.found[:1].upper()}{problem.found[1:]}"
    return f"<b>{html.text(said)}</b> {html.text(problem.mend)}"
