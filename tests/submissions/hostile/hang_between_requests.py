"""
kind: hang
tries: A thread that computes without end while nobody waits for an answer.
plain: no
"""

import threading

import torch


def compute():
    square = torch.ones(256, 256)
    while True:
        square = (square @ square).clamp(0, 1)


threading.Thread(target=compute, daemon=True).start()
