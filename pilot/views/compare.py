"""The compare screen."""

import streamlit as st

st.title("compare")
