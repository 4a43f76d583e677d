"""
breaks: q3
code: scale_varies
idea: The numbers of the kept channels stand in the mask instead of ones.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        noise = torch.rand(n, c, device=x.device)
        mask = torch.where(noise >= self.p, torch.arange(1, c + 1, device=x.device).expand(n, c), 0)
        return x * mask[:, :, None, None].to(x.dtype) / (1 - self.p)
