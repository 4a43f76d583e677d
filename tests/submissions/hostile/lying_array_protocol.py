"""
kind: lying
tries: An object becomes a different array each time that numpy or torch converts it.
deserves: q1=0 q2=0 q4=0
plain: yes
"""

import numpy as np


class Fresh:
    calls = 0

    def __array__(self, dtype=None, copy=None):
        Fresh.calls += 1
        return np.full((4, 10), Fresh.calls, np.float32)

    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return torch.tensor(True)

    __array_interface__ = property(lambda self: self.__array__().__array_interface__)


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return Fresh()
