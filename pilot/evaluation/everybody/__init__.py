"""A whole city counted."""
