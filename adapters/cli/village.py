"""The small community the playground begins with: who is there, and what they did last week."""

from dataclasses import dataclass

from adapters.playground import Channel, Member, Persona, Space, Town

SPACE = "far-campus"
NAME = "Far Campus"
ZONE = "Europe/London"

STUDENT = Persona("amara", "Amara", "Student in Lagos", "Africa/Lagos", colour="teal")
MENTOR = Persona("ingrid", "Ingrid", "Mentor in Oslo", "Europe/Oslo", colour="plum")
SECOND = Persona("ravi", "Ravi", "Mentor in Bengaluru", "Asia/Kolkata", colour="amber")
MODERATOR = Persona("maya", "Maya", "Moderator in Chicago", "America/Chicago", is_moderator=True, colour="blue")

CHANNELS = (
    Channel("general", "Say hello, share what you work on"),
    Channel("announcements", "Group sessions that anybody may come to, and how each week went"),
    Channel("mentors", "Where mentors meet, and where quick questions arrive"),
    Channel("vent", "What weighs on somebody, without a name"),
    Channel("moderators", "Only moderators see this", is_private=True),
)


@dataclass(frozen=True, slots=True)
class Mentor:
    """A mentor of the village: what they would have typed into the two forms."""

    account: str
    name: str
    zone: str
    topics: str
    languages: str
    week: str
    capacity: int
    bio: str
    meeting: str = ""


MENTORS = (
    Mentor(
        "ingrid",
        "Ingrid",
        "Europe/Oslo",
        "statistics, R, thesis writing",
        "English, Norwegian",
        "Mon, Wed 18-20, Sat 10-12",
        3,
        "Biostatistician. I failed my first statistics exam, so no question is too small.",
        "Zoom",
    ),
    Mentor(
        "ravi",
        "Ravi",
        "Asia/Kolkata",
        "machine learning, Python, interview practice",
        "English, Hindi",
        "Mon-Fri 20-22, Sun 15-18",
        2,
        "Data scientist at a hospital group. Bring me your notebook and we read it together.",
        "Google Meet",
    ),
    Mentor(
        "lucia",
        "Lucía",
        "America/Mexico_City",
        "statistics, essay writing, time management",
        "Spanish, English",
        "Tue, Thu 12-14, Sat 9-12",
        2,
        "I teach methods to working adults. We make a plan that survives a bad week.",
    ),
    Mentor(
        "kenji",
        "Kenji",
        "Asia/Tokyo",
        "statistics, SQL, data visualization",
        "English, Japanese",
        "Mon-Fri 21-23, Sun 20-22",
        2,
        "Analyst. I like charts that an aunt would understand.",
    ),
    Mentor(
        "aisha",
        "Aisha",
        "Africa/Nairobi",
        "statistics, time management, imposter syndrome",
        "English, Swahili",
        "Mon-Thu 21-22",
        1,
        "I finished my degree at night with two small children. It can be done.",
        "WhatsApp call, then Jitsi",
    ),
    Mentor(
        "daniel",
        "Daniel",
        "America/Toronto",
        "job search, interview practice, career change",
        "English, French",
        "Tue, Thu 17-19",
        4,
        "Recruiter for twelve years. I tell you what the other side really reads.",
    ),
    Mentor(
        "mei",
        "Mei",
        "Asia/Singapore",
        "machine learning, linear algebra, Python",
        "English, Chinese",
        "Wed 20-22, Sat 14-17",
        2,
        "I turn formulas into pictures.",
    ),
    Mentor(
        "sofia",
        "Sofia",
        "America/Sao_Paulo",
        "web development, JavaScript, job search",
        "Portuguese, English",
        "Mon-Fri 19-21",
        2,
        "Self-taught developer. First job at 34.",
    ),
)


@dataclass(frozen=True, slots=True)
class Student:
    """A student of the village: what they would have typed into their form."""

    account: str
    name: str
    zone: str
    goals: str
    topics: str
    languages: str
    week: str


STUDENTS = (
    Student(
        "amara",
        "Amara",
        "Africa/Lagos",
        "Pass statistics this term, and stop being afraid of it",
        "statistics",
        "English",
        "Mon-Thu 19-21, Sat 10-13",
    ),
    Student(
        "jonas",
        "Jonas",
        "Europe/Berlin",
        "A thesis topic I can finish by spring",
        "thesis writing, R",
        "German, English",
        "weekday evenings",
    ),
    Student(
        "leila",
        "Leila",
        "Africa/Casablanca",
        "Get my first model into production",
        "machine learning",
        "French, English, Arabic",
        "Mon-Fri 15-18",
    ),
    Student(
        "sam",
        "Sam",
        "Asia/Manila",
        "My first developer job",
        "web development, job search",
        "English",
        "Sat, Sun 9-12",
    ),
)

MEMBERS = (Member("noor", "Noor"), Member("hugo", "Hugo"))
"""Known to a mentor already: one went quiet, one is through."""
THANKS = "You read my notebook with me, line by line. I got the job."

_PLAYED = {STUDENT.account, MENTOR.account, SECOND.account, MODERATOR.account}


def town() -> Town:
    """Everybody and every channel of the village."""
    others = {m.account: m.name for m in (*MENTORS, *STUDENTS) if m.account not in _PLAYED}
    members = tuple(Member(account, name) for account, name in others.items())
    return Town((STUDENT, MENTOR, SECOND, MODERATOR), (Space(SPACE, NAME, CHANNELS),), (*members, *MEMBERS))
