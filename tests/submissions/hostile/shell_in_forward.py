"""
kind: shell
tries: A shell in every call of forward.
plain: yes
"""

import os


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        os.system("touch /tmp/CANARY_forward")
        return super().forward(x)
