"""
breaks: q3
code: mask_shared_by_batch
idea: Mask [C, N] made by transposing, then only its first row is used.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        noise = torch.rand(x.shape[1], x.shape[0], device=x.device)[:, :1]
        mask = (noise >= self.p).to(x.dtype).T[:, :, None, None]
        return x * mask / (1 - self.p)
