"""Installations; a token is sealed before it comes here."""

from sqlalchemy import Column, String, Table

from storage.tables.columns import UtcDateTime, metadata

installs = Table(
    "installs",
    metadata,
    Column("platform", String, primary_key=True),
    Column("external_id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("token", String, nullable=False),
    Column("bot", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
