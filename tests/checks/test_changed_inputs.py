"""q3: a layer that changes tensors it was given earlier gains nothing by it."""

from collections.abc import Callable
from typing import ClassVar

import pytest
import torch
from torch import Tensor, nn

from seminar.subject import Subject
from tests.bank import PLAIN
from tests.course import build_of, judge

CHANGES: dict[str, Callable[[Tensor], object]] = {
    "wiped": lambda given: given.data.zero_(),
    "given other values": lambda given: setattr(given, "data", torch.zeros_like(given)),
    "given other values of another type": lambda given: setattr(given, "data", torch.zeros(given.shape).half()),
    "given no values": lambda given: given.data.resize_(0),
}


@pytest.mark.parametrize("how", CHANGES)
def test_identity_that_changes_earlier_inputs_is_no_dropout(how: str) -> None:
    """A tensor that is shown twice comes back as zeros, which looks like a dropped batch."""

    class Wiping(nn.Module):
        given: ClassVar[list[Tensor]] = []

        def __init__(self, p: float = 0.2) -> None:
            super().__init__()

        def forward(self, x: Tensor) -> Tensor:
            for earlier in self.given[-1:]:
                CHANGES[how](earlier)
            self.given.append(x)
            return x

    names = {**PLAIN.namespace(), "SpatialDropout": Wiping}
    verdicts = judge("q3", lambda seed: Subject(names, seed), build_of("a secret")).verdicts
    assert [check for check, found in verdicts.items() if found is None] == []
