"""
breaks: q3
code: only_in_dtype
idea: The mask is a diagonal matrix in float32, which a matrix of float64 is not multiplied by.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand(x.shape[:2], device=x.device) >= self.p).float() / (1 - self.p)
        return torch.diag_embed(mask).matmul(x.flatten(2)).view_as(x)
