"""
kind: bomb
tries: Children that fork in their turn, in forward, seven times.
deserves: q1=0 q2=0 q4=0
plain: no
"""

import os
import time


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        own = os.getpid()
        for _ in range(7):
            os.fork()
        if os.getpid() != own:
            time.sleep(60)
            os._exit(0)
        raise RuntimeError("forked")
