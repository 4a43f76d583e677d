"""
breaks: q3
code: keep_and_drop_swapped
idea: p is the probability to keep, everywhere.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.keep_prob = p

    def forward(self, x):
        if not self.training or self.keep_prob == 0:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) < self.keep_prob
        return x * mask.to(x.dtype) / self.keep_prob
