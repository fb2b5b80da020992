"""Points Pilot: the list of screens."""

import streamlit as st

from pilot.views import startup
from pilot.views.server import served
from pilot.views.start import tour
from pilot.views.visit import frame

SCREENS = {
    "See": [
        st.Page("pilot/views/start/screen.py", title="Start", default=True),
        st.Page("pilot/views/resident/screen.py", title="Resident", url_path="resident"),
        st.Page("pilot/views/city/screen.py", title="City", url_path="city"),
    ],
    "Question": [
        st.Page("pilot/views/opacity/screen.py", title="Opacity", url_path="opacity"),
        st.Page("pilot/views/guess/screen.py", title="Guess the rule", url_path="guess"),
    ],
    "Change": [
        st.Page("pilot/views/rulebook/screen.py", title="Rulebook", url_path="rulebook"),
        st.Page("pilot/views/workshop/screen.py", title="Workshop", url_path="workshop"),
        st.Page("pilot/views/room/screen.py", title="Room", url_path="room"),
    ],
    "Criticise": [st.Page("pilot/views/compare/screen.py", title="Compare", url_path="compare")],
    "Teach": [st.Page("pilot/views/sources/screen.py", title="Sources", url_path="sources")],
}

if __name__ == "app":
    app = st.App(__file__, lifespan=startup.lifespan, middleware=startup.MIDDLEWARE, routes=served.routes())
else:
    screen = st.navigation(SCREENS, position="top")
    frame.show(screen, next(number for number, pages in enumerate(SCREENS.values(), 1) if screen in pages), tour.strip)
