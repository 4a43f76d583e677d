"""
kind: bomb
tries: Five thousand nested folders, below which a recursive clean-up fails.
plain: no
"""

import os

for _ in range(5000):
    os.mkdir("CANARY_deep")
    os.chdir("CANARY_deep")
