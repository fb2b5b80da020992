"""Points Pilot: the list of screens."""

import streamlit as st

from pilot.views.parts import frame, served, serving

SCREENS = [
    st.Page("pilot/views/start.py", title="Start", default=True),
    st.Page("pilot/views/resident.py", title="Resident", url_path="resident"),
    st.Page("pilot/views/city.py", title="City", url_path="city"),
    st.Page("pilot/views/compare.py", title="Compare", url_path="compare"),
    st.Page("pilot/views/opacity.py", title="Opacity", url_path="opacity"),
    st.Page("pilot/views/rulebook.py", title="Rulebook", url_path="rulebook"),
    st.Page("pilot/views/workshop.py", title="Workshop", url_path="workshop"),
    st.Page("pilot/views/room.py", title="Room", url_path="room"),
    st.Page("pilot/views/guess.py", title="Guess the rule", url_path="guess"),
    st.Page("pilot/views/sources.py", title="Sources", url_path="sources"),
]

if __name__ == "app":
    app = st.App(__file__, lifespan=serving.lifespan, middleware=serving.MIDDLEWARE, routes=served.routes())
else:
    frame.show(st.navigation(SCREENS, position="top"))
