"""
breaks: q3
code: eval_not_identity
idea: Division by 1 - p in training and in eval mode.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training:
            x = x * (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
        return x / (1 - self.p)
