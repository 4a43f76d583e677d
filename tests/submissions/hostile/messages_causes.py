"""
kind: messages
tries: A chain of a hundred thousand causes, and one that closes into a ring.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        first = error = ValueError("first")
        for _ in range(100_000):
            error.__cause__ = error.__context__ = ValueError("next")
            error = error.__cause__
        error.__cause__ = first
        raise first
