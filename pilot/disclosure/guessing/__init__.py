"""Rounds of guessing the rule."""
