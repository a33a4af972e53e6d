"""`python -m adapters.cli`: what the `office-hours` launcher runs."""

from adapters.cli.main import main

main()
