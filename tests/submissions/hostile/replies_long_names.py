"""
kind: replies
tries: Parameters whose names have a megabyte.
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def named_parameters(self, *a, **k):
        for name, value in super().named_parameters(*a, **k):
            yield name + "x" * 2**20, value
