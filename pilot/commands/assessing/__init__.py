"""Commands that evaluate a city."""
