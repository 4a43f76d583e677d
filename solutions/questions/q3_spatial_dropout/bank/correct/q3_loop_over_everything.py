"""
idea: Loops over samples and channels; a stack of planes.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        images = []
        for image in x:
            planes = []
            for plane in image:
                if torch.rand(1).item() < self.p:
                    planes.append(torch.zeros_like(plane))
                else:
                    planes.append(plane / (1 - self.p))
            images.append(torch.stack(planes))
        return torch.stack(images)
