"""
kind: messages
tries: Exceptions that mean something to the interpreter: GeneratorExit, StopIteration, StopAsyncIteration.
deserves: q1=0 q2=0 q3=0 q4=0
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        raise GeneratorExit

    def named_parameters(self, *a, **k):
        raise StopIteration


class SpatialDropout(SpatialDropout):
    def forward(self, x):
        raise StopAsyncIteration
