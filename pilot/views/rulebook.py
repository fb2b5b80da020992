"""The rulebook screen."""

import streamlit as st

st.title("rulebook")
