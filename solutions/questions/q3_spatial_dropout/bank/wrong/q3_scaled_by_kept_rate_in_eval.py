"""
breaks: q3
code: scaled_in_eval
idea: The dropout of the 2014 paper: no factor in training, 1 - p in eval mode.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x * (1 - self.p)
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) > self.p
        return x * mask
