"""
breaks: q3
code: scale_varies
idea: Kept channels get random factors around 1 / (1 - p).
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        noise = torch.rand(*x.shape[:2], 1, 1, device=x.device)
        return x * (noise >= self.p).to(x.dtype) * noise.to(x.dtype) / (1 - self.p)
