"""The screen Sources."""
