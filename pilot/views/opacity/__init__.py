"""The screen Opacity."""
