"""Everything a member can ask, one file per thing; importing this package fills the registry."""

from bot.commands import agreements as agreements
from bot.commands import approval as approval
from bot.commands import blocks as blocks
from bot.commands import breaks as breaks
from bot.commands import closing as closing
from bot.commands import config as config
from bot.commands import deciding as deciding
from bot.commands import feedback as feedback
from bot.commands import find as find
from bot.commands import help as help
from bot.commands import home as home
from bot.commands import mentors as mentors
from bot.commands import mentorships as mentorships
from bot.commands import pauses as pauses
from bot.commands import question_list as question_list
from bot.commands import question_notices as question_notices
from bot.commands import questions as questions
from bot.commands import reasons as reasons
from bot.commands import reports as reports
from bot.commands import request_notices as request_notices
from bot.commands import requests as requests
from bot.commands import silence as silence
from bot.commands import students as students
from bot.commands import suggestions as suggestions
from bot.commands import topics as topics
from bot.commands import zones as zones
