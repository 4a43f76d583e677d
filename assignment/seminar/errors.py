"""The one exception that the seminar's library raises for a reader to act upon."""

from coursekit.errors import CourseError


class SeminarError(CourseError):
    """Something that the reader can put right; its message is one clear line in the language of the notebook."""
