"""When q4 passes: the one rule that the hidden check applies and that the calibration judges.

One training run is clear in nearly every case. Only near the threshold is the run repeated, with fresh random numbers,
and the majority of five decides; so both error rates are small without a bet on how rare a freak run is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

RUNS = 5  # at most
NEEDED = 3  # of them, where the first one is not clear


@dataclass(frozen=True)
class Rule:
    """A first run at `threshold + band` or more passes, one below `threshold - band` fails; accuracies in [0, 1].

    In between three of five runs must reach `threshold`.
    """

    threshold: float
    band: float

    @property
    def sure(self) -> float:
        """From here on a first run passes at once."""
        return self.threshold + self.band

    @property
    def hopeless(self) -> float:
        """Below this a first run fails at once."""
        return self.threshold - self.band

    def decide(self, accuracies: Sequence[float]) -> bool | None:
        """Return whether the runs so far pass; None when one more is needed. `accuracies` holds 1 to 5 numbers."""
        first = accuracies[0]
        if first >= self.sure or first < self.hopeless:
            return first >= self.sure
        reached = sum(accuracy >= self.threshold for accuracy in accuracies)
        missed = len(accuracies) - reached
        if reached >= NEEDED or missed > RUNS - NEEDED:
            return reached >= NEEDED
        return None
