"""
kind: messages
tries: An error with ten megabytes on one line, and a class name of one.
deserves: q1=0 q2=0 q4=0
plain: yes
"""

Long = type("E" * 2**20, (Exception,), {})


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise Long("x" * 10_000_000)
