"""
idea: The class has another name and is made by a function, from a private base of PyTorch.
"""


def make_layer():
    class Spatial(nn.modules.dropout._DropoutNd):
        def __init__(self, p=0.2):
            super().__init__(p=p, inplace=False)

        def forward(self, x):
            return nn.functional.dropout2d(x, self.p, self.training, self.inplace)

    return Spatial


SpatialDropout = make_layer()
