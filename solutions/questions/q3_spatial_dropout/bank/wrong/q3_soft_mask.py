"""
breaks: q3
code: mask_not_binary
idea: The mask is stretched and clamped, with values between 0 and 1.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        noise = torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device)
        mask = ((noise - self.p / 2) * 3).clamp(0, 1).to(x.dtype)
        return x * mask / (1 - self.p)
