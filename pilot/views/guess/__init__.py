"""The screen Guess the rule."""
