"""The app's front door: page setup and navigation, nothing else."""

import streamlit as st

from coach.web import banner, frame, theme

st.set_page_config(page_title="Star coach", page_icon=theme.ICON, layout="wide")
page = st.navigation(frame.pages())
with banner.guarded():
    frame.begin()
    frame.run(page)
