"""
idea: torch.func.vmap over the samples with randomness="different".
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def one(self, image):
        keep = torch.rand(image.shape[0], 1, 1, device=image.device) >= self.p
        return image * keep.to(image.dtype) / (1 - self.p)

    def forward(self, x):
        if not self.training:
            return x
        return torch.func.vmap(self.one, randomness="different")(x)
