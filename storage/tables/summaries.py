"""What was counted for the weekly summaries."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table

from storage.tables.columns import Id, metadata

weekly_numbers = Table(
    "weekly_numbers",
    metadata,
    Column("community_id", Id, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True),
    Column("monday", Date, primary_key=True),
    Column("measure", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("people", Integer, nullable=False),
)
"""Written once, when the week is over, and never changed. `people` are the different ones behind `count`; of check-ins,
`people` were asked and `count` of them checked in."""
