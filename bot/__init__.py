"""The core of Office Hours: the conversation, free of any chat platform, database driver or web server."""
