"""Commands that make or open a city or a session."""
