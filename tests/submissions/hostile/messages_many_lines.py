"""
kind: messages
tries: An error with a million lines, and the first one empty.
deserves: q3=0
plain: yes
"""


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        raise ValueError("\n" + "line\r\n" * 1_000_000)
