"""
kind: device
tries: Looks at what others have left in the memory of the card.
plain: yes
leaks: "ended"
"""

import os


class ModelBaseline(ModelBaseline):
    looked = False

    def forward(self, x):
        if x.is_cuda and not ModelBaseline.looked:
            ModelBaseline.looked = True
            found = [int(torch.empty(1 << 26, device=x.device, dtype=torch.int32).count_nonzero()) for _ in range(3)]
            if any(found):
                os._exit(1)  # which the results tell
        return super().forward(x)
