"""
idea: A custom autograd.Function with the right backward.
"""


class DropPlanes(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, factors):
        ctx.save_for_backward(factors)
        return x * factors

    @staticmethod
    def backward(ctx, gradient):
        (factors,) = ctx.saved_tensors
        return gradient * factors, None


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return DropPlanes.apply(x, keep.to(x.dtype) / (1 - self.p))
