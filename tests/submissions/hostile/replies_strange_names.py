"""
kind: replies
tries: Parameters with names that are empty, twice the same, control characters, half a character, paths or no text.
plain: yes
"""

NAMES = ("", "", "\0", "\ud800", "../../q1", "__metadata__", "\u202eexe.q1", 7)


class ModelBaseline(ModelBaseline):
    def named_parameters(self, *a, **k):
        for name, (_, value) in zip(NAMES, super().named_parameters(*a, **k)):
            yield name, value
