"""The one exception that the autograder raises for an instructor to act upon."""


class GraderError(Exception):
    """A mistake that a user can put right: its message says what is wrong, where, and what to do, in a line or two."""
