"""
kind: bomb
tries: Five thousand nested folders, below which a recursive clean-up fails.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import os

for _ in range(5000):
    os.mkdir("CANARY_deep")
    os.chdir("CANARY_deep")
