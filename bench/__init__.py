"""Scripts that reproduce every claim about speed, as a ratio to a stated baseline in the same run."""
