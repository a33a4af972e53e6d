"""Stand-ins for services that the tests must not reach."""
