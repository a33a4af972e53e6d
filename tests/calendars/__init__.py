"""A calendar program, written with another library than the files it opens."""
