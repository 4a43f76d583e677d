"""
kind: device
tries: Says at its beginning which card torch shall see, and asks for it at once.
plain: yes
leaks: CARD-SEEN
"""

import os

if not os.environ.get("COURSE_GPU"):
    os.environ["CUDA_VISIBLE_DEVICES"] = "0"


class ModelBaseline(ModelBaseline):
    # With a card it gives up, so that there is a worker without one; what it finds there it says in an error.
    seen = "NOTHING"
    try:
        if not os.environ.get("COURSE_GPU"):
            torch.ones(1).cuda()
            seen = "-".join(("CARD", "SEEN"))
    except Exception:
        pass

    def forward(self, x):
        if x.is_cuda or self.seen != "NOTHING":
            raise RuntimeError(self.seen)
        return super().forward(x)
