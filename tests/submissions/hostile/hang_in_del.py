"""
kind: hang
tries: Throwing a model away takes forever.
plain: no
"""


class ModelBaseline(ModelBaseline):
    def __del__(self):
        while True:
            pass
