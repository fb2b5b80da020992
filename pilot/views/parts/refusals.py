"""What could not be done, each in a sentence with its mend."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pilot.errors import Problem
from pilot.views.parts import marks


def say(problems: Sequence[Problem]) -> None:
    """One line a problem; nothing where there is none."""
    for each in problems:
        said = f"{each.said[:1].upper()}{each.said[1:]}"
        st.html(f'<div class="pp" role="alert"><p><b>{marks.text(said)}</b> {marks.text(each.mend)}</p></div>')
