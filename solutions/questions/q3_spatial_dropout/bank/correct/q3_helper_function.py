"""
idea: Functions outside the class do the work.
"""


def draw_mask(batch, channels, keep, like):
    return like.new_empty(batch, channels).bernoulli_(keep)


def spatial_dropout(x, p, training):
    if not training or p == 0:
        return x
    batch, channels, *_ = x.shape
    return x * draw_mask(batch, channels, 1 - p, x)[(...,) + (None,) * (x.dim() - 2)] / (1 - p)


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.probability_to_drop = p

    def forward(self, x):
        return spatial_dropout(x, self.probability_to_drop, self.training)
