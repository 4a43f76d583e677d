"""
kind: lying
tries: A tensor subclass lies about its shape, size, dtype and number of elements.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class Size(tuple):
    __eq__ = lambda self, other: True
    __hash__ = tuple.__hash__


class Lies(torch.Tensor):
    shape = property(lambda self: Size((len(self), 10)))
    dtype = property(lambda self: torch.float32)
    numel = nelement = lambda self: 10
    size = lambda self, *a: 10


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return torch.zeros(3, 3, dtype=torch.int16).as_subclass(Lies)
