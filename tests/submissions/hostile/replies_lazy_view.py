"""
kind: replies
tries: Right outputs whose sign is turned only when they are read, and with strides out of order.
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        output = super().forward(x)
        return torch._neg_view(-output).t().contiguous().t()


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        return super().forward(x).permute(3, 1, 0, 2).contiguous().permute(2, 1, 3, 0)
