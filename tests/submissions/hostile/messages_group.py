"""
kind: messages
tries: Groups of exceptions inside groups, five thousand deep.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        error = ValueError("innermost")
        for _ in range(5000):
            error = ExceptionGroup("group", [error, ValueError("x")])
        raise error
