"""
kind: messages
tries: Reading the text of the error ends the process, or interrupts the harness.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class Leaves(Exception):
    def __str__(self):
        raise SystemExit(0)

    def __repr__(self):
        raise KeyboardInterrupt


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise Leaves
