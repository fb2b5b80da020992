"""Drafts with their history, and saved versions."""
