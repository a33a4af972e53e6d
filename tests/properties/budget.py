"""How many lives a machine lives: few in the suite, as many as one likes by an environment variable."""

import os

from hypothesis import settings

VARIABLE = "OFFICE_HOURS_TEST_EXAMPLES"


def budget(usual: int, steps: int) -> settings:
    """The usual number is the same lives each time; with the variable set they are others each time."""
    many = int(os.environ.get(VARIABLE, 0))
    return settings(
        max_examples=many or usual,
        stateful_step_count=steps,
        deadline=None,
        derandomize=not many,
        database=None,
        print_blob=False,
    )
