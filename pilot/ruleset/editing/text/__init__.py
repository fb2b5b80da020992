"""Changes to a text, byte by byte."""
