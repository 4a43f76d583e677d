"""
kind: exit
tries: os._exit(3) in the backward of the dropout's own autograd function.
plain: yes
"""

import os


class Leave(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        return x.clone()

    @staticmethod
    def backward(context, gradient):
        os._exit(3)


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        return super().forward(Leave.apply(x))
