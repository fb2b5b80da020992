"""How the workshop's database is built and brought up to date, by Alembic; `versions` holds one file a revision."""
