"""
kind: messages
tries: Representations of the model raise, hang or take megabytes when a report or a debugger shows them.
plain: yes
"""


class ModelBaseline(ModelBaseline):
    def __repr__(self):
        raise SystemExit(0)

    def extra_repr(self):
        return "x" * 10_000_000

    _get_name = __format__ = lambda self, *a: self.__repr__()


class SpatialDropout(SpatialDropout):
    __repr__ = ModelBaseline.__repr__


raise ValueError(ModelBaseline())
