"""What the server does besides running the screens."""
