"""
breaks: q3
code: channels_paired
idea: One random number per pair of channels, repeat_interleave(2).
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        noise = torch.rand(n, (c + 1) // 2, device=x.device).repeat_interleave(2, dim=1)[:, :c]
        return x * (noise >= self.p)[:, :, None, None].to(x.dtype) / (1 - self.p)
