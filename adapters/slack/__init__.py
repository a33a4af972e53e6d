"""Slack, by slack-bolt: calls come in from commands and interactions, views go out as Block Kit."""

PLATFORM = "slack"
HUDDLE_LINK = "https://slack.com/app_redirect?team={space}&channel={account}"
"""Opens the conversation with somebody, where a huddle can be begun; no link begins one."""
