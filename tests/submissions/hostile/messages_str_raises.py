"""
kind: messages
tries: An error whose text, representation and arguments cannot be read.
deserves: q1=0 q2=0 q4=0
plain: yes
"""


class Unspeakable(Exception):
    def __str__(self):
        raise Unspeakable

    __repr__ = __str__
    args = property(__str__, lambda self, value: None)


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise Unspeakable
