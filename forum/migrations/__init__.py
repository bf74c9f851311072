"""The database's schema, step by step (Alembic), and how it is brought up to date."""
