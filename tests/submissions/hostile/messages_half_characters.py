"""
kind: messages
tries: Text that no encoding can write: half of a pair, and a NUL.
deserves: q1=0 q2=0 q3=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise ValueError("\ud800\udfff\udcff \0 \uffff")


class SpatialDropout(SpatialDropout):
    def __init__(self, p=0.2):
        print("\udcff")
        raise type("\udcff", (Exception,), {})("\udc80")
