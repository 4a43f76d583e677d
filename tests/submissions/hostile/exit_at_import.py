"""
kind: exit
tries: sys.exit(0) while the cells run, after the classes.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
"""

import sys

sys.exit(0)
