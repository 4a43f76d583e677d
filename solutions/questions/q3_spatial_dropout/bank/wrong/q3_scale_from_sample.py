"""
breaks: q3
code: scale_from_count
idea: The factor is C / kept of each sample.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
        kept = mask.sum(1, keepdim=True).clamp(min=1)
        return x * mask * x.shape[1] / kept
