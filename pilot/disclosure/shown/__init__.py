"""What each audience sees, and the letters it gets."""
