"""What people make: drafts with every step, saved versions, and rooms, kept in a database."""
