"""
breaks: q3
code: noise_added
idea: A soft (concrete) mask between 0 and 1.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        u = torch.rand(*x.shape[:2], 1, 1, device=x.device).clamp(0.01, 0.99)
        logit = torch.log(u) - torch.log(1 - u) - torch.log(torch.tensor(self.p / (1 - self.p)))
        return x * torch.sigmoid(logit).to(x.dtype) / (1 - self.p)
