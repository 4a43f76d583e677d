"""
kind: device
tries: Looks for other devices to open where it may use a card.
plain: yes
leaks: "ended"
"""

import os

GIVEN = {"/dev/null", "/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm"}


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        if x.is_cuda:
            names = ["/dev/nvidia1", "/dev/nvidia-uvm-tools", "/dev/nvidia-modeset", "/dev/mem", "/dev/kvm", "/dev/vda"]
            for folder in ("/dev", "/dev/dri", "/dev/nvidia-caps", "/dev/shm"):
                try:
                    names += [os.path.join(folder, name) for name in os.listdir(folder)]
                except OSError:
                    pass
            for name in {*names} - GIVEN:
                try:
                    os.close(os.open(name, os.O_RDWR))
                    os._exit(1)  # which the results tell
                except OSError:
                    pass
        return super().forward(x)
