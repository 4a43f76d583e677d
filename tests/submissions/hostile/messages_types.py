"""
kind: messages
tries: Type names that a message quotes: of an output, of a class that is no class, with markup and control characters.
deserves: q1=0 q2=0 q3=0 q4=0
plain: yes
"""

Evil = type("<scr" + "ipt>\x1b[2J\u202e" + "N" * 100_000, (), {})


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        return Evil()


SpatialDropout = Evil
