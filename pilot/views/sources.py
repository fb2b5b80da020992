"""The sources screen."""

import streamlit as st

st.title("sources")
