"""What can go wrong in words a member can act on; everything else is a defect and is logged at the door."""


class UserError(Exception):
    """Something the member can mend.

    `message` is one or two plain sentences that say what to do next. `field` names the form field it is
    about, so that the form can come back filled with the sentence beside that field.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(UserError):
    """The actor may not do this; the message says who may."""


class NotFound(UserError):
    """There is no such thing in this community, or the actor may not know of it: both read the same."""


class Gone(UserError):
    """It was true once and no longer is: an old button on an answered request."""
