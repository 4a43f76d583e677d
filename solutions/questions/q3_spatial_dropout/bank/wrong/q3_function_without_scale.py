"""
breaks: q3
code: gradient_of_dropout
idea: An autograd.Function whose backward forgets the factor 1 / (1 - p).
"""


class Drop(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, mask, p):
        ctx.save_for_backward(mask)
        return x * mask / (1 - p)

    @staticmethod
    def backward(ctx, gradient):
        (mask,) = ctx.saved_tensors
        return gradient * mask, None, None


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return Drop.apply(x, mask.to(x.dtype), self.p)
