"""A rule as a resident reads it."""
