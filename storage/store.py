"""The store of one community: every part is opened with its id and adds it to every query."""

from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.parts.afterwards import ActionsPart, AgendasPart, AnswersPart, NotesPart
from storage.parts.audit import AuditPart
from storage.parts.calendar_links import CalendarLinksPart
from storage.parts.checkins import CheckInsPart
from storage.parts.consents import ConsentsPart
from storage.parts.feeds import FeedsPart
from storage.parts.goals import GoalsPart
from storage.parts.groups import GroupsPart
from storage.parts.journal import JournalPart, MentorVentsPart
from storage.parts.links import LinksPart
from storage.parts.listeners import ListenersPart
from storage.parts.mentors import MentorsPart
from storage.parts.mentorships import MentorshipsPart
from storage.parts.namings import NamingsPart
from storage.parts.obligations import ObligationsPart
from storage.parts.people import ChoicesPart, PeoplePart
from storage.parts.personal import PersonalPart
from storage.parts.programme import ProgrammePart
from storage.parts.prompts import PromptsPart
from storage.parts.questions import QuestionsPart
from storage.parts.reminders import RemindersPart
from storage.parts.requests import RequestsPart
from storage.parts.rooms import RoomsPart
from storage.parts.safety import SafetyPart
from storage.parts.sessions import SessionsPart
from storage.parts.students import StudentsPart
from storage.parts.summaries import SummariesPart
from storage.parts.talks import TalksPart
from storage.parts.topics import TopicsPart
from storage.parts.vent_safety import VentDraftsPart, VentSafetyPart
from storage.parts.vents import VentsPart


class CommunityStore:
    """Implements `bot.ports.store.Store` on one connection."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    @cached_property
    def people(self) -> PeoplePart:
        return PeoplePart(self._connection, self._community)

    @cached_property
    def topics(self) -> TopicsPart:
        return TopicsPart(self._connection, self._community)

    @cached_property
    def choices(self) -> ChoicesPart:
        return ChoicesPart(self._connection, self._community)

    @cached_property
    def students(self) -> StudentsPart:
        return StudentsPart(self._connection, self._community)

    @cached_property
    def mentors(self) -> MentorsPart:
        return MentorsPart(self._connection, self._community)

    @cached_property
    def requests(self) -> RequestsPart:
        return RequestsPart(self._connection, self._community)

    @cached_property
    def mentorships(self) -> MentorshipsPart:
        return MentorshipsPart(self._connection, self._community)

    @cached_property
    def questions(self) -> QuestionsPart:
        return QuestionsPart(self._connection, self._community)

    @cached_property
    def safety(self) -> SafetyPart:
        return SafetyPart(self._connection, self._community)

    @cached_property
    def obligations(self) -> ObligationsPart:
        return ObligationsPart(self._connection, self._community)

    @cached_property
    def links(self) -> LinksPart:
        return LinksPart(self._connection, self._community)

    @cached_property
    def programme(self) -> ProgrammePart:
        return ProgrammePart(self._connection, self._community)

    @cached_property
    def audit(self) -> AuditPart:
        return AuditPart(self._connection, self._community)

    @cached_property
    def sessions(self) -> SessionsPart:
        return SessionsPart(self._connection, self._community)

    @cached_property
    def groups(self) -> GroupsPart:
        return GroupsPart(self._connection, self._community)

    @cached_property
    def agendas(self) -> AgendasPart:
        return AgendasPart(self._connection, self._community)

    @cached_property
    def answers(self) -> AnswersPart:
        return AnswersPart(self._connection, self._community)

    @cached_property
    def notes(self) -> NotesPart:
        return NotesPart(self._connection, self._community)

    @cached_property
    def actions(self) -> ActionsPart:
        return ActionsPart(self._connection, self._community)

    @cached_property
    def reminders(self) -> RemindersPart:
        return RemindersPart(self._connection, self._community)

    @cached_property
    def calendar_links(self) -> CalendarLinksPart:
        return CalendarLinksPart(self._connection, self._community)

    @cached_property
    def rooms(self) -> RoomsPart:
        return RoomsPart(self._connection, self._community)

    @cached_property
    def goals(self) -> GoalsPart:
        return GoalsPart(self._connection, self._community)

    @cached_property
    def feeds(self) -> FeedsPart:
        return FeedsPart(self._connection, self._community)

    @cached_property
    def check_ins(self) -> CheckInsPart:
        return CheckInsPart(self._connection, self._community)

    @cached_property
    def personal(self) -> PersonalPart:
        return PersonalPart(self._connection, self._community)

    @cached_property
    def consents(self) -> ConsentsPart:
        return ConsentsPart(self._connection, self._community)

    @cached_property
    def prompts(self) -> PromptsPart:
        return PromptsPart(self._connection, self._community)

    @cached_property
    def vents(self) -> VentsPart:
        return VentsPart(self._connection, self._community)

    @cached_property
    def vent_safety(self) -> VentSafetyPart:
        return VentSafetyPart(self._connection, self._community)

    @cached_property
    def vent_drafts(self) -> VentDraftsPart:
        return VentDraftsPart(self._connection, self._community)

    @cached_property
    def journal(self) -> JournalPart:
        return JournalPart(self._connection, self._community)

    @cached_property
    def mentor_vents(self) -> MentorVentsPart:
        return MentorVentsPart(self._connection, self._community)

    @cached_property
    def listeners(self) -> ListenersPart:
        return ListenersPart(self._connection, self._community)

    @cached_property
    def talks(self) -> TalksPart:
        return TalksPart(self._connection, self._community)

    @cached_property
    def namings(self) -> NamingsPart:
        return NamingsPart(self._connection, self._community)

    @cached_property
    def summaries(self) -> SummariesPart:
        return SummariesPart(self._connection, self._community)
