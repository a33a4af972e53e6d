"""Calendars for people to subscribe to, over HTTP: a secret comes in, iCalendar goes out, nothing is logged."""
