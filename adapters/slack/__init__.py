"""Slack, by slack-bolt: calls come in from commands and interactions, views go out as Block Kit."""

PLATFORM = "slack"
