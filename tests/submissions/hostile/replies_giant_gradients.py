"""
kind: replies
tries: Gradients that are replaced by ones of another type, shape and device.
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def named_parameters(self, *a, **k):
        for name, value in super().named_parameters(*a, **k):
            if value.grad is not None:
                value = value.detach().as_subclass(Swapped)
            yield name, value


class Swapped(torch.Tensor):
    grad = property(lambda self: torch.zeros(1).expand(10**8), lambda self, value: None)
