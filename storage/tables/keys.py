"""Keys of single people, and the mark of the keys that everything here is sealed with."""

from sqlalchemy import Boolean, Column, Index, LargeBinary, String, Table

from storage.tables.columns import Id, Sealed, community_id, metadata, refers

person_keys = Table(
    "person_keys",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("person_id", Id, nullable=False),
    Column("name", String, nullable=False),
    Column("wrapped", Sealed, nullable=False),
    refers("person_id", "people"),
)
"""A person has more than one when two accounts became one person, or when two began at the same moment: the newest
seals, all open. `name` is what the key is called in what it sealed."""

Index("ix_person_keys_person", person_keys.c.community_id, person_keys.c.person_id)

seal_checks = Table(
    "seal_checks",
    metadata,
    Column("name", String, primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    Column("is_swept", Boolean, nullable=False),
)
"""A row for each key that something here may be sealed with: whoever lacks one does not start. `secret` is sealed with
that key and the same in every row: what pseudonyms are made with, so that they outlast a change of keys. `is_swept`:
the file holds no plain text any more from before it was sealed."""
