"""
kind: shell
tries: The worker turns itself into another program that ends with success.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
"""

import os

os.execv("/bin/sh", ["sh", "-c", "touch /tmp/CANARY_exec; exit 0"])
