"""Commands about what is shown to whom."""
