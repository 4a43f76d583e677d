"""
breaks: q3
code: eval_drops
idea: A flag of its own called is_training, which eval() does not change.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.is_training = True

    def forward(self, x):
        if not self.is_training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * mask.to(x.dtype) / (1 - self.p)
