"""
breaks: q3
code: planes_unequal
idea: The rate depends on the place of a channel in its sample, as on a chessboard.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        place = torch.arange(x.shape[0], device=x.device)[:, None] + torch.arange(x.shape[1], device=x.device)
        rate = torch.where(place % 2 == 0, self.p * 1.25, self.p * 0.75)[:, :, None, None]
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= rate).to(x.dtype)
        return x * mask / (1 - self.p)
