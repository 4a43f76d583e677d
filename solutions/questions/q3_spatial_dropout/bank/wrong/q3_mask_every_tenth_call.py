"""
breaks: q3
code: mask_depends_on_call
idea: The mask is refreshed every ten calls.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2, refresh=10):
        super().__init__()
        self.p = p
        self.refresh = refresh
        self.step = 0
        self.mask = None

    def forward(self, x):
        if not self.training:
            return x
        if self.step % self.refresh == 0 or self.mask.shape != (*x.shape[:2], 1, 1):
            self.mask = (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).float()
        self.step += 1
        return x * self.mask.to(x.dtype) / (1 - self.p)
