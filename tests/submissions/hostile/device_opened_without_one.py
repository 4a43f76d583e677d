"""
kind: device
tries: Opens the card where no training run has been given one.
plain: yes
leaks: OPENED-THE-CARD
"""

import glob
import os

if not os.environ.get("COURSE_GPU"):
    for name in ["/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm", *glob.glob("/dev/nvidia*")]:
        try:
            os.close(os.open(name, os.O_RDWR))
            print("OPENED", "THE", "CARD", sep="-")
        except OSError:
            pass
