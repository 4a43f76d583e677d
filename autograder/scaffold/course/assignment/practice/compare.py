"""What public and hidden checks share: asking for a result, and comparing it."""

from torch import Tensor

from coursekit.feedback import failure

from .probes import Probes

TOLERANCE = 1e-9  # float64 sums of some hundred numbers differ by 1e-13 at most


def result(subject: Probes, name: str, arrays: list[Tensor], numbers: dict[str, float], expected: Tensor) -> Tensor:
    """Return what a function gives; raise where it has not the shape of `expected`."""
    found = subject.call(name, arrays, numbers)
    if found.shape != expected.shape:
        raise failure("shape", got=list(found.shape), expected=list(expected.shape))
    return found


def is_equal(found: Tensor, expected: Tensor) -> bool:
    """Return whether all numbers agree; NaN agrees with nothing."""
    return bool(((found - expected).abs() <= TOLERANCE * (1 + expected.abs())).all())
