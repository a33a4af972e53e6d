"""The tables, a module for each thing the store keeps."""

from storage.tables import afterwards as afterwards
from storage.tables import audit as audit
from storage.tables import calendar_links as calendar_links
from storage.tables import checkins as checkins
from storage.tables import consents as consents
from storage.tables import erasures as erasures
from storage.tables import feeds as feeds
from storage.tables import goals as goals
from storage.tables import groups as groups
from storage.tables import installs as installs
from storage.tables import keys as keys
from storage.tables import links as links
from storage.tables import mentors as mentors
from storage.tables import mentorships as mentorships
from storage.tables import obligations as obligations
from storage.tables import outbox as outbox
from storage.tables import people as people
from storage.tables import prompts as prompts
from storage.tables import questions as questions
from storage.tables import requests as requests
from storage.tables import rooms as rooms
from storage.tables import safety as safety
from storage.tables import sessions as sessions
from storage.tables import summaries as summaries
from storage.tables import topics as topics
from storage.tables.columns import metadata as metadata
