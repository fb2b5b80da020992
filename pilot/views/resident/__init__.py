"""The screen Resident."""
