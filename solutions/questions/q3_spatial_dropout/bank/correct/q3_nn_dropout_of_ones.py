"""
idea: nn.Dropout of ones [N, C] and einsum.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        mask = self.dropout(torch.ones(x.shape[:2], dtype=x.dtype, device=x.device))
        return torch.einsum("nchw,nc->nchw", x, mask)
