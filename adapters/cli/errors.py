"""What whoever runs the bot can mend: one sentence on stderr and exit code 2, no traceback."""


class OperatorError(Exception):
    """`str(error)` is one or two plain sentences that say what is wrong and what to write or do instead."""


class ConfigError(OperatorError):
    """Something in config.toml, or in the environment, is not as it must be."""
