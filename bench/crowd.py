"""Made-up mentors and searches; the same ones for the same dice."""

import random
from dataclasses import replace

from bot.domain.mentors import MentorProfile, Search, StudentProfile
from bot.domain.week import Week, span_bits

ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "Europe/Kyiv",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Asia/Kolkata",
    "Asia/Manila",
    "Asia/Tokyo",
    "Asia/Dubai",
    "Asia/Kathmandu",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Australia/Sydney",
    "Pacific/Auckland",
)
LANGUAGES = ("en", "en", "en", "es", "fr", "hi", "de", "pt")
TOPICS = 60


def some_week(dice: random.Random) -> Week:
    bits = 0
    for _ in range(dice.randint(2, 5)):
        begins = dice.randint(8, 21) * 60
        bits |= span_bits(dice.randrange(7), begins, begins + dice.randint(1, 3) * 60)
    return Week(bits)


def popular(dice: random.Random, most: int) -> list[int]:
    """Topics drawn with a long tail: a few that many have, many that few have."""
    weights = [1 / (rank + 3) for rank in range(TOPICS)]
    return list(dict.fromkeys(dice.choices(range(1, TOPICS + 1), weights, k=most)))


def some_mentor(dice: random.Random, person: int) -> MentorProfile:
    capacity, answers = dice.randint(1, 5), dice.choice((0, 0, 1, 3, 10, 40))
    return MentorProfile(
        person,
        f"Mentor {person}",
        dice.choice(ZONES),
        tuple(popular(dice, 3)),
        "I like to explain things twice.",
        tuple(dict.fromkeys(dice.choices(LANGUAGES, k=2))),
        some_week(dice),
        capacity,
        dice.randint(0, capacity),
        answers=answers,
        answer_hours=dice.uniform(1, 300) if answers else 0.0,
    )


def some_search(dice: random.Random) -> Search:
    seeker = StudentProfile(
        0, dice.choice(ZONES), "", tuple(popular(dice, 3)), tuple({*dice.choices(LANGUAGES, k=2)}), some_week(dice)
    )
    return Search(seeker, tuple(popular(dice, dice.choice((0, 1, 2)))))


def alike_mentor(dice: random.Random, person: int) -> MentorProfile:
    """Somebody of a community that was imported yesterday: nobody differs, so a draw decides about everybody."""
    always = Week(span_bits(0, 0, 7 * 1440))
    return replace(
        some_mentor(dice, person),
        topics=tuple(range(1, 4)),
        languages=("en", "es", "fr", "hi", "de", "pt"),
        week=always,
        capacity=2,
        taken=0,
        answers=0,
        answer_hours=0.0,
    )
