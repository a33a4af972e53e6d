"""Discord, by discord.py: calls come in from interactions, views go out as components."""

PLATFORM = "discord"
VOICE_LINK = "https://discord.com/channels/{space}/{channel}"
"""Opens a voice channel for whoever is in its server."""
