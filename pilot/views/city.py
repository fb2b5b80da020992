"""The city screen."""

import streamlit as st

st.title("city")
