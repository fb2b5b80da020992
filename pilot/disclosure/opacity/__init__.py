"""What is kept back, in numbers."""
