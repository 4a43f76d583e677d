"""
breaks: q3
code: scale_from_count
idea: The mask is divided by its mean over the whole batch.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
        return x * mask * mask.numel() / mask.sum()
