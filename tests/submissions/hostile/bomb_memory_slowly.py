"""
kind: bomb
tries: forward keeps 64 MiB more at every step, up to 6 GiB.
deserves: q1=0 q2=0 q4=0
plain: no
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        hoard = []
        for _ in range(96):
            hoard.append(bytearray(b"\1" * 2**26))
        raise MemoryError(len(hoard))
