"""
breaks: q3
code: scaled_in_eval
idea: The sentence of the old seminar: x / (1 - p) at inference, no factor in training.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training:
            mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
            return x * mask.to(x.dtype)
        return x / (1 - self.p)
