"""The database and what it holds."""
