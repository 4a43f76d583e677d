"""
kind: messages
tries: An error with a million lines, and the first one empty.
deserves: q1=3 q2=2 q3=0 q4=1
plain: yes
"""


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        raise ValueError("\n" + "line\r\n" * 1_000_000)
