"""The project's own labelled answers, and what is trained on them. Not part of the installed package."""
