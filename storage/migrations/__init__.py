"""Alembic's migrations of the tables, newest last."""
