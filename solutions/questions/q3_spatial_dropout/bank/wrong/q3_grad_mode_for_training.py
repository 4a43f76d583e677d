"""
breaks: q3
code: eval_drops
idea: Whether gradients are enabled decides, not the mode.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not torch.is_grad_enabled() or self.p == 0:
            return x
        keep = (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
        return x * keep / (1 - self.p)
