"""
kind: hang
tries: A thread that computes without end while nobody waits for an answer.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import threading

import torch


def compute():
    square = torch.ones(256, 256)
    while True:
        square = (square @ square).clamp(0, 1)


threading.Thread(target=compute, daemon=True).start()
