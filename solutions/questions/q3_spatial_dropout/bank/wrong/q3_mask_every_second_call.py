"""
breaks: q3
code: mask_depends_on_call
idea: The mask is drawn anew only in every second call.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.calls = 0
        self.mask = None

    def forward(self, x):
        if not self.training:
            return x
        if self.calls % 2 == 0 or self.mask.shape[:2] != x.shape[:2]:
            self.mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        self.calls += 1
        return x * self.mask.to(x.dtype) / (1 - self.p)
