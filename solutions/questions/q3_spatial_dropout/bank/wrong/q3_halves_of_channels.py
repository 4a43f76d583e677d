"""
breaks: q3
code: channels_paired
idea: The mask of the first half of the channels is used for the second half too.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        half = torch.rand(n, (c + 1) // 2, 1, 1, device=x.device) >= self.p
        mask = torch.cat([half, half], dim=1)[:, :c]
        return x * mask.to(x.dtype) / (1 - self.p)
