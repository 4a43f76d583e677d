"""
kind: lying
tries: A wrapper subclass without memory claims any shape and runs code for every operation on it.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class Hollow(torch.Tensor):
    @staticmethod
    def __new__(cls, shape):
        return torch.Tensor._make_wrapper_subclass(cls, shape, dtype=torch.float32, requires_grad=True)

    @classmethod
    def __torch_dispatch__(cls, function, types, args=(), kwargs=None):
        return Hollow((4, 10))


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return Hollow((len(x), 10))
