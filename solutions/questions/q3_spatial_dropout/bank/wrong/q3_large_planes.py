"""
breaks: q3
code: mask_depends_on_size
idea: Large channels are dropped more often than small ones.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        size = x.abs().mean((2, 3), keepdim=True)
        rate = torch.where(size > size.mean((0, 1), keepdim=True), self.p * 1.25, self.p * 0.75)
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= rate).to(x.dtype)
        return x * mask / (1 - self.p)
