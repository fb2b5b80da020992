"""The screen Start."""
