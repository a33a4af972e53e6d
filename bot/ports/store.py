"""Everything one community keeps, part by part."""

from typing import Protocol

from bot.ports.checkins import CheckIns
from bot.ports.links import Links
from bot.ports.mentors import Mentors, Students
from bot.ports.mentorships import Mentorships
from bot.ports.obligations import Obligations
from bot.ports.people import Choices, People, Topics
from bot.ports.programme import Programme
from bot.ports.prompts import Prompts
from bot.ports.questions import Questions
from bot.ports.requests import Requests
from bot.ports.safety import Safety
from bot.ports.sessions import Sessions


class Store(Protocol):
    """Opened for one community; no part can reach another community's rows."""

    @property
    def people(self) -> People: ...
    @property
    def topics(self) -> Topics: ...
    @property
    def choices(self) -> Choices: ...
    @property
    def students(self) -> Students: ...
    @property
    def mentors(self) -> Mentors: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def mentorships(self) -> Mentorships: ...
    @property
    def questions(self) -> Questions: ...
    @property
    def safety(self) -> Safety: ...
    @property
    def obligations(self) -> Obligations: ...
    @property
    def links(self) -> Links: ...
    @property
    def programme(self) -> Programme: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def check_ins(self) -> CheckIns: ...
    @property
    def prompts(self) -> Prompts: ...
