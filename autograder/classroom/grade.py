"""Grade a class: what is missing in the folder of results, each result written as soon as it is there.

A result is kept under the hashes of the file and the build, so that a run that was ended in any way is continued by the
same command, and one after a new build grades anew. A result is replaced by a result alone: until there is one, and
where there is none, the mark of before stays.
"""

import contextlib
import hashlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path

from autograder.classroom.class_list import whole_class
from autograder.classroom.cluster import connect
from autograder.classroom.corrected import corrected
from autograder.classroom.kept_results import AGAIN, KEPT, Results
from autograder.classroom.outcome_record import renamed
from autograder.classroom.pool import Backend, Pool, outcomes
from autograder.classroom.record import SUPERSEDED, UNREADABLE, Record
from autograder.classroom.results_folder import describe, earlier_ids, locked, make_folder
from autograder.classroom.submissions import Submission
from autograder.classroom.task import Task, unpack, without_mark
from autograder.classroom.where import where
from autograder.errors import GraderError
from autograder.grading import GRADING_FILE, DeviceChoice, Grading, load_grading
from autograder.intake import UnreadableSubmission
from autograder.paths import BUILD_IN_ZIP
from autograder.printable import readable
from autograder.results import RESULTS_FILE, read_results

WORK = ".grading"  # in the folder of results, while a run lasts
SETTINGS = Path(BUILD_IN_ZIP) / GRADING_FILE  # in a build
# What zipfile raises for a damaged archive, one that needs a password, and one packed in a way that it does not know.
NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
SPARE_SECONDS = 180  # for the checks, beyond the time of the submission's own code


@dataclass(frozen=True)
class Options:
    """How a class is graded.

    language: of messages where a submission names none. only: patterns of ids, students or file names, as in a shell;
    none stands for all. regrade: grade anew what is there already. prune: leave out of all tables what earlier runs
    graded into the same folder and this one is not given. unconfined: run code that cannot be confined.
    cluster: the address or kind of a Dask cluster, None for this machine. device: where training runs happen, None for
    what the course says.
    """

    language: str = "en"
    jobs: int = 1
    only: tuple[str, ...] = ()
    regrade: bool = False
    prune: bool = False
    unconfined: bool = False
    cluster: str | None = None
    device: DeviceChoice | None = None


