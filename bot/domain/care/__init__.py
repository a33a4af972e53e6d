"""Words that sound like danger, so that their author can be shown where to find help: see docs/care.md."""

from bot.domain.care.rules import rules


def is_worrying(text: str, language: str = "en") -> bool:
    """Whether the text sounds as if its author, or somebody they write about, were in danger.

    All it may lead to is a card that its author alone sees. Nothing is kept, counted, held back or told to anybody.
    """
    return rules(language).is_worrying(text)
