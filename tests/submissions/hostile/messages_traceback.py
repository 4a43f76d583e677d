"""
kind: messages
tries: The traceback leads through files and lines that do not exist, and through a source with markup in it.
deserves: q1=0 q2=0 q4=0
plain: yes
"""

import linecache

NAME = "/autograder/source/build/secret.json\n\x1b[2J<b>"
linecache.cache[NAME] = (10**9, None, ["x" * 10_000_000 + "\n"] * 3, NAME)


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        exec(compile("\n\nraise ValueError('here')", NAME, "exec"))
