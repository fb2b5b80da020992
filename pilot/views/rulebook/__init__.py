"""The screen Rulebook."""
