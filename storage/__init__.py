"""Where everything is kept: SQLAlchemy Core on SQLite or PostgreSQL, behind the ports of the core."""
