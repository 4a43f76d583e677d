"""
breaks: q3
code: rate_default
idea: A bare subclass of nn.Dropout2d, whose default is 0.5.
"""


class SpatialDropout(nn.Dropout2d):
    """Spatial dropout is what PyTorch calls Dropout2d."""
