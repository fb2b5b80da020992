"""The screen Room."""
