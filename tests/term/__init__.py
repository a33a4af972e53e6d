"""A term of a whole community, and a model of what it was promised: written from the rules' sentences alone."""
