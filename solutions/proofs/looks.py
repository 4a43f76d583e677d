"""Which masks q3's checks look at: how many calls on which inputs, for which p. Not what they make of them.

The numbers are not written down a second time: a right layer is checked, and what it was asked is recorded.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from autograder.course import load_course
from autograder.paths import COURSE
from autograder.trial import Build
from seminar.given_activations import Activation
from seminar.subject import Run, Subject

from ..shared.trial import Trial

Check = Callable[[Subject, Trial], None]


@dataclass(frozen=True)
class Look:
    """What one layer was asked in training: `calls` calls on `features` [N, C, H, W]; p is None if it was left out."""

    p: float | None
    features: Tensor
    calls: int

    @property
    def shape(self) -> tuple[int, int, int]:
        """The shape of the mask: calls, samples, channels."""
        return self.calls, self.features.shape[0], self.features.shape[1]


class PlainDropout(nn.Module):
    """A right `SpatialDropout`: every channel on its own."""

    def __init__(self, p: float = 0.2) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.p == 0:
            return x
        kept = torch.rand(*x.shape[:2], 1, 1) >= self.p
        return x * kept.to(x.dtype) / (1 - self.p)


class Recorder(Subject):
    """A subject with the right layer, which remembers what it was asked."""

    def __init__(self, seed: int) -> None:
        super().__init__({"SpatialDropout": PlainDropout}, seed)
        self._p: dict[int, float | None] = {}
        self._looks: dict[int, Look] = {}

    def make(self, name: str, *, activation: Activation | None = None, p: float | None = None, earlier: int = 0) -> int:
        """Make the layer as any subject does."""
        handle = super().make(name, activation=activation, p=p, earlier=earlier)
        self._p[handle] = p
        return handle

    def run(
        self,
        handle: int,
        inputs: Tensor,
        *,
        training: bool | None,
        calls: int = 1,
        cotangent: Tensor | None = None,
        recording: bool = True,
    ) -> Run:
        """Run the layer as any subject does; calls of one layer on inputs of one shape are one look."""
        if training:
            before = self._looks.get(handle)
            same = before is not None and before.features.shape == inputs.shape
            earlier = before.calls if before is not None and same else 0
            self._looks[handle] = Look(self._p[handle], inputs, earlier + calls)
        return super().run(handle, inputs, training=training, calls=calls, cotangent=cotangent, recording=recording)

    def looks(self) -> list[Look]:
        """Return the last look at each layer, in order."""
        return list(self._looks.values())


def recorded(check: Check, name: str, secret: str) -> list[Look]:
    """Return what q3's `check` of that name looks at in a build with `secret`."""
    trial = Trial(Build.of(load_course(COURSE), secret), "q3", name)
    subject = Recorder(trial.seed)
    check(subject, trial)
    return subject.looks()
