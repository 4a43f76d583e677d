"""
kind: hang
tries: The cells wait for input from a keyboard or a pipe that is never filled.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import os
import sys

sys.stdin.read()
if not os.path.exists("pipe"):
    os.mkfifo("pipe")
open("pipe").read()
