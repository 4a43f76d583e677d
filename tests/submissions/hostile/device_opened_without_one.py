"""
kind: device
tries: Opens the card where no training run has been given one.
plain: yes
leaks: OPENED-THE-CARD
"""

import glob
import os

opened = "NOTHING"
if not os.environ.get("COURSE_GPU"):
    for name in ["/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm", *glob.glob("/dev/nvidia*")]:
        try:
            os.close(os.open(name, os.O_RDWR))
            opened = "-".join(("OPENED", "THE", "CARD"))
        except OSError:
            pass


class ModelBaseline(ModelBaseline):
    # With a card it gives up, so that there is a worker without one; what it opens there it says in an error.
    opened = opened

    def forward(self, x):
        if x.is_cuda or self.opened != "NOTHING":
            raise RuntimeError(self.opened)
        return super().forward(x)
