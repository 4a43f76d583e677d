"""
idea: A threshold for each sample by sorting its noise.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        k = round(x.shape[1] * self.p)
        if not self.training or k == 0:
            return x if not self.training else x / (1 - self.p)
        noise = torch.rand(x.shape[:2], dtype=torch.float64, device=x.device)
        threshold = noise.kthvalue(k, dim=1, keepdim=True).values
        return x * (noise > threshold)[:, :, None, None].to(x.dtype) / (1 - self.p)
