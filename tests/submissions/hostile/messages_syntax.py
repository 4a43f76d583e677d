"""
kind: messages
tries: A SyntaxError made by hand, whose file, line and text are objects and negative numbers.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        error = SyntaxError("here", (None, -(10**20), 10**9, "\0" * 1000))
        error.filename, error.end_lineno = object(), object()
        raise error
