"""A workshop as one file to take home."""
