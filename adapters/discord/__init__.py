"""Discord, by discord.py: calls come in from interactions, views go out as components."""

PLATFORM = "discord"
