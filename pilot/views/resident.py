"""The resident screen."""

import streamlit as st

st.title("resident")
