"""
breaks: q3
code: always_drops_one
idea: The mask of a sample is drawn again until it drops something.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        masks = []
        for _ in range(x.shape[0]):
            mask = torch.rand(x.shape[1]) >= self.p
            while mask.all():
                mask = torch.rand(x.shape[1]) >= self.p
            masks.append(mask)
        return x * torch.stack(masks)[:, :, None, None].to(x) / (1 - self.p)
