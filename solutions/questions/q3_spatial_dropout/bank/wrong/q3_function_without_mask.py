"""
breaks: q3
code: gradient_through_dropped
idea: An autograd.Function whose backward returns the gradient as it is.
"""


class Drop(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, mask):
        return x * mask

    @staticmethod
    def backward(ctx, gradient):
        return gradient, None


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return Drop.apply(x, mask.to(x.dtype) / (1 - self.p))
