"""
idea: The mask is the Heaviside step of noise - p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        noise = torch.rand(*x.shape[:2], 1, 1, dtype=torch.float32, device=x.device) - self.p
        step = torch.heaviside(noise, torch.ones(()))
        return x * step.to(x.dtype) / (1 - self.p)
