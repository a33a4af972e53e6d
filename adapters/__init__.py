"""Translators between the core and the platforms people chat on, and the command line."""
