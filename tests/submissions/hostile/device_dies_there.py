"""
kind: device
tries: Ends the process in the middle of its training on the card.
plain: yes
"""

import os


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        if x.is_cuda and self.training and torch.rand(()) < 0.1:
            os._exit(0)
        return super().forward(x)
