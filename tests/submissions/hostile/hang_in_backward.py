"""
kind: hang
tries: The backward of the baseline never returns.
deserves: q4=0
plain: no
"""


class Stuck(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        return x.clone()

    @staticmethod
    def backward(context, gradient):
        while True:
            pass


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return Stuck.apply(super().forward(x))
