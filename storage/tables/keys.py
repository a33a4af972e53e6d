"""Keys of single people, and the mark of the keys that everything here is sealed with."""

from sqlalchemy import Column, Index, LargeBinary, String, Table

from storage.tables.columns import Id, community_id, metadata, refers

person_keys = Table(
    "person_keys",
    metadata,
    Column("id", Id, primary_key=True),
    community_id(),
    Column("person_id", Id, nullable=False),
    Column("name", String, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    refers("person_id", "people"),
)
"""A person has more than one when two accounts became one person, or when two began at the same moment: the newest
seals, all open. `name` is what the key is called in what it sealed."""

Index("ix_person_keys_person", person_keys.c.community_id, person_keys.c.person_id)
