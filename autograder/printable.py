"""Text that came from a submission, made fit for a terminal, a log and a web page; the students' library has it too."""

from coursekit.submission.printable import LONGEST, readable

__all__ = ["LONGEST", "readable"]