class Class:
    """The submissions of a class and their folder of results; only one run at a time may write it.

    `earlier` has the ids of results that earlier runs left there, of submissions that are not among these; they stay in
    the tables. packed: the zip that a folder of submissions was unpacked from for this run. Raises GraderError when the
    folder cannot be written or another run is at work in it.
    """

    def __init__(
        self,
        submissions: Sequence[Submission],
        zip_path: Path,
        out: Path,
        options: Options,
        packed: Mapping[Path, Path] | None = None,
    ) -> None:
        self.submissions = submissions
        self.out = out
        self.options = options
        self._zip = zip_path
        self._files = {submission.id: where(submission, out, packed or {}) for submission in submissions}
        self.earlier: list[str] = []
        self._build_hash = hashlib.sha256(_content(zip_path)).hexdigest()
        make_folder(out)
        self._results = Results(out, self._build_hash, options.language)

    def run(self, report: Callable[[Record], None], prepared: Callable[[int, int], None]) -> list[Record]:
        """Grade what is missing; return the records of all submissions that have one, in order.

        prepared: told how many submissions there are to grade, and how many are done already. report: told of each
        record as soon as it is kept.
        """
        with locked(self.out), self._work() as work:
            grading_toml = self._unpack(work / "settings", SETTINGS) / SETTINGS
            grading = load_grading(grading_toml)
            ids = [submission.id for submission in self.submissions]
            self.earlier = [] if self.options.prune else earlier_ids(self.out, ids)
            self.counting(grading)  # sees the marks of before under overrides.csv, and a mistake in it
            toml = grading_toml.read_text(encoding="utf-8")
            describe(self.out, [*ids, *self.earlier], self._build_hash, toml, self._files, self.options.language)
            asked = [it for it in self.submissions if not it.superseded_by and self._asked_for(it)]
            todo = [it for it in asked if self.options.regrade or not self._is_done(it, grading)]
            prepared(len(todo), len(asked) - len(todo))
            for record in self._graded(todo, work, grading):
                report(record)
            # Now the attempts that count have their marks: until then an earlier one is the only mark there is.
            for submission in self.submissions:
                if submission.superseded_by:
                    self._results.keep(submission, "", without_mark(SUPERSEDED, "", self.options.language), grading)
            return self.records()

    @property
    def count(self) -> int:
        """How many rows the tables have in the end."""
        return len(self.submissions) + len(self.earlier)

    def done(self, records: Sequence[Record]) -> tuple[int, int]:
        """Return how many submissions that count have a result among `records`, and how many there are."""
        attempts = {submission.id for submission in self.submissions if submission.superseded_by}
        handed_in = [record for record in records if not record.absent]
        counting = [record for record in handed_in if record.id not in attempts and record.status != SUPERSEDED]
        old = sum(record.status == SUPERSEDED for record in handed_in if record.id not in attempts)
        return len(counting), self.count - len(attempts) - old

    def unmatched(self) -> list[str]:
        """Return the patterns of `only` that no submission that counts has."""
        counting = [submission for submission in self.submissions if not submission.superseded_by]
        return [it for it in self.options.only if not any(_matches(submission, it) for submission in counting)]

    def records(self) -> list[Record]:
        """Return all records, in the order of the submissions, with what is known of the student now.

        Earlier ones come last. Those of another build are marked as outdated.
        """
        found = [(submission, self._results.of(submission.id)) for submission in self.submissions]
        earlier = [self._results.kept(name) for name in self.earlier]
        now = [renamed(record, submission) for submission, record in found if record is not None]
        return [*now, *(record for record in earlier if record is not None)]

    def counting(self, grading: Grading) -> tuple[list[Record], list[str]]:
        """Return all records with the marks that count, and lines that somebody should read; see corrected.py.

        Whoever is on the list and handed nothing in has one too, once all submissions have a result.
        """
        records = self.records()
        waiting = self.count - len(records)
        return corrected(self.out, whole_class(self.out, records, grading, waiting), grading, waiting)

    def _asked_for(self, submission: Submission) -> bool:
        return not self.options.only or any(_matches(submission, pattern) for pattern in self.options.only)

    def _is_done(self, submission: Submission, grading: Grading) -> bool:
        folder = self.out / submission.id
        record = self._results.kept(submission.id)
        if record is None or record.status in AGAIN or not all((folder / name).is_file() for name in KEPT):
            return False
        if read_results(folder / RESULTS_FILE) is None:
            return False
        try:
            content = _digest(submission.read(grading.budgets))
        except (UnreadableSubmission, OSError):
            return False
        return record.key == self._key(submission.name, content, own_language=record.own_language)

    def _key(self, name: str, content: str, *, own_language: bool) -> str:
        """Return the hash of what decides a result: the file, the build (with its secret), the options that matter.

        The language of the run does not, where the submission names its own.
        """
        language = "" if own_language else self.options.language
        parts = [name, content, self._build_hash, language, self.options.unconfined]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _graded(self, todo: Sequence[Submission], work: Path, grading: Grading) -> Iterator[Record]:
        """Grade and yield the record of each submission as soon as it is kept."""
        by_id = {submission.id: submission for submission in todo}
        contents: dict[str, str] = {}
        unreadable: dict[str, str] = {}

        device = self.options.device or grading.device

        def tasks() -> Iterator[tuple[str, Task]]:
            for submission in todo:
                try:
                    content = submission.read(grading.budgets)
                except UnreadableSubmission as error:
                    unreadable[submission.id] = error.said(self.options.language)
                    continue
                except Exception as error:
                    # What nobody has thought of in one file: the others are read.
                    unreadable[submission.id] = readable(f"It cannot be read ({type(error).__name__}: {error}).")
                    continue
                contents[submission.id] = _digest(content)
                options = self.options
                yield submission.id, Task(submission.name, content, options.language, options.unconfined, device)

        if todo:
            source = self._unpack(work / "build")
            if not any((source / "tests").glob("*.py")):
                raise self._no_build()  # nobody would get a point
            with self._place(source, grading, len(todo)) as place:
                for name, outcome in outcomes(place, tasks()):
                    file = contents.pop(name)
                    key = self._key(by_id[name].name, file, own_language=outcome.get("own_language", False))
                    yield self._results.keep(by_id[name], key, outcome | {"file": file}, grading)
        for name, reason in unreadable.items():
            outcome = without_mark(UNREADABLE, reason, self.options.language)
            before = self._results.mark_of_before(by_id[name], reason)
            yield before or self._results.keep(by_id[name], "", outcome, grading)

    def _place(self, source: Path, grading: Grading, todo: int) -> Backend:
        """Return where submissions are graded."""
        if self.options.cluster is not None:
            return connect(self.options.cluster, self._zip, self.options.jobs)
        return Pool(source, min(self.options.jobs, todo), grading.budgets.wall_seconds + SPARE_SECONDS)

    @contextlib.contextmanager
    def _work(self) -> Iterator[Path]:
        """Give a folder for one run; what an ended run left is deleted."""
        work = self.out / WORK
        shutil.rmtree(work, ignore_errors=True)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _unpack(self, folder: Path, only: Path | None = None) -> Path:
        """Unpack the build, or one file of it, and return the folder.

        Raises GraderError without that file, and where it is not the build any more that this run began with.
        """
        content = _content(self._zip)
        if hashlib.sha256(content).hexdigest() != self._build_hash:
            raise GraderError(f"{self._zip} was built anew meanwhile: run the same command again")
        try:
            unpack(BytesIO(content), folder, only)
        except NO_ZIP:
            raise self._no_build() from None
        except OSError as error:
            raise GraderError(f"{self.out} cannot be written ({error.strerror}): make room there") from None
        if only is not None and not (folder / only).is_file():
            raise self._no_build()
        return folder

    def _no_build(self) -> GraderError:
        return GraderError(f"{self._zip} is not an autograder.zip, or is damaged: run `python -m autograder build`")


def _matches(submission: Submission, pattern: str) -> bool:
    return any(fnmatch(name, pattern) for name in (submission.id, submission.student, submission.name))


def _content(zip_path: Path) -> bytes:
    try:
        return zip_path.read_bytes()
    except OSError as error:
        raise GraderError(f"{zip_path} cannot be read ({error.strerror}): name an autograder.zip") from None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
