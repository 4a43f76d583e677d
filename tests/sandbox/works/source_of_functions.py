"""The source of functions and methods; no notebook gives that of a whole class before Python 3.13."""

import inspect


class Layer:
    """A layer."""

    def forward(self, x: int) -> int:
        """Return x."""
        return x


def double(x: int) -> int:
    """Return twice x."""
    return 2 * x


assert "return 2 * x" in inspect.getsource(double)
assert "return x" in inspect.getsource(Layer.forward)
assert list(inspect.signature(double).parameters) == ["x"]
