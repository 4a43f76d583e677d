"""The hostile bank, tests/submissions/hostile: one attack in each small file, put after the reference submission.

The first lines of a file are its header, a docstring of `key: value` lines. It is not part of what is submitted.

    kind: patching                      one of KINDS, and the first word of the file's name
    tries: torch.equal says yes.        the attack in one sentence
    plain: yes                          whether it does no harm outside the process and the folder it is graded in, so
                                        that it may run against a grader without a sandbox
    deserves: q3=0                      the most that an examiner would give in a question, where the attack leaves less
                                        of its answer than all of it (optional)
    leaks: STOLEN                       words that only a success brings into an output (optional)

Attacks are bounded where a grader without walls would let them through: bombs have an end, daemons go by themselves,
signals to everybody are ones that nobody minds.
"""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.bank import FOLDER, REFERENCE
from tests.course import GRADING

HOSTILE = FOLDER / "hostile"
KINDS = (
    "patching",
    "lying",
    "exit",
    "hang",
    "bomb",
    "daemon",
    "reading",
    "writing",
    "network",
    "shell",
    "native",
    "forging",
    "replies",
    "messages",
    "device",
)
REQUIRED, OPTIONAL = {"kind", "tries", "plain"}, {"deserves", "leaks"}
# What the network attacks try to reach; tests/hostile/watch.py listens there.
LISTENER_PORT = 47811
LISTENER_PATH = Path("/tmp/hostile_listener.sock")
LISTENER_NAME = "\0hostile_listener"


@dataclass(frozen=True)
class HostileCase:
    """One file of the bank with its header; `deserves` has the most points of each question."""

    path: Path
    kind: str
    tries: str
    deserves: dict[str, float]
    plain: bool
    leaks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its ending, for ids of tests."""
        return self.path.stem

    def attack(self) -> str:
        """Return the file without its header."""
        return _without_header(self.path.read_text(encoding="utf-8"))

    def source(self) -> str:
        """Return the whole submission: the reference, then the attack, whose definitions come last and count."""
        return REFERENCE.read_text(encoding="utf-8") + "\n\n" + self.attack()


def read_case(path: Path) -> HostileCase:
    """Read a file's header; raise ValueError naming the file when it is not exactly as the text above says."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if docstring is None:
        raise ValueError(f"{path}: no header")
    fields: dict[str, str] = {}
    for line in docstring.splitlines():
        key, separator, value = line.partition(": ")
        if not separator or not value.strip() or key in fields:
            raise ValueError(f"{path}: not a `key: value` line, or the key twice: {line!r}")
        fields[key] = value.strip()
    if not fields.keys() >= REQUIRED or not fields.keys() <= REQUIRED | OPTIONAL:
        raise ValueError(f"{path}: missing or unknown keys: {sorted(fields.keys() ^ REQUIRED)}")
    if fields["kind"] not in KINDS or not path.stem.startswith(fields["kind"] + "_"):
        raise ValueError(f"{path}: the kind must be a known one and begin the file's name: {fields['kind']!r}")
    if fields["plain"] not in ("yes", "no"):
        raise ValueError(f"{path}: plain is yes or no, not {fields['plain']!r}")
    deserves = {**GRADING.points, **_less(path, fields.get("deserves", ""))}
    leaks = tuple(fields.get("leaks", "").split())
    return HostileCase(path, fields["kind"], fields["tries"], deserves, fields["plain"] == "yes", leaks)


@cache
def cases(*kinds: str) -> tuple[HostileCase, ...]:
    """Return the cases of these kinds, or all, in order of name."""
    found = (read_case(path) for path in sorted(HOSTILE.glob("*.py")))
    return tuple(case for case in found if not kinds or case.kind in kinds)


def _less(path: Path, text: str) -> dict[str, float]:
    """Return the points of the questions that deserve less than all of theirs."""
    points = {question: float(most) for question, _, most in (word.partition("=") for word in text.split())}
    if not all(question in GRADING.points and most < GRADING.points[question] for question, most in points.items()):
        raise ValueError(f"{path}: deserves names questions that deserve less than all of their points: {text!r}")
    return points


def _without_header(source: str) -> str:
    header = ast.parse(source).body[0]
    return "\n".join(source.splitlines()[header.end_lineno :]).lstrip("\n") + "\n"
