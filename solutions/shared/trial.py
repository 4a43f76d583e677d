"""What the checks of this course use besides the subject: inputs drawn from the secret, and q4's images."""

import numpy as np
import torch
from torch import Tensor

from autograder.trial import Trial as MachineTrial

# Of every third image or sample: what is only done to large values, such as a clamp, shows in them.
MAGNITUDES = (30.0, 3000.0)


def magnified(inputs: Tensor) -> Tensor:
    """Return `inputs` [N, C, H, W] with every third sample enlarged, by MAGNITUDES in turn."""
    factors = torch.ones(len(inputs), 1, 1, 1)
    for number, index in enumerate(range(2, len(inputs), 3)):
        factors[index] = MAGNITUDES[number % len(MAGNITUDES)]
    return inputs * factors


class Trial(MachineTrial):
    """One run of one check, with inputs of its own; `sign` is that of all values of `signed`, None for either."""

    sign: float | None = None

    def signed(self, *shape: int) -> Tensor:
        """Return contiguous float32 inputs of `shape`, never near 0: 0.1 <= |x| <= 2.5, of `self.sign` or either."""
        magnitude = self.rng.uniform(0.1, 2.5, shape)
        sign = self.rng.choice([-1.0, 1.0], shape) if self.sign is None else self.sign
        return torch.from_numpy((magnitude * sign).astype(np.float32))
