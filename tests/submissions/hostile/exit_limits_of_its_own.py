"""
kind: exit
tries: Limits of its own process lowered to nothing, in forward.
deserves: q1=0 q2=0 q4=0
plain: no
"""

import resource


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        for kind in (resource.RLIMIT_CPU, resource.RLIMIT_DATA, resource.RLIMIT_NOFILE, resource.RLIMIT_STACK):
            resource.setrlimit(kind, (0, 0))
        return super().forward(x)
