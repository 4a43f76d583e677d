"""
kind: device
tries: Pins memory of the machine for the card, gigabyte after gigabyte.
plain: yes
"""


class ModelBaseline(ModelBaseline):
    pinned = []

    def forward(self, x):
        if x.is_cuda and not self.pinned:
            try:
                for _ in range(48):
                    self.pinned.append(torch.ones(1 << 26, pin_memory=True))
            except RuntimeError:
                pass
        return super().forward(x)
