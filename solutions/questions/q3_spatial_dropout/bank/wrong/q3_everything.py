"""
breaks: q3
code: everything_dropped
idea: The mask is rounded to integers before the comparison: (rand).long() is always 0.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device).long()
        return x * mask / (1 - self.p)
