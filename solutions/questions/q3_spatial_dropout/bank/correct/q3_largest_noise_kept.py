"""
idea: The channel with the largest random number is always kept: nobody can measure it for usual numbers of channels.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        noise = torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device)
        mask = (noise >= self.p) | (noise == noise.amax(1, keepdim=True))
        return x * mask.to(x.dtype) / (1 - self.p)
