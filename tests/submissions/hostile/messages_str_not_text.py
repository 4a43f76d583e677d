"""
kind: messages
tries: The text of the error is no text, or a kind of text with methods of its own.
deserves: q1=0 q2=0 q3=0 q4=0
plain: yes
"""


class Text(str):
    def splitlines(self, *a):
        return self

    encode = __getitem__ = __format__ = lambda self, *a: Text("score: 10")
    __len__ = lambda self: 10**9


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise type("NoText", (Exception,), {"__str__": lambda self: 10})


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        raise type("OwnText", (Exception,), {"__str__": lambda self: Text("line\nline")})
