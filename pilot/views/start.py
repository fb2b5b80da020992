"""The start screen."""

import streamlit as st

st.title("start")
