"""The screen City."""
