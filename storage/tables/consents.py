"""Who agreed to what."""

from sqlalchemy import Column, Index, Integer, String, Table, text

from storage.tables.columns import Id, UtcDateTime, community_id, metadata, refers

consents = Table(
    "consents",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("person_id", Id, nullable=False),
    Column("purpose", String, nullable=False),
    Column("wording", Integer, nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    refers("person_id", "people"),
)
"""`wording` is the version of the words that were agreed to."""

STANDS = text("withdrawn_at IS NULL")
"""Of these a person has one for each purpose."""

Index(
    "uq_consents_standing",
    consents.c.community_id,
    consents.c.person_id,
    consents.c.purpose,
    unique=True,
    sqlite_where=STANDS,
    postgresql_where=STANDS,
)
Index("ix_consents_person", consents.c.community_id, consents.c.person_id)
