"""
breaks: q3
code: input_modified
idea: In eval mode the input is clamped in place, and a copy of it from before is returned.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            kept = x.clone()
            x.clamp_(-1, 1)
            return kept
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p).to(x.dtype)
        return x * mask / (1 - self.p)
