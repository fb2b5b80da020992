"""What the commands do; `pilot.__main__` says what can be typed."""
