"""Through what every check sees a student's functions: arrays and numbers go in, an array comes out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor

from coursekit.errors import SubmissionError, one_line
from coursekit.probes import probe


class Probes:
    """The functions of one namespace. Numpy's random numbers are seeded from `seed` before each call."""

    errors: Mapping[str, tuple[str, ...]] = {
        "missing": ("name",),
        "not_a_function": ("name",),
        "raised": ("what", "error"),
        "not_an_array": ("got",),
    }

    def __init__(self, namespace: Mapping[str, Any], seed: int = 0) -> None:
        self._namespace = namespace
        self._seed = seed

    @probe(shown=lambda given: f"{given['name']}(...)")
    def call(self, name: str, arrays: list[Tensor], numbers: dict[str, float]) -> Tensor:
        """Call the student's function `name` with float64 arrays, then numbers by name; return a float64 array.

        Raises SubmissionError "missing", "not_a_function", "raised" or "not_an_array".
        """
        if name not in self._namespace:
            raise SubmissionError("missing", name=name)
        function = self._namespace[name]
        if not callable(function):
            raise SubmissionError("not_a_function", name=name)
        np.random.seed(self._seed % 2**32)
        named = {key: int(value) if float(value).is_integer() else value for key, value in numbers.items()}
        try:
            output = function(*(array.numpy().copy() for array in arrays), **named)
        except (Exception, SystemExit) as error:
            raise SubmissionError("raised", what=f"{name}(...)", error=one_line(error)) from None
        try:
            return torch.from_numpy(np.array(output, dtype=np.float64))
        except (TypeError, ValueError):
            raise SubmissionError("not_an_array", got=type(output).__name__) from None
