"""Rooms and who may enter them."""
