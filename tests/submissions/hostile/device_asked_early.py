"""
kind: device
tries: Says at its beginning which card torch shall see, and asks for it at once.
plain: yes
leaks: CARD-SEEN
"""

import os

if not os.environ.get("COURSE_GPU"):
    os.environ["CUDA_VISIBLE_DEVICES"] = "0"
    try:
        torch.ones(1).cuda()
        print("CARD", "SEEN", sep="-")
    except Exception:
        pass
