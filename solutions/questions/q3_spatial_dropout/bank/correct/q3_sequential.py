"""
idea: An nn.Sequential around nn.Dropout2d.
"""


class SpatialDropout(nn.Sequential):
    def __init__(self, p=0.2):
        super().__init__(nn.Dropout2d(p), nn.Identity())
