"""The results of a class as they are kept: each is written whole, and a mark that is there stays until there is one."""

import shutil
import time
from dataclasses import replace
from pathlib import Path

from autograder.classroom.excerpts import EXCERPTS_FILE, write_excerpts
from autograder.classroom.feedback_page import feedback_markdown
from autograder.classroom.likeness import FINGERPRINTS_FILE, write_fingerprints
from autograder.classroom.marks import keep_mark
from autograder.classroom.outcome_record import record_of
from autograder.classroom.record import FAILED, GRADED, RECORD_FILE, TIMEOUT, Record, write_record
from autograder.classroom.results_folder import kept_record
from autograder.classroom.submissions import Submission
from autograder.classroom.task import Outcome, without_mark
from autograder.errors import GraderError
from autograder.files import write_text
from autograder.grading import Grading
from autograder.lms.pages import FEEDBACK_FILE
from autograder.printable import readable
from autograder.results import RESULTS_FILE, ungraded_results, write_results

AGAIN = (FAILED, TIMEOUT)  # what was not the submission's doing, and may go well next time
KEPT = (RESULTS_FILE, FEEDBACK_FILE)
# A submission may fill the disk until it is ended: a result is written again after a while. The disk is full for good
# where several results one after the other cannot be written.
TRIES, TRY_SECONDS, LOST_IN_A_ROW = 3, 1.0, 3


class Results:
    """The records in a folder of results, each read once, until this run writes another one.

    build: the hash of the build that the class is graded with. language: of what is said where nobody was graded.
    """

    def __init__(self, out: Path, build: str, language: str) -> None:
        self.out = out
        self._build = build
        self._language = language
        self._unkept: dict[str, Record] = {}  # by id, of results that could not be written or have not come
        self._read: dict[str, Record | None] = {}  # by id, what lies in the folder
        self._lost = 0  # how many results that could not be written came one after the other

    def kept(self, id: str) -> Record | None:
        """Return the record that lies in the folder, as `kept_record` does."""
        if id not in self._read:
            self._read[id] = kept_record(self.out, id, self._build)
        return self._read[id]

    def of(self, id: str) -> Record | None:
        """Return the record that the tables of this run tell: what lies in the folder, or why it is not what it was."""
        return self._unkept.get(id) or self.kept(id)

    def keep(self, submission: Submission, key: str, outcome: Outcome, grading: Grading) -> Record:
        """Write what came out into the submission's folder; return its record.

        What is no result, or cannot be written, leaves the mark of before, and the next run grades the submission.
        Raises GraderError where that cannot be written one after the other.
        """
        outcome = without_mark("", "", self._language) | outcome
        if outcome["status"] in AGAIN and (before := self.mark_of_before(submission, outcome["reason"])):
            return before
        folder = self.out / submission.id
        for number in range(TRIES):
            try:
                record = record_of(submission, key, self._build, outcome, grading)
                self._write(folder, record, outcome, grading)
            except OSError as error:
                trouble = f"{folder} cannot be written ({error.strerror})"
                time.sleep(TRY_SECONDS if number < TRIES - 1 else 0)
            except Exception as error:
                # What nobody has thought of in one outcome: the others are written.
                trouble = readable(f"{folder} cannot be written ({type(error).__name__}: {error})")
                break
            else:
                self._unkept.pop(submission.id, None)
                self._lost = 0
                return record
        self._lost += 1
        if self._lost >= LOST_IN_A_ROW:
            raise GraderError(
                f"{trouble}: what is graded so far is kept; put that right and run the same command again"
            )
        trouble += ": run the same command again"
        if before := self.mark_of_before(submission, trouble):
            return before
        lost = without_mark(FAILED, trouble, self._language)
        self._unkept[submission.id] = record_of(submission, "", self._build, lost, grading)
        return self._unkept[submission.id]

    def mark_of_before(self, submission: Submission, trouble: str) -> Record | None:
        """Return the record that stays because of `trouble`, which the tables of this run tell; None without a mark."""
        record = self.kept(submission.id)
        if record is None or record.status != GRADED:
            return None
        told = replace(record, reason=f"this is the mark of before, since grading it anew failed: {trouble}")
        self._unkept[submission.id] = told
        return told

    def _write(self, folder: Path, record: Record, outcome: Outcome, grading: Grading) -> None:
        """Write all files of one result; the record comes last, and says that all of it is there."""
        self._read.pop(folder.name, None)
        if folder.is_symlink():
            folder.unlink()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if (folder / RECORD_FILE).is_dir():
            shutil.rmtree(folder / RECORD_FILE)  # as a damaged disk may leave one
        if record.superseded_by:
            for name in (*KEPT, FINGERPRINTS_FILE, EXCERPTS_FILE):
                (folder / name).unlink(missing_ok=True)
        else:
            results = outcome["results"] or ungraded_results(record.reason, grading.points)
            write_results(folder / RESULTS_FILE, results)
            write_text(folder / FEEDBACK_FILE, feedback_markdown(record, grading))
            write_fingerprints(folder, outcome.get("fingerprints", []))
            write_excerpts(folder, outcome.get("excerpts", {}))
        keep_mark(folder, record, outcome.get("file", ""))
        write_record(folder, record)
