"""The screen Workshop."""
