"""
breaks: q3
code: eval_clamped
idea: In eval mode the output is cut off at 3, which usual features do not reach.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x.clamp(-3, 3)
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * keep.to(x.dtype) / (1 - self.p)
