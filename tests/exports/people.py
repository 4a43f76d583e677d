"""A class of one person for each thing that befalls a hand-in, and what must come out for each: stated by hand.

What a work deserves is read from the task and the shares in `question.py`, not from what the grader says of it.
"""

import json
from dataclasses import dataclass

RIGHT = """
import torch
from torch import nn


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        keep = torch.rand(x.shape[:2], device=x.device) >= self.p
        return x * keep[:, :, None, None].to(x.dtype) / (1 - self.p)
"""
SCALED_IN_EVAL = RIGHT.replace("            return x\n", "            return x * (1 - self.p)\n")
NOTHING = """
from torch import nn


class SpatialDropout(nn.Module):
    def forward(self, x): ...
"""


@dataclass(frozen=True)
class Work:
    """What somebody hands in, and what it deserves: status and points, all of them of q3."""

    content: bytes
    ending: str = ".ipynb"
    status: str = "graded"
    points: float = 0.0


@dataclass(frozen=True)
class Person:
    """One student; `number` tells the accounts of the class apart.

    work: the file that counts, None where nothing was handed in. earlier: the one before it. late: after the deadline.
    group: of people who hand in together.
    """

    last: str
    first: str
    number: int
    work: Work | None
    earlier: Work | None = None
    late: bool = False
    group: bool = False

    @property
    def id(self) -> str:
        """The number that the institution gave."""
        return f"00{1000 + self.number}"

    @property
    def login(self) -> str:
        """The name at the institution's computers."""
        return f"st{1000 + self.number}"

    @property
    def email(self) -> str:
        """The address."""
        return f"{self.login}@example.org"


def notebook(source: str) -> bytes:
    """Return a notebook of one cell."""
    cell: dict[str, object] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "a",
        "metadata": {},
        "outputs": [],
        "source": source,
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


RIGHT_WORK = Work(notebook(RIGHT), points=4.0)
NOTHING_FILLED = Work(notebook(NOTHING))
CUT_OFF = Work(notebook(RIGHT)[:200], status="unreadable")
PDF = Work(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ".pdf", "unreadable")

PEOPLE = (
    Person("Иванова", "Анна", 1, NOTHING_FILLED),
    Person("Ли", "Борис", 2, RIGHT_WORK, late=True),
    Person("Ёлкина", "Вера", 3, None),
    Person("Петров", "Иван", 4, RIGHT_WORK),
    Person("Петров", "Иван", 5, NOTHING_FILLED),
    Person("Сидоров", "Глеб", 6, RIGHT_WORK, group=True),
    Person("Ким", "Дина", 7, RIGHT_WORK, group=True),
    Person("Чехов", "Егор", 8, CUT_OFF),
    Person("Орлова", "Зоя", 9, PDF),
    Person("Щукина", "Кира", 10, RIGHT_WORK, earlier=NOTHING_FILLED),
    # Two of the 16 shares of q3's four points are for what eval() does.
    Person("O'Neil", "Chloé", 11, Work(notebook(SCALED_IN_EVAL), points=3.5)),
)
