"""
breaks: q3
code: samples_alike
idea: Neighbouring samples use u and 1 - u.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        u = torch.rand((n + 1) // 2, 1, c, device=x.device)
        noise = torch.cat([u, 1 - u], dim=1).reshape(-1, c)[:n]
        return x * (noise >= self.p)[:, :, None, None].to(x.dtype) / (1 - self.p)
