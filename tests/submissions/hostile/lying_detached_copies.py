"""
kind: lying
tries: detach, clone, cpu, contiguous and numpy of a tensor subclass hand out something else.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class Swaps(torch.Tensor):
    detach = clone = cpu = contiguous = lambda self, *a, **k: self
    data = property(lambda self: self)
    data_ptr = untyped_storage = lambda self: 0
    numpy = tobytes = lambda self, *a, **k: b"\0" * 10_000_000
    requires_grad = grad_fn = property(lambda self: True)


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return torch.zeros(len(x), 10).as_subclass(Swaps)
