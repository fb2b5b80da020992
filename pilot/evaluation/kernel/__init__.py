"""The one-way path over columns."""
