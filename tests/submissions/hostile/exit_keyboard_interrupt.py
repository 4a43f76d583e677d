"""
kind: exit
tries: KeyboardInterrupt in forward, which a plain `except Exception` does not catch.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise KeyboardInterrupt
