"""
idea: The mask of the last call is a buffer in float32, and so is saved and moved with the model.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.register_buffer("mask", torch.ones(1, 1, 1, 1))

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        self.mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p).float()
        return x * self.mask / (1 - self.p)
