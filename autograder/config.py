"""grading.toml as typed values, with one clear line for every mistake in it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.budgets import Budgets
from autograder.errors import GraderError
from autograder.rule import Rule
from seminar.questions import QUESTIONS
from seminar.subject import Recipe

MISTAKES, SHAPES = "mistakes", "shapes"  # what a public check may look for
GRADING_FILE = Path(__file__).parent / "grading.toml"


@dataclass(frozen=True)
class Grading:
    """What grading.toml says.

    points: of each question. shares: relative weights of a question's hidden checks, the core check first. public: what
    the public check of a question looks for, "mistakes" or "shapes".
    data, train_images: where q4's images come from, see autograder.data.source. rule: what share of the
    `fresh_images` images q4 asks to be classified correctly. false_fail, false_pass: the largest error rates of
    the rule that a build accepts. budgets: what a submission may use.
    """

    points: Mapping[str, float]
    shares: Mapping[str, Mapping[str, float]]
    public: Mapping[str, str]
    data: str
    train_images: int
    recipe: Recipe
    fresh_images: int
    rule: Rule
    false_fail: float
    false_pass: float
    budgets: Budgets

    @property
    def possible(self) -> float:
        """The points of the whole assignment."""
        return sum(self.points.values())

    def check_points(self, question: str, check: str) -> float:
        """Return the points of one hidden check: its share of the points of its question."""
        shares = self.shares[question]
        return self.points[question] * shares[check] / sum(shares.values())


def load_grading(path: Path = GRADING_FILE) -> Grading:
    """Read and validate grading.toml.

    Raises GraderError naming the file, the key and what is wrong with it.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GraderError(f"{path}: cannot be read ({error.strerror})") from None
    except tomllib.TOMLDecodeError as error:
        raise GraderError(f"{path}: is not valid TOML: {error}") from None

    def number(section: str, key: str, low: float, high: float) -> float:
        value: Any = table
        for part in (*section.split("."), key):
            value = value.get(part) if isinstance(value, dict) else None
        if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
            raise GraderError(f"{path}: [{section}] {key} must be a number from {low:g} to {high:g}, not {value!r}")
        return value

    shares: dict[str, dict[str, float]] = {}
    for question in QUESTIONS:
        names = table.get("shares", {}).get(question, {})
        shares[question] = {name: number(f"shares.{question}", name, 0, 1e6) for name in names}
        if sum(shares[question].values()) <= 0:
            raise GraderError(f"{path}: [shares.{question}] needs at least one check with a share above 0")
    return Grading(
        points={question: number("points", question, 0, 1e6) for question in QUESTIONS},
        shares=shares,
        public=_public(path, table.get("public", {})),
        data=_text(path, table, "training", "data"),
        train_images=int(number("training", "train_images", 10, 1e6)),
        recipe=Recipe(
            batch_size=int(number("training", "batch_size", 1, 100_000)),
            epochs=int(number("training", "epochs", 1, 1000)),
            learning_rate=number("training", "learning_rate", 1e-6, 1),
        ),
        fresh_images=int(number("training", "fresh_images", 10, 100_000)),
        rule=Rule(number("training", "threshold", 0, 1), number("training", "band", 0, 1)),
        false_fail=number("training", "false_fail", 0, 1),
        false_pass=number("training", "false_pass", 0, 1),
        budgets=Budgets.from_table(table.get("budgets", {})),
    )


def _public(path: Path, section: object) -> dict[str, str]:
    """Return what the public check of each question looks for; "mistakes" where the file does not say."""
    if not isinstance(section, Mapping):
        raise GraderError(f"{path}: [public] must be a table, not {section!r}")
    for question, value in section.items():
        if question not in QUESTIONS:
            raise GraderError(f"{path}: [public] {question} is not a question: there are {', '.join(QUESTIONS)}")
        if value not in (MISTAKES, SHAPES):
            raise GraderError(f'{path}: [public] {question} must be "{MISTAKES}" or "{SHAPES}", not {value!r}')
    return {question: section.get(question, MISTAKES) for question in QUESTIONS}


def _text(path: Path, table: Mapping[str, Any], section: str, key: str) -> str:
    value = table.get(section, {}).get(key)
    if not isinstance(value, str) or not value:
        raise GraderError(f"{path}: [{section}] {key} must be a text, not {value!r}")
    return value
