"""Calendars from the internet: fetched without being led astray, read where a bomb hurts nobody."""
