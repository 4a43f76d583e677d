"""
kind: forging
tries: JSON that a careless reader chokes on: a hundred thousand brackets, NaN, keys twice, numbers of a megabyte.
deserves: q1=0 q2=0 q4=0
plain: yes
"""

import os
import struct

TEXTS = (
    b"[" * 100_000,
    b'{"ok": NaN}',
    b'{"ok": false, "ok": true}',
    b'{"ok": ' + b"9" * 1_000_000 + b"}",
    b'"\\ud800"',
)


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        for number in range(3, 64):
            for text in TEXTS:
                try:
                    os.set_blocking(number, False)
                    os.write(number, struct.pack(">I", len(text)) + text)
                except OSError:
                    break
        return super().forward(x)
