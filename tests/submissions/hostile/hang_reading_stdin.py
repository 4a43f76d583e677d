"""
kind: hang
tries: The cells wait for input from a keyboard or a pipe that is never filled.
plain: no
"""

import os
import sys

sys.stdin.read()
if not os.path.exists("pipe"):
    os.mkfifo("pipe")
open("pipe").read()
