"""The one exception that the seminar's library raises for a reader to act upon."""


class SeminarError(Exception):
    """Something that the reader can put right; its message is one clear line in the language of the notebook."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows for this exception: the line alone, without a traceback (IPython calls this)."""
        return [f"{type(self).__name__}: {self}"]
